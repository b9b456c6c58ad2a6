import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';

/** Builds dist/ once for a test run: the end-to-end tests start the product as the processes people start. */
export default function setup(): void {
  spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.page.config.ts'], {
    stdio: 'inherit',
  });
  cpSync('src/redis/lua', 'dist/redis/lua', { recursive: true });
}
