import { checkValue } from '../domain/check-value.js';
import type { RequestDraft } from '../domain/draft.js';
import type { ValueCheck } from '../domain/parameter.js';
import { shortestSecret } from '../domain/secret-forms.js';
import type { DraftStore, SecretSealer } from './ports.js';

export type SealDynamicValueDeps = { readonly drafts: DraftStore; readonly sealer: SecretSealer };

/** `isShort`: the value is under 6 characters, so it cannot be scrubbed from what a script prints. */
export type SealDynamicValueResult =
  | { readonly kind: 'sealed'; readonly draft: RequestDraft; readonly isShort: boolean }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'expired' };

/**
 * Seals a sensitive dynamic value into the requester's own draft, bound to the request that the draft becomes.
 * A trailing newline goes, inner ones stay. The value is in no result, error or log.
 */
export async function sealDynamicValue(
  deps: SealDynamicValueDeps,
  entry: {
    readonly id: string;
    readonly user: string;
    readonly profileId: string;
    readonly name: string;
    /** What people call the parameter. */
    readonly label?: string;
    readonly check?: ValueCheck | undefined;
    readonly value: string;
  },
): Promise<SealDynamicValueResult> {
  const { id, user, profileId, name, label = name, check } = entry;
  const value = entry.value.replace(/[\r\n]+$/, '');
  if (!value.trim()) return { kind: 'refused', sentence: `Enter a value for ${label}.` };
  const fault = checkValue(check, value);
  if (fault) return { kind: 'refused', sentence: `${label}: ${fault}` };
  const binding = { owner: 'request', id, name } as const;
  const field = { sealed: deps.sealer.seal(value, binding), mark: deps.sealer.mark(value, binding) };
  const draft = await deps.drafts.update(id, (current) => {
    if (current.kind !== 'request' || current.user !== user) return current;
    const ofProfile = { ...current.sealed[profileId], [name]: field };
    return { ...current, sealed: { ...current.sealed, [profileId]: ofProfile } };
  });
  if (draft?.kind !== 'request' || draft.user !== user) return { kind: 'expired' };
  return { kind: 'sealed', draft, isShort: value.length < shortestSecret };
}
