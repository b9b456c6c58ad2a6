import {
  type Document,
  isAlias,
  isMap,
  isNode,
  LineCounter,
  type Node,
  parseAllDocuments,
  stringify,
  visit,
} from 'yaml';
import type { z } from 'zod';
import { type ProfileDocument, profileDocumentSchema } from '../domain/profile-document.js';

/** Profiles are text that people write; more is none. */
const MOST_CHARACTERS = 1_000_000;

/** The YAML mark of a document's end, alone on a line: how a file that was cut off is told from a whole one. */
const END = '...';

export type ReadProfile = { readonly document: ProfileDocument; readonly line: number };
export type YamlFault = { readonly line: number; readonly sentence: string };

export type ReadProfiles =
  | { readonly ok: true; readonly profiles: readonly ReadProfile[] }
  | { readonly ok: false; readonly faults: readonly YamlFault[] };

/** Profiles as YAML, a document each, always the same text for the same profiles. */
export function formatProfiles(documents: readonly ProfileDocument[]): string {
  const texts = documents.map((document) =>
    stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }),
  );
  return texts.map((text) => `---\n${text}${END}\n`).join('');
}

/** Reads profiles from YAML, or lists every fault with its line. Never throws for what the text is. */
export function readProfiles(text: string): ReadProfiles {
  if (text.length > MOST_CHARACTERS)
    return refuse(1, 'This file has over 1,000,000 characters: it is no profile.');
  if (text.trim() === '') return refuse(1, 'This file is empty.');
  const lines = new LineCounter();
  // YAML 1.2 core: no merge keys, no timestamps; a repeated key is a fault.
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  if (!Array.isArray(documents)) return refuse(1, 'This file is empty.');
  const at = (offset: number) => lines.linePos(offset).line;
  const read = documents.map((document) => readOne(document, at));
  const faults = [
    ...read.flatMap((each) => ('faults' in each ? each.faults : [])),
    ...cutOff(text),
    ...repeated(read),
  ];
  if (faults.length > 0) return { ok: false, faults: faults.toSorted((a, b) => a.line - b.line) };
  return { ok: true, profiles: read.flatMap((each) => ('document' in each ? [each] : [])) };
}

type Read = ReadProfile | { readonly faults: readonly YamlFault[] };

function readOne(document: Document.Parsed, at: (offset: number) => number): Read {
  const broken = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: at(pos[0]),
    sentence: message,
  }));
  if (broken.length > 0) return { faults: broken };
  const aliases = aliasLines(document, at);
  if (aliases.length > 0) {
    return {
      faults: aliases.map((line) => ({ line, sentence: 'Anchors and aliases are not taken: write it out.' })),
    };
  }
  const line = at(document.range[0]);
  const parsed = profileDocumentSchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return { document: parsed.data, line: lineOf(document, [], at) ?? line };
  return { faults: parsed.error.issues.flatMap((issue) => faultsOf(document, issue, at)) };
}

function aliasLines(document: Document.Parsed, at: (offset: number) => number): readonly number[] {
  const found: number[] = [];
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || ('anchor' in node && node.anchor)) found.push(at(node.range?.[0] ?? 0));
    },
  });
  return found;
}

type Path = readonly PropertyKey[];

function faultsOf(
  document: Document.Parsed,
  issue: z.core.$ZodIssue,
  at: (offset: number) => number,
): readonly YamlFault[] {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: lineOf(document, [...path, key], at) ?? 1,
      sentence: `${spell([...path, key])} is not a field of a profile.`,
    }));
  }
  const isMissing = lineOf(document, path, at) === null;
  const sentence = isMissing ? `${spell(path)} is missing.` : `${spell(path)}: ${message}`;
  return [{ line: lineOf(document, path, at) ?? lineAbove(document, path, at), sentence }];
}

function spell(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '') || 'the document';
}

function lineAbove(document: Document.Parsed, path: Path, at: (offset: number) => number): number {
  for (let length = path.length - 1; length >= 0; length--) {
    const line = lineOf(document, path.slice(0, length), at);
    if (line !== null) return line;
  }
  return 1;
}

/** The line of a field, by its key where it has one; null when it is not there. */
function lineOf(document: Document.Parsed, path: Path, at: (offset: number) => number): number | null {
  const last = path.at(-1);
  const parent: unknown = path.length > 0 ? document.getIn(path.slice(0, -1), true) : null;
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isNode(key) && String(key) === String(last));
    return pair && isNode(pair.key) ? startOf(pair.key, at) : null;
  }
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? startOf(node, at) : null;
}

function startOf(node: Node, at: (offset: number) => number): number | null {
  return node.range ? at(node.range[0]) : null;
}

function cutOff(text: string): readonly YamlFault[] {
  const lines = text.trimEnd().split('\n');
  if (lines.at(-1)?.trimEnd() === END) return [];
  const sentence = `The file does not end with a line "${END}", so it may have been cut off. Add the line if it is whole.`;
  return [{ line: lines.length, sentence }];
}

function repeated(read: readonly Read[]): readonly YamlFault[] {
  const seen = new Set<string>();
  return read.flatMap((each) => {
    if (!('document' in each)) return [];
    const { name } = each.document;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ line: each.line, sentence: `The profile ${name} is in this file twice.` }];
  });
}

function refuse(line: number, sentence: string): ReadProfiles {
  return { ok: false, faults: [{ line, sentence }] };
}
