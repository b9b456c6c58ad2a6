import { defineConfig } from 'vite';

/** The page of the local Slack: flat files with fixed names, served by src/sandbox/http/page-routes.ts. */
export default defineConfig({
  root: 'src/sandbox/page',
  base: '/page/',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../../dist/sandbox/page',
    // Somebody may be looking at it: files are replaced, never gone.
    emptyOutDir: false,
    target: 'esnext',
    cssTarget: 'esnext',
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: { entryFileNames: 'page.js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
