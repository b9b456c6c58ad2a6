import { z } from 'zod';

export const PARAMETER_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

const name = z.string().regex(PARAMETER_NAME);

/**
 * One parameter of a profile. Sensitive and dynamic are independent marks. A sensitive static value is never
 * here: `secret` names the sealed value in the profile record and changes each time the value is replaced.
 */
export const parameterSchema = z.union([
  z.strictObject({ name, sensitive: z.literal(false), dynamic: z.literal(false), value: z.string() }),
  z.strictObject({ name, sensitive: z.literal(true), dynamic: z.literal(false), secret: z.string() }),
  z.strictObject({ name, sensitive: z.boolean(), dynamic: z.literal(true) }),
]);
export type Parameter = z.infer<typeof parameterSchema>;
export type DynamicParameter = Extract<Parameter, { dynamic: true }>;

/** The parameters that whoever requests a certificate assigns. */
export function dynamicParameters(parameters: readonly Parameter[]): readonly DynamicParameter[] {
  return parameters.filter((parameter) => parameter.dynamic);
}
