import { describe, expect, it } from 'vitest';
import { type DraftRow, type ProfileDraft, profileDraftSchema } from '../../src/domain/draft.js';
import { parseView } from '../../src/sandbox/block-kit/parse-view.js';
import { fields } from '../../src/slack/ids.js';
import { parameterForm } from '../../src/slack/views/parameter-form.js';
import { parameterSecretForm } from '../../src/slack/views/parameter-secret-form.js';
import { profileForm } from '../../src/slack/views/profile-form.js';

const sealed = { format: 1, key: 'k1', nonce: 'NONCE=', ciphertext: 'CIPHERTEXT=', tag: 'TAG=' } as const;
const longest = 'n'.repeat(62);

const plain = (row: string, name: string, value: string): DraftRow => ({
  row,
  parameter: { name, sensitive: false, dynamic: false, value },
  sealed: null,
});
const secret = (row: string, name: string): DraftRow => ({
  row,
  parameter: { name, sensitive: true, dynamic: false, secret: 'SECRET-ID' },
  sealed,
});
const aDraft = (rows: readonly DraftRow[], more: object = {}): ProfileDraft =>
  profileDraftSchema.parse({ format: 1, kind: 'profile', id: 'pr0draft', user: 'U0BEN', rows, ...more });
const form = (rows: readonly DraftRow[], more: Partial<Parameters<typeof profileForm>[0]> = {}) =>
  profileForm({ draft: aDraft(rows), scripts: ['acme_ca'], groups: [], ...more });
const idsOf = (view: object) => JSON.stringify(view).match(/"block_id":"[^"]+"/g) ?? [];

describe('profileForm', () => {
  it('is a view that Slack takes, empty and at its fullest', () => {
    const many = Array.from({ length: 150 }, (_, i) => `s${i}`);
    const rows = Array.from({ length: 30 }, (_, i) =>
      i % 2 ? secret(`r${i}`, longest + i) : plain(`r${i}`, longest + i, 'v'.repeat(3000)),
    );
    const groups = many.map((id) => ({ id: `S${id}`, handle: 'g'.repeat(80) + id }));
    const fullest = form(rows, { scripts: many.map((name) => name + 'x'.repeat(59)), groups });
    for (const view of [form([]), fullest]) expect(parseView(view)).toMatchObject({ ok: true });
    expect(fullest.blocks.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(fullest)).not.toContain('Add parameter');
  });

  it('keeps the ids of its blocks when rows come and go, so that what was typed stays', () => {
    const [before, after] = [form([plain('r1', 'a', '1')]), form([secret('r2', 'b'), plain('r1', 'a', '1')])];
    expect(idsOf(after)).toEqual(expect.arrayContaining(idsOf(before)));
    expect(new Set(idsOf(after)).size).toBe(idsOf(after).length);
  });

  it('has nothing of a sealed value, only that it is set', () => {
    const text = JSON.stringify(form([secret('r1', 'token')]));
    expect(text).toContain('token\\nsensitive: set');
    for (const part of Object.values(sealed).filter((part) => part !== 1)) expect(text).not.toContain(part);
  });

  it('leaves the user groups out where there are none', () => {
    expect(JSON.stringify(form([]))).not.toContain(fields.approverGroups);
    expect(JSON.stringify(form([], { groups: [{ id: 'S1', handle: 'pki' }] }))).toContain('"@pki"');
  });

  it('shows what was typed as plain text, whatever it is', () => {
    const text = JSON.stringify(form([plain('r1', 'a', '<!channel> & *b*\n\n`c`')]));
    expect(text).toContain('{"type":"plain_text","text":"a\\nplain: <!channel> & *b* ⏎ `c`"');
  });
});

describe('parameterForm', () => {
  const memory = { draft: 'pr0draft', row: 'r1' };
  const view = (
    sensitive: boolean,
    dynamic: boolean,
    parameter = plain('r1', 'a', 'x'.repeat(3000)).parameter,
  ) => parameterForm({ memory, parameter, shape: { sensitive, dynamic, optional: false, check: 'text' } });

  it.each([
    [false, false, true],
    [true, false, false],
    [false, true, false],
    [true, true, false],
  ])('sensitive %s, dynamic %s: has a field for the value: %s', (sensitive, dynamic, asks) => {
    expect(parseView(view(sensitive, dynamic))).toMatchObject({ ok: true });
    expect(JSON.stringify(view(sensitive, dynamic)).includes(fields.parameterValue)).toBe(asks);
  });

  const listed = (options: readonly string[]) =>
    parameterForm({
      memory,
      parameter: { ...plain('r1', 'a', 'x'.repeat(5000)).parameter, check: { kind: 'list', options } },
      shape: { sensitive: false, dynamic: false, optional: true, check: 'list' },
    });

  it('is a view that Slack takes with 100 long options and a value that is longer than an input', () => {
    const fullest = listed(Array.from({ length: 100 }, (_, i) => `${'o'.repeat(70)}${i}`));
    expect(parseView(fullest)).toMatchObject({ ok: true });
    expect(JSON.stringify(fullest)).toContain('5000 characters are kept unless you enter others');
  });

  it('starts with the plain value, and with nothing for a sensitive one', () => {
    expect(JSON.stringify(view(false, false))).toContain('x'.repeat(3000));
    const unmarked = JSON.stringify(view(false, false, secret('r1', 'token').parameter));
    expect(unmarked).not.toContain('SECRET-ID');
    expect(unmarked.match(/"initial_value":"[^"]*"/g)).toEqual(['"initial_value":"token"']);
  });
});

describe('parameterSecretForm', () => {
  it.each([true, false])(
    'asks for one thing only, without a value in it (there is one already: %s)',
    (mayKeep) => {
      const view = parameterSecretForm({ draft: 'pr0draft', row: 'r1', name: longest }, mayKeep);
      expect(parseView(view)).toMatchObject({ ok: true });
      expect(view.blocks.filter(({ type }) => type === 'input')).toHaveLength(1);
      expect(view.blocks).toContainEqual(expect.objectContaining({ type: 'input', optional: mayKeep }));
      expect(JSON.stringify(view)).not.toContain('initial_value');
    },
  );
});
