import { ensureProgram, has } from './install-package.mjs';

/** Makes sure that redis-server is on PATH. */
export const ensureRedisServer = () =>
  ensureProgram({
    what: 'redis-server',
    isThere: () => has('redis-server', '--version'),
    packages: { debian: 'redis-server', others: 'redis' },
    remark: 'the package also starts a service on port 6379; Countersign does not use it',
  });
