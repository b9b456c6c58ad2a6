import { checkValue } from '../domain/check-value.js';
import { shortestSecret } from '../domain/secret-forms.js';
import { type WrittenChange, writeChange } from '../workflow/write-change.js';
import { explainWritten } from './explain-written.js';
import { operatorOf, type ProfileTools, type ProfileVerb } from './profile-tools.js';
import { exitCodes, type Terminal } from './terminal.js';
import { unknownProfile } from './unknown-profile.js';
import { writeDeps } from './write-deps.js';

/** A key file or a token; more is none. */
const MOST_BYTES = 256 * 1024;

/** `profile secret NAME PARAM < file`: a new value for a sensitive parameter that the profile assigns. Never echoed. */
export const replaceSecret: ProfileVerb = async ({ terminal, tools }, args) => {
  const [name, parameter, ...more] = args;
  if (name === undefined || parameter === undefined || more.length > 0) {
    return ['give the names of a profile and of its parameter, and the value on standard input'];
  }
  const profile = await tools.profiles.byName(name);
  if (!profile) return say(terminal, await unknownProfile(tools, name));
  const { settings, number } = profile.version;
  const old = settings.parameters.find((each) => each.name === parameter);
  if (!old || !('secret' in old)) return say(terminal, notSensitive(settings.parameters, parameter, old));
  const read = await readValue(terminal);
  if ('refusal' in read) return say(terminal, read.refusal);
  const wrong = checkValue(old.check, read.value);
  if (wrong) return say(terminal, `the value does not pass the check of ${parameter}: ${wrong}`);
  const sealed = (await tools.sealer()).seal(read.value, {
    owner: 'profile',
    id: profile.id,
    name: parameter,
  });
  const secret = tools.newId.secret();
  const parameters = settings.parameters.map((each) => (each === old ? { ...old, secret } : each));
  const written = await writeChange(writeDeps(terminal, tools), {
    ...{ profileId: profile.id, basedOn: number, author: operatorOf(tools), surface: 'cli' },
    ...{ cause: 'secret-replaced', settings: { ...settings, parameters }, sealed: { [parameter]: sealed } },
  });
  if (read.value.length < shortestSecret) terminal.err(`countersign: ${SHORT}\n`);
  return end(terminal, settings.name, written);
};

const SHORT = `the value has fewer than ${shortestSecret} characters, so it cannot be hidden if the script prints it`;

function end(terminal: Terminal, name: string, written: WrittenChange): number {
  const isDone = written.kind === 'saved' || written.kind === 'proposed';
  (isDone ? terminal.out : terminal.err)(explainWritten(name, written));
  return isDone ? exitCodes.fine : exitCodes.failed;
}

function say(terminal: Terminal, sentence: string): number {
  terminal.err(`countersign: ${sentence}\n`);
  return exitCodes.usage;
}

type Parameters = Awaited<
  ReturnType<ProfileTools['profiles']['list']>
>[number]['version']['settings']['parameters'];

function notSensitive(all: Parameters, name: string, found: Parameters[number] | undefined): string {
  if (found?.dynamic) return `${JSON.stringify(name)} is assigned with each request, not by the profile`;
  const secrets = all.filter((each) => 'secret' in each).map((each) => each.name);
  const there = secrets.length > 0 ? `: there are ${secrets.join(', ')}` : ', and it has none';
  return `${JSON.stringify(name)} is no sensitive parameter of this profile${there}`;
}

async function readValue(
  terminal: Terminal,
): Promise<{ readonly value: string } | { readonly refusal: string }> {
  const text = await terminal.readStdin().catch((err: unknown) => {
    return { fault: err instanceof Error ? err.message : 'unreadable' };
  });
  if (typeof text === 'object')
    return { refusal: `standard input cannot be read: ${text.fault}. Use < FILE` };
  if (Buffer.byteLength(text) > MOST_BYTES)
    return { refusal: 'standard input has more than 256 KB: that is no secret' };
  if (text.includes('\uFFFD') || text.includes('\0')) {
    return {
      refusal: 'standard input is not UTF-8 text: give a binary file as base64, if the script takes that',
    };
  }
  const value = text.replace(/\r?\n$/, '');
  return value.trim() === '' ? { refusal: 'standard input is empty' } : { value };
}
