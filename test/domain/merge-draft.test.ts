import { describe, expect, it } from 'vitest';
import { type DraftRow, draftSchema } from '../../src/domain/draft.js';
import { contentOf, mergeContent, settingsOf } from '../../src/domain/draft-content.js';
import { mergeRows } from '../../src/domain/merge-rows.js';
import type { Parameter } from '../../src/domain/parameter.js';
import { openPolicy } from '../../src/domain/policy.js';
import { readDnsRules } from '../../src/domain/read-dns-rules.js';
import { aSettings } from '../builders/profile.js';

const plain = (name: string, value = 'v'): Parameter => ({ name, value, sensitive: false, dynamic: false });
const secret = (name: string, id: string): Parameter => ({
  ...{ name, secret: id },
  ...{ sensitive: true, dynamic: false },
});
const sealed = { format: 1, key: 'k1', nonce: 'bm8=', ciphertext: 'AAAA', tag: 'dGFn' } as const;
const rowsOf = (parameters: readonly Parameter[]): readonly DraftRow[] =>
  parameters.map((parameter, index) => ({ row: `p${index}`, parameter, sealed: null }));

describe('a draft of an earlier version', () => {
  it('is read with what it did not have', () => {
    const old = { format: 1, kind: 'profile', id: 'pr0', user: 'U0BEN', rows: [] };
    expect(draftSchema.parse(old)).toMatchObject({ basedOn: null, typed: { name: '' }, asked: null });
  });
});

describe('contentOf and settingsOf', () => {
  it('give the same settings back', () => {
    const settings = aSettings();
    expect(settingsOf(contentOf(settings), rowsOf(settings.parameters), settings.script)).toEqual(settings);
  });
});

describe('mergeContent', () => {
  const base = aSettings();
  const policyWith = (names: Partial<typeof openPolicy.names>) => ({
    ...openPolicy,
    names: { ...openPolicy.names, ...names },
  });

  it('keeps what I changed and takes everything else from them, inside a group too', () => {
    const mine = contentOf(aSettings({ description: 'mine', policy: policyWith({ wildcards: false }) }));
    const theirs = contentOf(aSettings({ channel: 'C0NEW', policy: policyWith({ allowed: ['a.example'] }) }));
    const merged = mergeContent({ base: contentOf(base), mine, theirs });
    expect(merged.typed).toMatchObject({ description: 'mine', channel: 'C0NEW', name: 'web' });
    expect(merged.rules.policy.names).toMatchObject({ wildcards: false, allowed: ['a.example'] });
  });

  it('keeps mine where both changed the same field', () => {
    const mine = contentOf(aSettings({ maxValidityDays: 30, policy: { ...openPolicy, requesters: null } }));
    const listed = { ...openPolicy, requesters: { users: ['U1'], groups: [] } };
    const theirs = contentOf(aSettings({ maxValidityDays: null, policy: listed }));
    const merged = mergeContent({ base: contentOf(base), mine, theirs });
    expect(merged.rules).toMatchObject({ maxValidityDays: 30, policy: { requesters: listed.requesters } });
  });
});

describe('mergeRows', () => {
  const base = [plain('a'), plain('b'), secret('token', 's1')];
  const merge = (mine: ReturnType<typeof rowsOf>, theirs: readonly Parameter[]) =>
    mergeRows({ base, mine, theirs }, (name) => `new-${name}`);
  const names = (rows: ReturnType<typeof merge>) => rows.map(({ parameter }) => parameter.name);

  it('takes what they added, changed and removed where I touched nothing', () => {
    const rows = merge(rowsOf(base), [plain('b', 'new'), secret('token', 's2'), plain('c')]);
    expect(rows.map(({ parameter }) => parameter)).toEqual([
      ...[plain('b', 'new'), secret('token', 's2'), plain('c')],
    ]);
    expect(rows.map(({ row }) => row)).toEqual(['p1', 'p2', 'new-c']);
  });

  it('keeps what I changed, what I added, and leaves out what I deleted', () => {
    const mine = rowsOf([plain('a', 'mine'), secret('token', 's1'), plain('d')]);
    const rows = merge(mine, [...base, plain('c')]);
    expect(names(rows)).toEqual(['a', 'token', 'c', 'd']);
    expect(rows[0]?.parameter).toEqual(plain('a', 'mine'));
  });

  it('keeps a value that I replaced, and takes theirs where I changed only the label', () => {
    const replaced = { row: 'p2', parameter: secret('token', 'mine'), sealed };
    const theirs = [plain('a'), plain('b'), secret('token', 's2')];
    expect(merge([...rowsOf(base.slice(0, 2)), replaced], theirs)[2]).toEqual(replaced);
    const relabelled = { row: 'p2', parameter: { ...secret('token', 's1'), label: 'Token' }, sealed: null };
    expect(merge([...rowsOf(base.slice(0, 2)), relabelled], theirs)[2]?.parameter).toMatchObject({
      ...{ label: 'Token', secret: 's2' },
    });
  });

  it('asks for a value again that they took away', () => {
    const relabelled = { row: 'p2', parameter: { ...secret('token', 's1'), label: 'Token' }, sealed: null };
    const rows = merge([...rowsOf(base.slice(0, 2)), relabelled], [plain('a'), plain('b')]);
    expect(rows[2]?.parameter).toMatchObject({ secret: '' });
  });

  it('keeps my order where I moved something', () => {
    const mine = rowsOf([plain('b'), plain('a'), secret('token', 's1')]);
    expect(names(merge(mine, [plain('c'), ...base]))).toEqual(['b', 'a', 'token', 'c']);
    expect(names(merge(rowsOf(base), [...base].reverse()))).toEqual(['token', 'b', 'a']);
  });
});

describe('readDnsRules', () => {
  it('takes one rule per line in normal form, each once', () => {
    const text = ' WWW.Example.com \r\n\n.Example.com\n*.example.com\nbücher.example\nwww.example.com';
    const rules = ['www.example.com', '.example.com', '*.example.com', 'xn--bcher-kva.example'];
    expect(readDnsRules(text)).toEqual({ rules, wrong: [] });
  });

  it.each(['a b', '*.*.example.com', '192.0.2.1', '..example.com', 'x'.repeat(300), 'http://a.example', '*'])(
    'names %s as no rule',
    (line) => {
      expect(readDnsRules(`ok.example\n${line}`)).toEqual({ rules: ['ok.example'], wrong: [line] });
    },
  );
});
