import { asksForNothing } from '../../domain/asked-extensions.js';
import { judgePolicy } from '../../domain/judge-policy.js';
import { formatName, type Name } from '../../domain/names.js';
import {
  chooseKey,
  commonNameFor,
  fileStem,
  isSafeOnCommandLine,
  opensslLine,
} from '../../domain/openssl-line.js';
import type { Person } from '../../domain/person.js';
import { openPolicy } from '../../domain/policy.js';
import { explainPolicyRefusal } from '../../domain/policy-refusal.js';
import type { Profile } from '../../domain/profile.js';
import { formatPublicKey, type PublicKey } from '../../domain/public-key.js';
import { readWishedNames } from '../../domain/wished-names.js';
import { refuseStanding } from '../../workflow/authorize.js';
import { namedUsers } from '../../workflow/named-users.js';
import { type Blocks, section } from '../blocks.js';
import type { SlackDeps } from '../deps.js';
import { codeText, escapeText } from '../escape.js';
import type { Answer } from '../listen.js';
import { preformatted } from '../render/rich-text.js';
import { standingWords } from '../render/standing-words.js';
import { enabledProfiles } from '../views/enabled-profiles.js';

const USAGE =
  'Say for which names: `/cert csr www.example.com example.com`, or `/cert csr PROFILE NAME...` to have the rules of a profile checked.';

/** The longest command that is still pleasant to copy from a message. */
const MOST_CHARACTERS = 8000;

/** `/cert csr [PROFILE] NAME...`: the command that makes key and CSR where the key will live, and never in Slack. */
export async function csr(deps: SlackDeps, person: Person, words: readonly string[]): Promise<Answer> {
  const profiles = await enabledProfiles(deps);
  const refusal = await refuseStanding(deps, person, namedUsers(deps.admins, profiles));
  if (refusal) return { text: standingWords(refusal.standing) };
  const [first = '', ...rest] = words;
  const named = profiles.find(({ version }) => version.settings.name === first.toLowerCase());
  const { names, wrong } = readWishedNames(named ? rest : words);
  const unsafe = names.filter((name) => !isSafeOnCommandLine(name)).map(formatName);
  const bad = [...wrong, ...unsafe];
  if (bad.length > 0) {
    const shown = bad.slice(0, 5).map((word) => codeText(word, 60));
    return { text: `${shown.join(', ')}: no host name, IP address or e-mail address. ${USAGE}` };
  }
  if (names.length === 0) return { text: USAGE };
  const only = profiles.length === 1 ? profiles[0] : undefined;
  return lineAnswer(names, named ?? only ?? null);
}

function lineAnswer(names: readonly Name[], profile: Profile | null): Answer {
  const policy = profile?.version.settings.policy ?? openPolicy;
  const key = chooseKey(policy.keys);
  const refusals = judgePolicy(policy, wishOf(names, key)).map(explainPolicyRefusal);
  const profileName = profile?.version.settings.name ?? null;
  if (refusals.length > 0) {
    const why = refusals.map((sentence) => `• ${escapeText(sentence)}`).join('\n');
    return { text: `The profile ${codeText(profileName ?? '', 40)} does not allow this:\n${why}` };
  }
  const line = opensslLine(names, key);
  if (line.length > MOST_CHARACTERS) {
    return { text: 'These are too many names for one command: ask for fewer, in several certificates.' };
  }
  return { text: escapeText(line), blocks: lineBlocks(line, { names, key, profileName }) };
}

function lineBlocks(
  line: string,
  about: { readonly names: readonly Name[]; readonly key: PublicKey; readonly profileName: string | null },
): Blocks {
  const { names, key, profileName } = about;
  const stem = fileStem(names);
  const next = profileName === null ? '/cert request' : `/cert request ${profileName}`;
  const nameless =
    commonNameFor(names) === null
      ? [`No name is short enough for a common name (64 characters): type it into the form.`]
      : [];
  return [
    section(
      `Run this where the key will live. It makes a new key (${formatPublicKey(key)}) in \`${stem}.key\`, which stays there, and a CSR in \`${stem}.csr\`.`,
    ),
    preformatted(line),
    section(
      [
        `Then \`${next}\`, and give it \`${stem}.csr\`. Never paste the key.`,
        '`-nodes` leaves the key without a passphrase, as servers need it to start by themselves; without it openssl asks for one. An existing file of that name is overwritten.',
        ...nameless,
        ...(profileName === null
          ? ['No profile was named: `/cert csr PROFILE NAME...` checks the rules of one.']
          : []),
      ].join('\n'),
    ),
  ];
}

/** A CSR that is not there yet, for the rules about names and keys. */
function wishOf(names: readonly Name[], key: PublicKey): Parameters<typeof judgePolicy>[1] {
  const commonName = commonNameFor(names);
  const csr = {
    ...{ pem: '', commonName, subject: [], names, key, signature: '' },
    ...{ publicKeySha256: '0'.repeat(64), hasChallengePassword: false, asked: asksForNothing },
  };
  return { csr, commonName: commonName ?? names[0]?.value ?? '', names };
}
