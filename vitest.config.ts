import { defineConfig } from 'vitest/config';

/** Rooms whose tests leave nothing behind in their process: its modules are loaded once for many files. */
const together = ['domain', 'http', 'queue', 'redis', 'slack', 'workflow'].map((room) => `test/${room}/**`);
const patience = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Not in the projects: it would run once more for each of them.
    globalSetup: ['test/global-setup.ts'],
    projects: [
      {
        test: {
          ...{ name: 'together', ...patience, isolate: false },
          include: together.map((path) => `${path}/*.test.ts`),
        },
      },
      { test: { ...{ name: 'apart', ...patience }, include: ['test/**/*.test.ts'], exclude: together } },
    ],
  },
});
