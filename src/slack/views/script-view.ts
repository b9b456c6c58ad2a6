import type { ModalView } from '@slack/types';
import { readDocstring } from '../../domain/docstring.js';
import { type Script, scriptEntry } from '../../domain/script.js';
import { readScriptHeader, type ScriptParameter } from '../../domain/script-header.js';
import type { ShelvedScript } from '../../workflow/look-at-scripts.js';
import { type Blocks, section } from '../blocks.js';
import { callbacks } from '../ids.js';
import { modal } from '../modal.js';
import { visible } from '../render/log-words.js';
import { originWords, usedByWords } from '../render/render-scripts.js';
import { bullets, type Piece, preformatted, richText } from '../render/rich-text.js';
import { textPageBlocks } from './text-page-blocks.js';

const SHOWN = { files: 40, parameters: 40, docstring: 2500, hint: 200 } as const;

type Shelved = ShelvedScript & { readonly script: Script };

/** A script for those who decide whether to use it: its header and files, and a page of its source. */
export function scriptView(shelved: Shelved, page: number): ModalView {
  const { name, script } = shelved;
  const value = { of: 'script', name, page } as const;
  const blocks = [
    ...(page === 0 ? aboutBlocks(shelved) : []),
    ...textPageBlocks(sourceOf(script), value, '*Source*'),
  ];
  return modal(callbacks.notice, name, blocks, { close: 'Close' });
}

function aboutBlocks(shelved: Shelved): Blocks {
  const { script, name, hash } = shelved;
  const entry = textOf(script, scriptEntry) ?? '';
  const { parameters } = readScriptHeader(entry);
  const docstring = visible(readDocstring(entry) ?? '').trim();
  const lines: Piece[][] = [[{ bold: name }], ['SHA-256 of its files: ', { code: hash ?? '' }]];
  const words = [originWords(shelved), usedByWords(shelved)].filter((line) => line !== '');
  return [
    richText('script.about', lines),
    section(words.join('\n')),
    parameters.length === 0
      ? section('*Parameters*\nIts header names none.')
      : bullets('script.parameters', 'Parameters', parameters.slice(0, SHOWN.parameters).map(parameterLine)),
    bullets('script.files', 'Files', fileLines(script)),
    ...(docstring ? [section('*Docstring*'), preformatted(docstring.slice(0, SHOWN.docstring))] : []),
  ];
}

function parameterLine({ name, required, sensitive, dynamic, hint }: ScriptParameter): Piece[] {
  const marks = [
    required ? 'required' : 'optional',
    ...(sensitive ? ['sensitive'] : []),
    ...(dynamic ? ['dynamic'] : []),
  ];
  return [{ code: name }, ` ${marks.join(', ')}: ${hint.slice(0, SHOWN.hint)}`];
}

function fileLines({ files }: Script): Piece[][] {
  const paths = Object.keys(files).sort();
  const left = paths.length - SHOWN.files;
  const lines: Piece[][] = paths
    .slice(0, SHOWN.files)
    .map((path) => [{ code: path }, ` ${Buffer.byteLength(files[path] ?? '', 'base64')} bytes`]);
  return left > 0 ? [...lines, [`and ${left} more`]] : lines;
}

/** The entry file, then the others, each under its path where there is more than one. */
function sourceOf(script: Script): string {
  const others = Object.keys(script.files)
    .filter((path) => path !== scriptEntry)
    .sort();
  const paths = [scriptEntry, ...others];
  if (others.length === 0) return textOf(script, scriptEntry) ?? 'no text';
  return paths.map((path) => `===== ${path} =====\n${textOf(script, path) ?? 'no text'}`).join('\n');
}

function textOf({ files }: Script, path: string): string | null {
  const text = Buffer.from(files[path] ?? '', 'base64').toString('utf8');
  return text.includes('\0') ? null : text;
}
