import { describe, expect, it } from 'vitest';
import { readCsr } from '../../src/domain/csr.js';
import type { RequestDraft } from '../../src/domain/draft.js';
import type { Profile } from '../../src/domain/profile.js';
import { parseView } from '../../src/sandbox/block-kit/parse-view.js';
import { requestForm } from '../../src/slack/views/request-form.js';
import { readRequestMemory } from '../../src/slack/views/request-memory.js';
import { secretForm } from '../../src/slack/views/secret-form.js';
import { aCsr } from '../builders/pki.js';
import { aProfile } from '../builders/profile.js';

const sealed = { format: 1, key: 'k1', nonce: 'NONCE=', ciphertext: 'CIPHERTEXT=', tag: 'TAG=' } as const;
const parameters = [
  { name: 'days', sensitive: false, dynamic: true },
  { name: 'token', sensitive: true, dynamic: true },
  { name: 'url', sensitive: false, dynamic: false, value: 'https://ca.example' },
] as const;
const web = aProfile({ id: 'p1', number: 3, settings: { name: 'web', parameters } });
const database = aProfile({ id: 'p2', settings: { name: 'database', parameters } });

const aDraft = (overrides: Partial<RequestDraft> = {}): RequestDraft => ({
  ...{ format: 1, kind: 'request', id: '7k3m-q2fp', user: 'U0EVE', channel: null },
  ...{ values: {}, sealed: {}, ...overrides },
});
const form = (chosen: Profile | null, draft = aDraft(), profiles: readonly Profile[] = [web, database]) =>
  requestForm({
    ...{ draft, profiles, chosen, commonName: '', held: null, botName: 'countersign', admins: '<@U0ADA>' },
    place: chosen && { channel: 'C0CERTS', passedOver: [] },
  });
const idsIn = (view: object) =>
  [...JSON.stringify(view).matchAll(/"block_id":"([^"]+)"/g)].map(([, id]) => id);

