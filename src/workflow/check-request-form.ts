import { approvedNames } from '../domain/approved-names.js';
import { checkValue } from '../domain/check-value.js';
import { chooseCommonName, explainCommonNameRefusal } from '../domain/common-name.js';
import { type Csr, explainCsrRefusal, readCsr } from '../domain/csr.js';
import type { RequestDraft } from '../domain/draft.js';
import { judgePolicy } from '../domain/judge-policy.js';
import { type DynamicParameter, dynamicParameters, isRequired, labelOf } from '../domain/parameter.js';
import { explainPolicyRefusal, type PolicyRefusal } from '../domain/policy-refusal.js';
import { containsPrivateKey } from '../domain/private-key.js';
import type { Profile } from '../domain/profile.js';
import type { FormFault, FormField, RequestForm } from './request-form.js';

/** A form with what belongs to it: the profile it was filled in for, and what its draft holds. */
export type FilledForm = {
  readonly form: RequestForm;
  readonly profile: Profile;
  readonly draft: RequestDraft | null;
};

export type CheckedForm =
  | { readonly ok: true; readonly csr: Csr; readonly commonName: string }
  | { readonly ok: false; readonly faults: readonly FormFault[] };

/** All that can be said about a filled-in form without asking Slack: what it asks for, or every fault at its field. */
export async function checkRequestForm(filled: FilledForm): Promise<CheckedForm> {
  const faults: FormFault[] = [];
  const given = await readOneCsr(filled, faults);
  const commonName = given ? pickCommonName(given.csr, filled.form.commonName, faults) : null;
  if (given) faults.push(...policyFaults(filled, given, commonName));
  faults.push(...textFaults(filled), ...valueFaults(filled));
  if (!given || commonName === null || faults.length > 0) return { ok: false, faults };
  return { ok: true, csr: given.csr, commonName };
}

type GivenCsr = { readonly csr: Csr; readonly field: FormField };

/** The CSR that was pasted or uploaded; else the one that the draft holds. */
async function readOneCsr({ form, draft }: FilledForm, faults: FormFault[]): Promise<GivenCsr | null> {
  // What is unreadable of a wish has been said by who read it.
  if (form.wished)
    return form.wished === 'unreadable' ? null : { csr: form.wished, field: { keyWish: 'moreNames' } };
  const pasted = form.csrText.trim();
  const { csrFile } = form;
  if (pasted && csrFile) {
    const sentence = 'Give the CSR once: either paste it here or upload it as a file, not both.';
    faults.push({ field: 'csr', sentence }, { field: 'csr-file', sentence });
    return null;
  }
  if (csrFile && 'fault' in csrFile) {
    faults.push({ field: 'csr-file', sentence: csrFile.fault });
    return null;
  }
  const field = csrFile ? 'csr-file' : 'csr';
  const read = await readCsr(csrFile?.text ?? (pasted || (draft?.csr ?? '')));
  if (read.ok) return { csr: read.csr, field };
  faults.push({ field, sentence: read.refusals.map(explainCsrRefusal).join(' ') });
  return null;
}

function pickCommonName(csr: Csr, typed: string, faults: FormFault[]): string | null {
  // Its refusal would repeat what was typed; textFaults has the words for a key.
  if (containsPrivateKey(typed)) return null;
  const chosen = chooseCommonName(csr, typed.trim() || undefined);
  if (chosen.ok) return chosen.commonName;
  faults.push({ field: 'common-name', sentence: explainCommonNameRefusal(chosen.refusal) });
  return null;
}

const WHO_HELPS = 'The rules, and who can change them, stand under Profile.';

/** Every rule of the profile that is broken, at the field to change: with a typed common name, that one. */
function policyFaults(
  { form, profile }: FilledForm,
  { csr, field }: GivenCsr,
  commonName: string | null,
): readonly FormFault[] {
  const subject = { csr, commonName: commonName ?? '', names: approvedNames(csr, commonName ?? '') };
  const isTyped = form.commonName.trim() !== '';
  // A wish has its common name among its names; what is wrong with it is still said there.
  const others = new Set(csr.names.map(({ value }) => value));
  if (form.wished && commonName !== null) others.delete(commonName);
  const isOfCommonName = (refusal: PolicyRefusal) =>
    isTyped && 'names' in refusal && refusal.names.every((name) => name === commonName && !others.has(name));
  const refusals = judgePolicy(profile.version.settings.policy, subject);
  const fieldOf = (refusal: PolicyRefusal): FormField => {
    if (isOfCommonName(refusal)) return 'common-name';
    return form.wished && 'key' in refusal ? { keyWish: 'keyType' } : field;
  };
  const faults = refusals.map((refusal) => ({
    field: fieldOf(refusal),
    sentence: explainPolicyRefusal(refusal),
  }));
  const last = faults.at(-1);
  return last ? [...faults, { field: last.field, sentence: WHO_HELPS }] : [];
}

const PRIVATE_KEY =
  'This holds a private key. It was not stored, but it went through Slack: consider it compromised and make a new one.';

function textFaults({ form, profile }: FilledForm): readonly FormFault[] {
  const { reasons } = profile.version.settings.policy;
  const keyIn = (field: FormField, text: string): FormFault[] =>
    containsPrivateKey(text) ? [{ field, sentence: PRIVATE_KEY }] : [];
  const isMissing = reasons.request === 'mandatory' && !form.reason.trim();
  return [
    ...(isMissing
      ? [{ field: 'reason', sentence: 'This profile asks for a reason: say why.' } as const]
      : []),
    ...keyIn('reason', form.reason),
    ...keyIn('common-name', form.commonName),
  ];
}

/** What is wrong with the values that were given for a profile's dynamic parameters. */
export function valueFaults({
  form,
  profile,
  draft,
}: Pick<FilledForm, 'profile' | 'draft'> & {
  readonly form: Pick<RequestForm, 'dynamicValues'>;
}): readonly FormFault[] {
  const sealed = draft?.sealed[profile.id] ?? {};
  return dynamicParameters(profile.version.settings.parameters).flatMap((parameter) => {
    const sentence = parameter.sensitive
      ? sealedFault(parameter, sealed)
      : valueFault(parameter, form.dynamicValues[parameter.name] ?? '');
    return sentence ? [{ field: { parameter: parameter.name }, sentence }] : [];
  });
}

/** A sensitive value was checked when it was sealed. */
function sealedFault(parameter: DynamicParameter, sealed: object): string | null {
  const isGiven = Object.hasOwn(sealed, parameter.name) || !isRequired(parameter);
  return isGiven ? null : `${labelOf(parameter)} is not set yet: press its button and enter it.`;
}

function valueFault(parameter: DynamicParameter, typed: string): string | null {
  const value = typed.trim();
  if (!value) return isRequired(parameter) ? `The profile needs a value for ${labelOf(parameter)}.` : null;
  if (containsPrivateKey(typed)) return PRIVATE_KEY;
  const fault = checkValue(parameter.check, value);
  return fault ? `${labelOf(parameter)}: ${fault}` : null;
}
