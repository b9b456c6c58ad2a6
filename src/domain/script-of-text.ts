import { containsPrivateKey } from './private-key.js';
import { type Script, scriptEntry, scriptLimits, scriptNameSchema, scriptSchema } from './script.js';

/** Why a text under a name cannot become a script, at the field of the form. */
export type ScriptTextFault = { readonly field: 'name' | 'file'; readonly sentence: string };

export type ScriptOfText =
  | { readonly ok: true; readonly script: Script }
  | { readonly ok: false; readonly faults: readonly ScriptTextFault[] };

/** The script of one Python file that somebody gave under a name, or everything against it. Its Python is not looked at. */
export function scriptOfText(name: string, text: string): ScriptOfText {
  const faults = [...nameFaults(name), ...textFaults(text)];
  if (faults.length > 0) return { ok: false, faults };
  const files = { [scriptEntry]: Buffer.from(text, 'utf8').toString('base64') };
  return { ok: true, script: scriptSchema.parse({ format: 1, name, files }) };
}

function nameFaults(name: string): readonly ScriptTextFault[] {
  if (scriptNameSchema.safeParse(name).success) return [];
  const sentence =
    'Use 1 to 64 letters, digits, underscores or dashes, as in "company_ca"; no path and no ".py".';
  return [{ field: 'name', sentence }];
}

function textFaults(text: string): readonly ScriptTextFault[] {
  const sentences = [
    ...(text.trim() === '' ? ['This file is empty.'] : []),
    ...(Buffer.byteLength(text, 'utf8') > scriptLimits.fileBytes ? ['A script has at most 1 MB.'] : []),
    ...(text.includes('\0') || text.includes('\uFFFD') ? ['This file is no text in UTF-8.'] : []),
    ...(containsPrivateKey(text)
      ? [
          'This file holds a private key. It was not stored, but it went through Slack: consider it compromised, make a new one, and give it to the script as a sensitive parameter.',
        ]
      : []),
  ];
  return sentences.map((sentence) => ({ field: 'file', sentence }));
}
