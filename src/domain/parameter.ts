import { z } from 'zod';

export const PARAMETER_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

const name = z.string().regex(PARAMETER_NAME);

/** How a value is checked where it is typed. All values reach the script as strings. */
export const valueCheckSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text') }),
  z.strictObject({
    kind: z.literal('list'),
    options: z.array(z.string().min(1).max(75)).min(1).max(100).readonly(),
  }),
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('integer') }),
  z.strictObject({ kind: z.literal('boolean') }),
]);
export type ValueCheck = z.infer<typeof valueCheckSchema>;

/** What every parameter may have besides: what people read, and how its value is checked (absent: free text). */
const common = {
  name,
  label: z.string().min(1).max(100).optional(),
  hint: z.string().min(1).max(200).optional(),
  check: valueCheckSchema.optional(),
  /** Absent: a value has to be given. A dynamic parameter that is not required and left empty is the empty string. */
  required: z.boolean().optional(),
};

/**
 * One parameter of a profile. Sensitive and dynamic are independent marks. A sensitive static value is never
 * here: `secret` names the sealed value in the profile record and changes each time the value is replaced.
 */
export const parameterSchema = z.union([
  z.strictObject({ ...common, sensitive: z.literal(false), dynamic: z.literal(false), value: z.string() }),
  z.strictObject({ ...common, sensitive: z.literal(true), dynamic: z.literal(false), secret: z.string() }),
  z.strictObject({
    ...common,
    sensitive: z.boolean(),
    dynamic: z.literal(true),
    /** What the form holds before anybody types; never for a sensitive one. */
    defaultValue: z.string().optional(),
  }),
]);
export type Parameter = z.infer<typeof parameterSchema>;
export type DynamicParameter = Extract<Parameter, { dynamic: true }>;

/** The parameters that whoever requests a certificate assigns. */
export function dynamicParameters(parameters: readonly Parameter[]): readonly DynamicParameter[] {
  return parameters.filter((parameter) => parameter.dynamic);
}

/** What people read: the label, or the name where there is none. */
export function labelOf({ label, name }: Parameter): string {
  return label ?? name;
}

/** Whether a value has to be given. */
export function isRequired({ required }: Parameter): boolean {
  return required ?? true;
}
