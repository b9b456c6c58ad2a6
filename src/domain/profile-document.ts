import { z } from 'zod';
import { PARAMETER_NAME, type Parameter, valueCheckSchema } from './parameter.js';
import { rosterSchema } from './person.js';
import { openPolicy, type Policy, policySchema } from './policy.js';
import { PROFILE_NAME, type Profile, type ProfileSettings } from './profile.js';

const seconds = z.number().positive().max(31_536_000).nullable();

/** Characters of a plain value; what is longer is a file and no value. */
const MOST_CHARACTERS = 100_000;
const plainValue = z.string().max(MOST_CHARACTERS, `has more than ${MOST_CHARACTERS} characters`);

/** A parameter as people write it down. A sensitive one has no value here, ever. */
const documentParameterSchema = z
  .strictObject({
    name: z
      .string()
      .regex(PARAMETER_NAME, 'use 1 to 64 letters, digits, dots, dashes or underscores, a letter first'),
    sensitive: z.boolean().default(false),
    dynamic: z.boolean().default(false),
    value: plainValue.optional(),
    label: z.string().min(1).max(100).optional(),
    hint: z.string().min(1).max(200).optional(),
    required: z.boolean().optional(),
    check: valueCheckSchema.optional(),
    default: plainValue.optional(),
  })
  .superRefine((parameter, context) => {
    const { sensitive, dynamic, value } = parameter;
    const isFixed = !sensitive && !dynamic;
    const add = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (isFixed && value === undefined)
      add('value', 'is missing: this parameter is neither sensitive nor dynamic');
    if (sensitive && value !== undefined) add('value', 'must not be here: the parameter is sensitive');
    if (dynamic && value !== undefined) add('value', 'must not be here: the parameter is dynamic');
    const mayDefault = dynamic && !sensitive;
    if (!mayDefault && parameter.default !== undefined)
      add('default', 'is for dynamic parameters that are not sensitive');
  });

const { pendingExpiryMs: _pending, approvalExpiryMs: _approval, ...rules } = policySchema.shape;

/** What a profile allows, as people write it down: what is left out is as for a new profile. Times are in seconds. */
const documentPolicySchema = z
  .strictObject({
    ...rules,
    names: rules.names.partial(),
    keys: rules.keys.partial(),
    reasons: rules.reasons.partial(),
    madeKeys: rules.madeKeys.partial(),
    pendingExpirySeconds: seconds,
    approvalExpirySeconds: seconds,
  })
  .partial();

/** A profile as text: all of its settings and no sensitive value. Unknown fields are faults. */
export const profileDocumentSchema = z.strictObject({
  name: z.string().regex(PROFILE_NAME, 'use 1 to 40 lower-case letters, digits, dots, dashes or underscores'),
  description: z.string().max(500).default(''),
  /** Without a hash: the bytes that the profile has, or for another script those on the shelf. */
  script: z.strictObject({
    name: z.string(),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
  parameters: z.array(documentParameterSchema).max(30).default([]),
  approvers: rosterSchema.partial(),
  approvalsRequired: z.int().min(1).max(99).default(1),
  channel: z.string().regex(/^[CG][A-Z0-9]+$/, 'give the id of a channel, such as C0123ABCD'),
  timeLimitSeconds: z.number().positive().max(86_400).optional(),
  maxValidityDays: z.int().positive().nullable().default(null),
  allowExtraNames: z.boolean().default(false),
  keepsState: z.boolean().default(false),
  policy: documentPolicySchema.default({}),
});
export type ProfileDocument = z.infer<typeof profileDocumentSchema>;

/** The settings of a profile as a document: every field, sensitive values left out. */
export function documentOf({ version: { settings } }: Profile): ProfileDocument {
  const { timeLimitMs, policy, parameters, approvers, ...rest } = settings;
  const { pendingExpiryMs, approvalExpiryMs, ...rulesOfPolicy } = policy;
  return {
    ...rest,
    parameters: parameters.map(parameterDocument),
    approvers: { users: approvers.users, groups: approvers.groups },
    timeLimitSeconds: timeLimitMs / 1000,
    policy: {
      ...rulesOfPolicy,
      pendingExpirySeconds: pendingExpiryMs === null ? null : pendingExpiryMs / 1000,
      approvalExpirySeconds: approvalExpiryMs === null ? null : approvalExpiryMs / 1000,
    },
  };
}

type ParameterDocument = ProfileDocument['parameters'][number];

function parameterDocument(parameter: Parameter): ParameterDocument {
  const { name, sensitive, dynamic, label, hint, required, check } = parameter;
  return {
    ...{ name, sensitive, dynamic },
    ...('value' in parameter ? { value: parameter.value } : {}),
    ...('defaultValue' in parameter ? { default: parameter.defaultValue } : {}),
    ...(label === undefined ? {} : { label }),
    ...(hint === undefined ? {} : { hint }),
    ...(required === undefined ? {} : { required }),
    ...(check === undefined ? {} : { check }),
  };
}

/**
 * The settings that a document means. `secretOf` names the sealed value of a sensitive static parameter: the one
 * that the profile holds, or a new one. `timeLimitMs`: for a document that says nothing about it.
 */
export function settingsOfDocument(
  document: ProfileDocument,
  given: {
    readonly script: ProfileSettings['script'];
    readonly timeLimitMs: number;
    readonly secretOf: (name: string) => string;
  },
): ProfileSettings {
  const { script: _script, parameters, approvers, timeLimitSeconds, policy, ...rest } = document;
  return {
    ...rest,
    script: given.script,
    parameters: parameters.map((parameter) => parameterOf(parameter, given.secretOf)),
    approvers: { users: approvers.users ?? [], groups: approvers.groups ?? [] },
    timeLimitMs: timeLimitSeconds === undefined ? given.timeLimitMs : Math.round(timeLimitSeconds * 1000),
    policy: policyOf(policy),
  };
}

function parameterOf(document: ParameterDocument, secretOf: (name: string) => string): Parameter {
  const { name, sensitive, dynamic, value, default: defaultValue, label, hint, required, check } = document;
  const common = {
    name,
    ...(label === undefined ? {} : { label }),
    ...(hint === undefined ? {} : { hint }),
    ...(required === undefined ? {} : { required }),
    ...(check === undefined ? {} : { check }),
  };
  if (dynamic)
    return { ...common, sensitive, dynamic, ...(defaultValue === undefined ? {} : { defaultValue }) };
  return sensitive
    ? { ...common, sensitive, dynamic, secret: secretOf(name) }
    : { ...common, sensitive, dynamic, value: value ?? '' };
}

function policyOf(document: ProfileDocument['policy']): Policy {
  const { pendingExpirySeconds, approvalExpirySeconds, names, keys, reasons, madeKeys, ...rest } = document;
  const ms = (time: number | null | undefined) => (time ? Math.round(time * 1000) : null);
  return policySchema.parse({
    ...openPolicy,
    ...rest,
    names: { ...openPolicy.names, ...names },
    keys: { ...openPolicy.keys, ...keys },
    reasons: { ...openPolicy.reasons, ...reasons },
    madeKeys: { ...openPolicy.madeKeys, ...madeKeys },
    pendingExpiryMs: ms(pendingExpirySeconds),
    approvalExpiryMs: ms(approvalExpirySeconds),
  });
}
