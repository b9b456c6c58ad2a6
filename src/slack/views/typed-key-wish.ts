import type { RequestDraft } from '../../domain/draft.js';
import { type TypedKeyWish, typedKeyWishSchema } from '../../domain/key-wish.js';
import { containsPrivateKey } from '../../domain/private-key.js';
import { fields, keyField } from '../ids.js';
import type { ViewState } from '../payloads.js';
import { optionOf, textOf } from '../view-state.js';
import type { Way } from './make-key-blocks.js';

/** The way that is chosen in the form; undefined where there is no choice. */
export function chosenWay(state: ViewState): Way | undefined {
  const way = optionOf(state, fields.way);
  return way === 'make-key' || way === 'give-csr' ? way : undefined;
}

/** What was typed for a key to be made. */
export function typedKeyWish(state: ViewState): TypedKeyWish {
  const text = (field: keyof TypedKeyWish) => textOf(state, keyField(field));
  return {
    keyType: optionOf(state, keyField('keyType')) ?? '',
    commonName: textOf(state, fields.commonName),
    ...{ organisation: text('organisation'), unit: text('unit'), country: text('country') },
    ...{ state: text('state'), locality: text('locality'), email: text('email') },
    moreNames: text('moreNames'),
  };
}

/** The draft with the way and what was typed for it, so that going back and forth loses nothing; a private key does. */
export function rememberKeyWish(draft: RequestDraft, state: ViewState): RequestDraft {
  const way = chosenWay(state) ?? draft.way;
  const withWay: RequestDraft = way ? { ...draft, way } : draft;
  if (!Object.hasOwn(state, keyField('keyType'))) return withWay;
  const typed = typedKeyWish(state);
  const clean = (text: string) => (containsPrivateKey(text) ? '' : text);
  const kept = Object.entries(typed).map(([field, text]) => [field, clean(text)]);
  const reason = clean(textOf(state, fields.reason));
  return { ...withWay, keyWish: { typed: typedKeyWishSchema.parse(Object.fromEntries(kept)), reason } };
}
