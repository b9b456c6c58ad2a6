import type { Parameter } from './parameter.js';
import type { Profile, ProfileVersion } from './profile.js';
import type { Request } from './request.js';

/** Stands where a plain value was that became sensitive later: it names no value that is held. */
const HIDDEN = 'hidden';

type Hiding = Profile['hiding'];

/** What was saved before a parameter became sensitive, without its plain value. The same version when there is none. */
export function hideInVersion(version: ProfileVersion, hiding: Hiding): ProfileVersion {
  const names = namesHiddenFrom(version.number, hiding);
  if (!holdsPlain(version.settings.parameters, names)) return version;
  const parameters = version.settings.parameters.map((parameter) => hidden(parameter, names));
  return { ...version, settings: { ...version.settings, parameters } };
}

/** The request without plain values that became sensitive later, or null when it holds none. Its run uses the profile's current ones. */
export function hideInRequest(request: Request, hiding: Hiding): Request | null {
  const { snapshot } = request;
  const names = namesHiddenFrom(snapshot.profile.version, hiding);
  if (!holdsPlain(snapshot.parameters, names)) return null;
  const parameters = snapshot.parameters.map((parameter) => hidden(parameter, names));
  return { ...request, snapshot: { ...snapshot, parameters } };
}

function namesHiddenFrom(version: number, hiding: Hiding): readonly string[] {
  return hiding.filter(({ since }) => version < since).map(({ name }) => name);
}

function holdsPlain(parameters: readonly Parameter[], names: readonly string[]): boolean {
  return parameters.some((parameter) => 'value' in parameter && names.includes(parameter.name));
}

function hidden(parameter: Parameter, names: readonly string[]): Parameter {
  if (!('value' in parameter) || !names.includes(parameter.name)) return parameter;
  const { value: _, ...rest } = parameter;
  return { ...rest, sensitive: true, secret: HIDDEN };
}
