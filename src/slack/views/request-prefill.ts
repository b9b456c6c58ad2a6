import type { Profile } from '../../domain/profile.js';

/** What the request form holds when it opens. */
export type RequestPrefill = {
  /** As typed; the form says so when there is no such profile. */
  readonly profileName?: string;
  readonly commonName?: string;
  /** A PEM that did not come through the form: kept in the draft, taken when the form gives none. */
  readonly csr?: string;
  readonly reason?: string;
  /** Plain dynamic values, by parameter name. */
  readonly values?: Readonly<Record<string, string>>;
  /** Where the command was typed, or null: from a shortcut, the Home. */
  readonly askedIn: string | null;
  /** Said above the form, mrkdwn of ours. */
  readonly notice?: string;
};

/** What `/cert request [profile] [common name]` asks for. One word is a profile, unless only a common name has its dot. */
export function prefillOfWords(
  words: readonly string[],
  profiles: readonly Profile[],
  askedIn: string | null,
): RequestPrefill {
  const [first = '', second = ''] = words;
  if (first === '') return { askedIn };
  const isProfile = profiles.some(({ version }) => version.settings.name === first.toLowerCase());
  if (!isProfile && second === '' && first.includes('.')) return { askedIn, commonName: first };
  return { askedIn, profileName: first, ...(second ? { commonName: second } : {}) };
}
