import { describe, expect, it } from 'vitest';
import type { Profile } from '../../src/domain/profile.js';
import { parseBlocks } from '../../src/sandbox/block-kit/parse-blocks.js';
import { listAnswer } from '../../src/slack/commands/profile-list.js';
import { renderProfile } from '../../src/slack/render/render-profile.js';
import { aProfile } from '../builders/profile.js';

const nasty = '<!channel> & <@U1> *x* `y` ';
const everyParameter: Profile['version']['settings']['parameters'] = [
  { name: 'ca_url', sensitive: false, dynamic: false, value: `https://ca.example ${nasty}` },
  { name: 'token', sensitive: true, dynamic: false, secret: 'SECRET-ID' },
  { name: 'days', sensitive: false, dynamic: true },
  { name: 'otp', sensitive: true, dynamic: true },
];

describe('renderProfile', () => {
  const profile = aProfile({ settings: { parameters: everyParameter, description: nasty } });
  const text = (showsValues: boolean) => JSON.stringify(renderProfile(profile, { showsValues }));

  it('shows plain values to those who may see them', () => {
    expect(text(true)).toContain('https://ca.example');
    expect(text(false)).not.toContain('https://ca.example');
    expect(text(false)).toContain('ca_url');
  });

  it('shows nothing of a sensitive value to anybody', () => {
    for (const shown of [text(true), text(false)]) {
      expect(shown).toContain('sensitive: •••• set');
      expect(shown).toContain('dynamic, sensitive: asked for with each request');
      for (const part of ['SECRET-ID', 'AAAA', 'bm9uY2U=']) expect(shown).not.toContain(part);
    }
  });

  it('is a message that Slack takes, at its fullest', () => {
    const parameters = Array.from({ length: 30 }, (_, i) => ({
      ...({ name: 'n'.repeat(62) + i, sensitive: false, dynamic: false } as const),
      value: '&'.repeat(3000),
    }));
    const settings = { name: 'n'.repeat(40), description: '&'.repeat(500), parameters };
    const { blocks } = renderProfile(aProfile({ settings }), { showsValues: true });
    expect(parseBlocks(blocks)).toMatchObject({ ok: true });
    expect(JSON.stringify(blocks)).toContain('(3000 characters)');
  });
});

describe('listAnswer', () => {
  it('is a message that Slack takes, however many profiles there are', () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      aProfile({ id: `pr${i}`, settings: { name: `p${i}${'x'.repeat(30)}`, description: '&'.repeat(500) } }),
    );
    const { blocks } = listAnswer(many, '');
    expect(parseBlocks(blocks)).toMatchObject({ ok: true });
    expect(JSON.stringify(blocks)).toMatch(/And 1\d\d more\. Narrow the list down/);
  });

  it('escapes what people wrote', () => {
    const { blocks } = listAnswer([aProfile({ settings: { description: nasty } })], '');
    expect(JSON.stringify(blocks)).toContain('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  it('says what to do when there is nothing to list', () => {
    expect(listAnswer([], '').text).toContain('/cert profile new');
    expect(listAnswer([], '<x>').text).toContain('No profile has "&lt;x&gt;" in its name');
  });
});
