import type { Person } from '../domain/person.js';
import { hashScript } from '../domain/script.js';
import { type ChangeProfileDeps, type ChangeProfileResult, changeProfile } from './change-profile.js';
import { type CheckScriptDeps, scriptFaults } from './check-script.js';
import type { ScriptShelf, ScriptStore } from './ports.js';
import { refuseAdmin } from './refuse-admin.js';

export type AcceptScriptDeps = ChangeProfileDeps &
  CheckScriptDeps & { readonly shelf: ScriptShelf; readonly scripts: ScriptStore };

export type AcceptScriptResult = ChangeProfileResult | { readonly kind: 'moved-on' };

/**
 * Makes the bytes on the shelf those of a profile's next version, if they are still the ones that the admin saw
 * (`hash`) and can work. `moved-on`: they are other ones now, or gone.
 */
export async function acceptScript(
  deps: AcceptScriptDeps,
  wanted: {
    readonly profileId: string;
    readonly basedOn: number;
    readonly hash: string;
    readonly author: Person;
  },
): Promise<AcceptScriptResult> {
  const { profileId, basedOn, hash, author } = wanted;
  const refusal = await refuseAdmin(deps, author);
  if (refusal?.code === 'not-an-admin') return { kind: 'not-an-admin' };
  if (refusal) return { kind: 'no-standing', refusal };
  const profile = await deps.profiles.read(profileId);
  if (!profile || profile.status === 'deleted') return { kind: 'no-such-profile' };
  const { settings } = profile.version;
  const script = await deps.shelf.read(settings.script.name);
  if (!script || hashScript(script) !== hash) return { kind: 'moved-on' };
  const faults = await scriptFaults(deps, script);
  if (faults.length > 0) return { kind: 'faults', faults };
  await deps.scripts.keep(script);
  return changeProfile(deps, {
    ...{ profileId, basedOn, author, surface: 'slack', cause: 'script-accepted', sealed: {} },
    settings: { ...settings, script: { name: settings.script.name, hash } },
  });
}
