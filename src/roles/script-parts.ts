import { throwAwayCsr } from '../keys/make-key.js';
import { rememberChecks } from '../python/remember-checks.js';
import { resolveInterpreter } from '../python/resolve-interpreter.js';
import { runEnvironment } from '../python/run-environment.js';
import { createScriptChecker } from '../python/script-checker.js';
import { mergedShelf } from '../workflow/merged-shelf.js';
import type { Foundation } from './foundation.js';
import { scriptShelf } from './script-shelf.js';

/** Slack waits three seconds for an answer; whoever looks at a script needs most of a second on a busy machine. */
const CHECK_WITHIN_MS = 1_800;
/** As long as what a script imports stays as it is. */
const REMEMBER_MS = 60_000;

/** What the bot does with scripts: it reads, takes and looks at them, and never runs one. */
export function scriptParts(
  { config, stores, issueQueue, clock }: Foundation,
  environment: Readonly<Record<string, string | undefined>>,
) {
  const diskShelf = scriptShelf(config.scriptsDir);
  const interpreter = once(() => resolveInterpreter(config.python));
  const checker = createScriptChecker({
    mostMs: CHECK_WITHIN_MS,
    async python() {
      const { executable } = await interpreter();
      return { executable, environment: runEnvironment(environment, config.runnerEnv) };
    },
  });
  return {
    diskShelf,
    shelf: mergedShelf(diskShelf, stores),
    allowsUpload: config.allowsUpload,
    scriptChecker: rememberChecks(checker, { keepMs: REMEMBER_MS, now: () => clock.now() }),
    testQueue: issueQueue,
    throwAwayCsr,
  };
}

/** What `find` gives, asked for once; a failure is no answer. */
function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | null = null;
  return () => {
    const asked = found ?? find();
    found = asked;
    asked.catch(() => {
      found = null;
    });
    return asked;
  };
}
