import { describe, expect, it } from 'vitest';
import type { RequestDraft } from '../../src/domain/draft.js';
import type { Profile } from '../../src/domain/profile.js';
import { parseView } from '../../src/sandbox/block-kit/parse-view.js';
import { requestForm } from '../../src/slack/views/request-form.js';
import { readRequestMemory } from '../../src/slack/views/request-memory.js';
import { secretForm } from '../../src/slack/views/secret-form.js';
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
    const fullest = form(profiles[0] ?? null, aDraft(), profiles);
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

  it('keeps the ids of what every profile has, and gives each profile\u2019s values ids of their own', () => {
    const [one, other] = [idsIn(form(web)), idsIn(form(database))];
    const shared = one.filter((id) => other.includes(id));
    expect(shared).toEqual([
      ...['request.profile', 'request.common-name', 'request.csr', 'request.csr-file', 'request.reason'],
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
