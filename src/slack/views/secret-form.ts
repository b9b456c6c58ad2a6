import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type DynamicParameter, dynamicParameters, labelOf, type Parameter } from '../../domain/parameter.js';
import type { Profile } from '../../domain/profile.js';
import { context, input, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';

const schema = z.object({ id: z.string(), profileId: z.string(), name: z.string() });

/** Which sensitive dynamic value a secret modal is for. */
export type SecretMemory = z.infer<typeof schema>;

/** The sensitive dynamic parameter of this name, or null: the profile changed meanwhile. */
export function secretParameter(profile: Profile | null, name: string): DynamicParameter | null {
  const asked = dynamicParameters(profile?.version.settings.parameters ?? []);
  return asked.find((parameter) => parameter.sensitive && parameter.name === name) ?? null;
}

export function readSecretMemory(text: string): SecretMemory {
  return schema.parse(JSON.parse(text));
}

/** The one-input modal for a sensitive dynamic value: Slack cannot mask an input, so nothing else is near it. */
export function secretForm(memory: SecretMemory, parameter: Parameter | null = null): ModalView {
  const label = parameter ? labelOf(parameter) : memory.name;
  const more = parameter?.hint ? { hint: parameter.hint } : {};
  return modal(
    callbacks.requestSecret,
    'Sensitive value',
    [
      input(fields.secret, label, textInput(fields.secret, { multiline: true }), more),
      context('Encrypted as soon as you save it, used for this one request, and never shown again.'),
    ],
    { submit: 'Save', memory },
  );
}
