import { readCsr } from '../domain/csr.js';
import { type KeyWish, type KeyWishFault, readKeyWish, type TypedKeyWish } from '../domain/key-wish.js';
import { judgePassphrase } from '../domain/passphrase.js';
import type { Profile } from '../domain/profile.js';
import type { Request } from '../domain/request.js';
import { offeredKeyTypes, wishedCsr } from '../domain/wished-csr.js';
import type { KeyMaker } from './key-maker.js';
import type { MadeKeyAddress, MadeKeySafe, MadeKeyStore } from './made-keys.js';
import type { FormFault, RequestForm } from './request-form.js';
import {
  prepareRequest,
  type SubmitRequestDeps,
  type SubmitRequestResult,
  submitRequest,
} from './submit-request.js';

export type MakeKeyDeps = SubmitRequestDeps & {
  readonly keyMaker: KeyMaker;
  readonly keySafe: MadeKeySafe;
  readonly madeKeys: MadeKeyStore;
  /** The longest that any made key waits to be fetched, whatever its profile says. */
  readonly keepKeysMs: number;
};

/** A request form without a CSR, and what was typed to have one made. */
export type KeyForm = Omit<RequestForm, 'csrText' | 'csrFile' | 'commonName'> & {
  readonly typed: TypedKeyWish;
};

export type CheckKeyFormResult =
  | { readonly kind: 'ready'; readonly wish: KeyWish; readonly form: RequestForm; readonly profile: Profile }
  | SubmitRequestResult;

/**
 * Checks a form as if its CSR were there: all that can be wrong is said before anybody is asked for a passphrase.
 * `ready`: it would be taken now.
 */
export async function checkKeyForm(deps: MakeKeyDeps, keyForm: KeyForm): Promise<CheckKeyFormResult> {
  const { typed, ...rest } = keyForm;
  const reading = readKeyWish(typed);
  const form: RequestForm = {
    ...{ ...rest, commonName: reading.ok ? reading.wish.commonName : typed.commonName, csrText: '' },
    csrFile: null,
    wished: reading.ok ? wishedCsr(reading.wish) : 'unreadable',
  };
  const prepared = await prepareRequest(deps, form);
  const faults = onceEach([
    ...(reading.ok ? [] : reading.faults.map(atField)),
    ...(prepared.kind === 'faults' ? prepared.faults : []),
  ]);
  if (prepared.kind !== 'ready' && prepared.kind !== 'faults') return prepared;
  if (prepared.kind === 'faults' || !reading.ok) return { kind: 'faults', faults };
  const { profile } = prepared;
  return offeredKeyTypes(profile.version.settings.policy).includes(reading.wish.keyType)
    ? { kind: 'ready', wish: reading.wish, form, profile }
    : { kind: 'faults', faults: [FORBIDDEN] };
}

const FORBIDDEN: FormFault = {
  field: { keyWish: 'keyType' },
  sentence: 'Keys of this kind are not made for this profile. Choose another one, or give a CSR.',
};

function onceEach(faults: readonly FormFault[]): readonly FormFault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

/** The common name has a field of its own in every form. */
function atField({ field, sentence }: KeyWishFault): FormFault {
  return { field: field === 'commonName' ? 'common-name' : { keyWish: field }, sentence };
}

/** Why a passphrase is not taken, in one text; null: it is. */
export function passphraseFault(passphrase: string): string | null {
  return judgePassphrase(passphrase).join(' ') || null;
}

/**
 * Makes key and CSR under a passphrase that `passphraseFault` let pass, keeps the encrypted key, and sends the request.
 * The passphrase and the plain key are in no result, record, error or log. The key is kept before its request is
 * written: one that is not written, or was written by another try with another key, loses it again.
 */
export async function makeKeyAndRequest(
  deps: MakeKeyDeps,
  keyForm: KeyForm,
  passphrase: string,
): Promise<SubmitRequestResult> {
  const checked = await checkKeyForm(deps, keyForm);
  if (checked.kind !== 'ready') return checked;
  const pair = await deps.keyMaker.make(checked.wish, passphrase);
  const address = { request: keyForm.id, publicKeySha256: await hashOf(pair.csrPem) };
  const now = deps.clock.now();
  await deps.keySafe.put(address, pair.encryptedPem, now);
  const madeKey = { state: 'held', changedAt: now, keepMs: keepMsOf(deps, checked.profile) } as const;
  const { wished: _, ...form } = checked.form;
  const result = await submitRequest(deps, { ...form, csrText: pair.csrPem, madeKey });
  if (!(result.kind === 'submitted' && isOf(result.request, address))) await deps.madeKeys.remove(address);
  return result;
}

const DAY_MS = 86_400_000;

function keepMsOf({ keepKeysMs }: MakeKeyDeps, profile: Profile): number {
  return Math.min(profile.version.settings.policy.madeKeys.keepDays * DAY_MS, keepKeysMs);
}

function isOf({ snapshot }: Request, { publicKeySha256 }: MadeKeyAddress): boolean {
  return snapshot.csr.publicKeySha256 === publicKeySha256;
}

async function hashOf(csrPem: string): Promise<string> {
  const read = await readCsr(csrPem);
  if (read.ok) return read.csr.publicKeySha256;
  const codes = read.refusals.map(({ code }) => code);
  throw new Error(`a CSR that was just made is refused: ${codes.join(', ')}`);
}
