import { isRequired } from '../domain/parameter.js';
import type { Profile } from '../domain/profile.js';
import type { Request } from '../domain/request.js';
import type { Script } from '../domain/script.js';
import type { EventLog, ScriptStore, SecretOpener } from './ports.js';

type Deps = { readonly scripts: ScriptStore; readonly opener: SecretOpener; readonly log: EventLog };

/** What a run is called with, all values strings, and which of them are sensitive. */
export type PreparedRun = {
  readonly script: Script;
  readonly args: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
};

/** What is run: a request, or the test of a profile. */
export type Runnable = Pick<Request, 'id' | 'snapshot' | 'sealed'>;

/**
 * The script and the opened parameters of a run; static sensitive values are the profile's current ones. Null
 * (and a log line) when the script or a value is missing or does not open. Throws when the store is away.
 */
export async function prepareRun(
  deps: Deps,
  request: Runnable,
  profile: Profile,
): Promise<PreparedRun | null> {
  const script = await deps.scripts.read(request.snapshot.script.hash);
  try {
    if (!script) throw new Error(`script ${request.snapshot.script.hash} is not in the store`);
    return { script, ...openArguments(deps.opener, request, profile) };
  } catch (err) {
    deps.log.error({ requestId: request.id, err }, 'run could not be prepared');
    return null;
  }
}

function openArguments(
  opener: SecretOpener,
  request: Runnable,
  profile: Profile,
): Pick<PreparedRun, 'args' | 'secrets'> {
  const args: [string, string][] = [];
  const secrets: string[] = [];
  for (const parameter of request.snapshot.parameters) {
    const { name } = parameter;
    if ('value' in parameter) args.push([name, parameter.value]);
    else if (!parameter.sensitive) args.push([name, request.snapshot.dynamicValues[name] ?? '']);
    else {
      const owner = parameter.dynamic ? 'request' : 'profile';
      const record = parameter.dynamic ? request : profile;
      const sealed = record.sealed[name];
      // Optional, and left empty by the requester: no mark says that there was a value.
      const isEmpty = parameter.dynamic && request.snapshot.dynamicMarks[name] === undefined;
      if (!sealed && isEmpty && !isRequired(parameter)) {
        args.push([name, '']);
        continue;
      }
      if (!sealed) throw new Error(`no sealed value for ${owner} parameter ${name}`);
      const value = opener.open(sealed, { owner, id: record.id, name });
      args.push([name, value]);
      secrets.push(value);
    }
  }
  return { args: Object.fromEntries(args), secrets };
}