describe('requestForm', () => {
  it('is a view that Slack takes, empty and at its fullest', () => {
    const settings = {
      ...{ name: 'n'.repeat(40), description: '<&>'.repeat(166) },
      parameters: Array.from({ length: 30 }, (_, i) => ({
        ...{ name: `p${i}`.padEnd(64, 'p'), sensitive: i % 2 === 0, dynamic: true as const },
      })),
    };
    const profiles = Array.from({ length: 150 }, (_, i) => aProfile({ id: `p-${i}`, settings }));
    const fullest = form(profiles[140] ?? null, aDraft(), profiles);
    expect(JSON.stringify(fullest)).toContain('"initial_option":{"text":{');
    for (const view of [form(null), form(web), fullest]) expect(parseView(view)).toMatchObject({ ok: true });
  });

  it('asks for what the chosen profile leaves open and shows nothing of what it assigns', () => {
    const shown = JSON.stringify(form(web));
    expect(shown).toContain('"text":"days"');
    expect(shown).toContain('*token* (sensitive) · not set yet');
    expect(shown).toContain('"text":"Set token"');
    expect(shown).not.toMatch(/ca\.example|"text":"url"/);
    expect(JSON.stringify(form(null))).not.toMatch(/days|token/);
  });

  it('shows what was typed and set for this profile and for no other', () => {
    const draft = aDraft({
      values: { p1: { days: '30' } },
      sealed: { p1: { token: { sealed, mark: 'MARK' } } },
    });
    const one = JSON.stringify(form(web, draft));
    expect(one).toContain('"initial_value":"30"');
    expect(one).toContain('*token* (sensitive) · •••• set');
    expect(one).toContain('"text":"Change token"');
    const other = JSON.stringify(form(database, draft));
    expect(other).toContain('not set yet');
    expect(other).not.toContain('"initial_value":"30"');
    expect(one + other).not.toMatch(/CIPHERTEXT|NONCE|MARK/);
  });

  it('asks for each value by its label, hint and check, and starts with its default', () => {
    const dynamic = { sensitive: false, dynamic: true } as const;
    const options = Array.from({ length: 100 }, (_, at) => `${at}`.padStart(75, 'x'));
    const profile = aProfile({
      ...{ id: 'p3', sealed: {} },
      settings: {
        name: 'checked',
        parameters: [
          {
            name: 'tier',
            label: 'Tier',
            hint: 'Ask <billing>.',
            check: { kind: 'list', options },
            ...dynamic,
          },
          { name: 'ha', check: { kind: 'boolean' }, defaultValue: 'true', ...dynamic },
          { name: 'old', check: { kind: 'boolean' }, defaultValue: 'maybe', ...dynamic },
          { name: 'days', check: { kind: 'integer' }, defaultValue: '30', required: false, ...dynamic },
          { name: 'pin', label: 'PIN', hint: '<4> digits', required: false, sensitive: true, dynamic: true },
        ],
      },
    });
    const view = form(profile, aDraft(), [profile]);
    expect(parseView(view)).toMatchObject({ ok: true });
    const block = (name: string) =>
      view.blocks.find(({ block_id }) => block_id === `request.value:p3:${name}`);
    expect(block('tier')).toMatchObject({
      label: { text: 'Tier' },
      hint: { text: 'Ask <billing>.' },
      optional: false,
    });
    expect(block('ha')).toMatchObject({ element: { initial_option: { value: 'true' } } });
    expect(JSON.stringify(block('old'))).not.toContain('initial_option');
    expect(block('days')).toMatchObject({ optional: true, element: { initial_value: '30' } });
    expect(JSON.stringify(view)).toContain('*PIN* (sensitive) · not set (optional)\\n&lt;4&gt; digits');
    const emptied = aDraft({ values: { p3: { days: '' } } });
    expect(JSON.stringify(form(profile, emptied, [profile]))).not.toContain('"initial_value":"30"');
  });

  it('shows what a CSR holds that is there already, and how to use another one', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `h${at}.example.com`);
    const read = await readCsr(aCsr({ commonName: '*`<x>` & co', names }).pem);
    if (!read.ok) throw new Error('the CSR is refused');
    const view = requestForm({
      ...{ draft: aDraft(), profiles: [web], chosen: null, commonName: '', held: read.csr, place: null },
      ...{ botName: 'countersign', admins: '<@U0ADA>', notice: 'From a message.' },
    });
    expect(parseView(view)).toMatchObject({ ok: true });
    const shown = JSON.stringify(view);
    expect(shown).toContain("Common name: `*'&lt;x&gt;' &amp; co`");
    expect(shown).toContain('`h9.example.com` and 2 more');
    expect(shown).toContain('Key: EC P-256');
    expect(shown).toContain('*Use another CSR:*');
  });

  it('keeps the ids of what every profile has, and gives each profile\u2019s values ids of their own', () => {
    const [one, other] = [idsIn(form(web)), idsIn(form(database))];
    const shared = one.filter((id) => other.includes(id));
    expect(shared).toEqual([
      ...[
        'request.profile',
        'request.way',
        'request.common-name',
        'request.csr',
        'request.csr-file',
        'request.reason',
      ],
    ]);
    expect(one.filter((id) => id?.includes('days'))).toEqual(['request.value:p1:days']);
  });

  it('remembers ids and the version that is shown, and no value', () => {
    const draft = aDraft({ values: { p1: { days: '30' } } });
    const memory = readRequestMemory(form(web, draft).private_metadata ?? '');
    expect(memory).toEqual({ id: '7k3m-q2fp', profileId: 'p1', profileVersion: 3 });
  });

  it('throws for a memory that is not its own', () => {
    expect(() => readRequestMemory('{"id":1}')).toThrow();
    expect(() => readRequestMemory('')).toThrow();
  });
});

describe('secretForm', () => {
  it('is one input that starts empty, and no other field near it', () => {
    const view = secretForm({ id: '7k3m-q2fp', profileId: 'p1', name: 'token' });
    expect(parseView(view)).toMatchObject({ ok: true });
    expect(view.blocks.filter(({ type }) => type === 'input')).toHaveLength(1);
    expect(JSON.stringify(view)).not.toContain('initial_value');
  });
});
