import './check-node.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureRedisServer } from './redis-server.mjs';
import { missingTools } from './required-tools.mjs';
import { stop } from './stop.mjs';

/** Everything a fresh machine needs before the demo or the tests; says what it installs, stops if it cannot. */
export async function prepare() {
  const problems = await missingTools();
  if (problems.length > 0) stop(problems.join('\n'));
  await ensureRedisServer();
  await ensureDependencies();
}
