import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocstring } from '../../src/domain/docstring.js';
import {
  explainHeaderFault,
  readScriptHeader,
  type ScriptParameter,
} from '../../src/domain/script-header.js';

const line = fc
  .stringMatching(/^[!-~][ -~]{0,60}$/)
  .map((text) => text.trim().replace(/[\\"]/g, '.'))
  .filter((text) => text !== '' && text !== 'Parameters:');

const parameter: fc.Arbitrary<ScriptParameter> = fc.record({
  name: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/),
  required: fc.boolean(),
  sensitive: fc.boolean(),
  dynamic: fc.boolean(),
  hint: line,
});
const parameters = fc.uniqueArray(parameter, { maxLength: 8, selector: ({ name }) => name });

const written = (one: ScriptParameter): string => {
  const marks = [
    one.required ? 'required' : 'optional',
    ...(one.sensitive ? ['sensitive'] : []),
    ...(one.dynamic ? ['dynamic'] : []),
  ];
  return `    ${one.name} (${marks.join(', ')}): ${one.hint}\n`;
};

const header = (all: readonly ScriptParameter[]): string => `Parameters:\n${all.map(written).join('')}`;
const code = '\n\ndef certificate_request(csr, common_name, args_dict):\n    """Parameters:"""\n';
const words = (source: string): string[] => readScriptHeader(source).faults.map(explainHeaderFault);

describe('readScriptHeader', () => {
  it('gives back every parameter that was written, whatever stands around them', () => {
    const start = fc.constantFrom(
      '',
      '\uFEFF',
      '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n\n',
      '\n \n',
    );
    const quotes = fc
      .constantFrom('"""', "'''")
      .chain((mark) => fc.tuple(fc.constantFrom('', 'r', 'u'), fc.constant(mark)));
    const newline = fc.constantFrom('\n', '\r\n');
    const property = fc.property(
      line,
      parameters,
      start,
      quotes,
      newline,
      line,
      (summary, all, top, [prefix, mark], end, after) => {
        fc.pre(![summary, after, ...all.map(({ hint }) => hint)].some((text) => text.includes("'")));
        const text = `${top}${prefix}${mark}${summary}\n\n${header(all)}\n${after}\n    x (y): z\n${mark}${code}`;
        const read = readScriptHeader(text.replaceAll('\n', end));
        expect(read).toEqual({ summary, parameters: all, faults: [] });
      },
    );
    fc.assert(property);
  });

  it('throws at no text, and gives each name once', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), line);
    const property = fc.property(parameters, fc.array(anything), (all, noise) => {
      const text = `"""${header(all)}${noise.map((one) => `    ${one}\n`).join('')}"""`;
      const names = readScriptHeader(text).parameters.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    });
    fc.assert(property);
  });

  it.each([
    [
      'a hint that goes on',
      '    a (required): one\n        two\n',
      '"two" in the section Parameters is not "    NAME (MARKS): HINT" in one line.',
    ],
    [
      'no marks',
      '    a: hint\n',
      '"a: hint" in the section Parameters is not "    NAME (MARKS): HINT" in one line.',
    ],
    [
      'neither required nor optional',
      '    a (sensitive): hint\n',
      'The marks of a, "sensitive", are not required or optional, then sensitive and dynamic where they hold.',
    ],
    [
      'an unknown mark',
      '    a (required, secret): hint\n',
      'The marks of a, "required, secret", are not required or optional, then sensitive and dynamic where they hold.',
    ],
    [
      'a name that is none',
      '    1a (required): hint\n',
      '"1a" is not a parameter\'s name: letters, digits, "_", "." and "-", a letter first.',
    ],
    [
      'a name twice',
      '    a (required): one\n    a (optional): two\n',
      'The parameter a is documented more than once.',
    ],
  ])('names %s, and reads the lines after it', (_, lines, sentence) => {
    const text = `"""Parameters:\n${lines}    last (optional): of all\n"""\n`;
    expect(words(text)).toEqual([sentence]);
    expect(readScriptHeader(text).parameters.at(-1)?.name).toBe('last');
  });

  it.each(['', 'import os\n"""Parameters:\n    a (required): b\n"""', '"not closed', 'f"""x"""', 'b"""x"""'])(
    'finds no header in %j',
    (source) => {
      expect(readScriptHeader(source)).toEqual({ summary: '', parameters: [], faults: [] });
    },
  );

  it('reads every script that we ship without a fault', () => {
    const single = readdirSync('runner/scripts').filter((name) => name.endsWith('.py'));
    const shipped = [...single, 'acme/script.py'];
    for (const name of shipped) {
      const read = readScriptHeader(readFileSync(`runner/scripts/${name}`, 'utf8'));
      expect({ name, faults: read.faults, isEmpty: read.parameters.length === 0 }).toEqual({
        name,
        faults: [],
        isEmpty: false,
      });
    }
  });
});

describe('readDocstring', () => {
  it('finds what Python finds', () => {
    const texts = ['"', "'", '\\', '\n', 'z', ' ', '#', '"""', "'''", '\\n', '\\"', 'Parameters:'];
    const piece = fc.constantFrom(...texts);
    const body = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const quotes = fc.constantFrom('"""', "'''", '"', "'");
    const prefix = fc.constantFrom('', 'r', 'u', '# c\n', '\n\n');
    const source = fc
      .tuple(prefix, quotes, body)
      .map(([before, mark, text]) => `${before}${mark}${text}${mark}\n`);
    const sources = fc.sample(source, 400);
    // Strings side by side are one for Python, and no way to write a header.
    const program = `
import ast, io, json, sys, tokenize, warnings
warnings.simplefilter("ignore")
def docstring(source):
    try:
        first = ast.parse(source).body[0].value.value
        kinds = [token.type for token in tokenize.generate_tokens(io.StringIO(source).readline)]
    except (SyntaxError, IndexError, AttributeError, tokenize.TokenError):
        return "not Python"
    return first if kinds.count(tokenize.STRING) == 1 else "not Python"
print(json.dumps([docstring(source) for source in json.load(sys.stdin)]))`;
    const found: unknown = JSON.parse(
      execFileSync('python3', ['-c', program], { input: JSON.stringify(sources), encoding: 'utf8' }),
    );
    const ours = sources.map(readDocstring);
    expect(Array.isArray(found) && found.length).toBe(sources.length);
    const pairs = Array.isArray(found)
      ? found.map((theirs: unknown, i) => ({ source: sources[i], theirs, ours: ours[i] }))
      : [];
    const judged = pairs.filter(({ theirs }) => theirs !== 'not Python');
    expect(judged.length).toBeGreaterThan(20);
    expect(judged.filter(({ theirs, ours: mine }) => theirs !== mine)).toEqual([]);
  });
});
