import type { RequestDraft } from '../../domain/draft.js';
import type { TypedKeyWish } from '../../domain/key-wish.js';
import type { Policy } from '../../domain/policy.js';
import type { Profile } from '../../domain/profile.js';
import { offeredKeyTypes } from '../../domain/wished-csr.js';
import { type Blocks, context, input, option, textInput } from '../blocks.js';
import { actions, fields, keyField } from '../ids.js';

const ways = { 'give-csr': 'I have a CSR', 'make-key': 'Make one for me' } as const;
export type Way = keyof typeof ways;

/** Whether the form asks for a CSR, or for what one is made of. A profile that forbids the second is asked the first. */
export function wayOf(draft: RequestDraft, chosen: Profile | null): Way {
  const isOffered = chosen !== null && offeredKeyTypes(chosen.version.settings.policy).length > 0;
  return isOffered && draft.way === 'make-key' ? 'make-key' : 'give-csr';
}

/** The choice between the two; nothing where there is none. */
export function wayBlocks(draft: RequestDraft, chosen: Profile | null): Blocks {
  if (!chosen || offeredKeyTypes(chosen.version.settings.policy).length === 0) return [];
  const options = [option(ways['give-csr'], 'give-csr'), option(ways['make-key'], 'make-key')];
  const way = wayOf(draft, chosen);
  return [
    input(
      fields.way,
      'Certificate request',
      {
        type: 'radio_buttons',
        action_id: actions.chooseWay,
        options,
        initial_option: option(ways[way], way),
      },
      { dispatch: true },
    ),
  ];
}

const subject = [
  ['organisation', 'Organisation'],
  ['unit', 'Unit'],
  ['country', 'Country'],
  ['state', 'State'],
  ['locality', 'Locality'],
  ['email', 'E-mail'],
] as const satisfies readonly (readonly [keyof TypedKeyWish, string])[];

const hints: Partial<Record<keyof TypedKeyWish, string>> = {
  country: 'Its code of two letters, such as GB.',
};

/** What a key and its CSR are made of, besides the common name. */
export function makeKeyBlocks(policy: Policy, draft: RequestDraft): Blocks {
  const typed = draft.keyWish?.typed;
  const names = keyField('moreNames');
  return [
    keyTypeBlock(policy, typed?.keyType),
    input(
      names,
      'More names',
      textInput(names, { multiline: true, ...(typed?.moreNames ? { initial: typed.moreNames } : {}) }),
      { optional: true, hint: 'DNS names, IP addresses, e-mail addresses: one per line or comma.' },
    ),
    ...subject.map(([field, label]) => {
      const initial = typed?.[field] ? { initial: typed[field] } : {};
      const hint = hints[field];
      const element = textInput(keyField(field), { max: 255, ...initial });
      return input(keyField(field), label, element, { optional: true, ...(hint ? { hint } : {}) });
    }),
    context(
      '*Next you enter a passphrase.* The key is made then, encrypted at once, and comes to you alone as a direct message when the certificate is issued.',
    ),
  ];
}

function keyTypeBlock(policy: Policy, typed: string | undefined): Blocks[number] {
  const offered = offeredKeyTypes(policy);
  const chosen = offered.find((type) => type === typed) ?? offered[0] ?? '';
  return input(keyField('keyType'), 'Key type', {
    type: 'static_select',
    action_id: keyField('keyType'),
    options: offered.map((type) => option(type, type)),
    initial_option: option(chosen, chosen),
  });
}
