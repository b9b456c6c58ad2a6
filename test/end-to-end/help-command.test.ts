import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aKey } from '../builders/pki.js';
import { aSavedProfile } from '../builders/saved-profile.js';

const engineer = ['/cert request', '/cert profile list'];
const approver = 'You are an approver of web';
const admin = ['/cert profile new', '/cert log ID', '/cert workers'];

const roles = [
  { user: 'ada', may: [...engineer, ...admin], mayNot: [approver] },
  { user: 'ben', may: [...engineer, ...admin], mayNot: [approver] },
  { user: 'amy', may: [...engineer, approver], mayNot: admin },
  { user: 'eve', may: [...engineer, 'Profiles are made by the admins'], mayNot: [approver, ...admin] },
  { user: 'gus', may: ['Guests cannot do this here.'], mayNot: [...engineer, ...admin] },
  { user: 'zoe', may: ['Only members of this workspace can do this.'], mayNot: [...engineer, ...admin] },
];

describe('/cert', () => {
  let world: Countersign;

  beforeAll(async () => {
    world = await aCountersign({ LOG_LEVEL: 'debug' });
    await aSavedProfile(world, { name: 'web', scriptName: 'returns' });
    await world.start('bot');
  });
  afterAll(() => world.close());

  /** The answer that only this user sees; there is always exactly one. */
  async function answer(user: string, text: string) {
    const seen = await world.control.command(user, 'cert-requests', text);
    expect(seen).toMatchObject({ ok: true });
    const own = seen.messages.filter(({ ephemeral_to }) => ephemeral_to === user);
    expect(own).toHaveLength(1);
    expect(seen.messages).toHaveLength(1);
    const blocks = JSON.stringify(own[0]?.blocks);
    return { text: own[0]?.text ?? '', blocks };
  }

  it.each(roles)('tells $user what they can do here, by their role', async ({ user, may, mayNot }) => {
    for (const typed of ['/cert', '/cert help']) {
      const { text } = await answer(user, typed);
      for (const words of may) expect(text).toContain(words);
      for (const words of mayNot) expect(text).not.toContain(words);
    }
  });

  it.each([
    ...['/cert HELP', '/cert   help  ', '/cert \t', '/cert help me please'],
    ...[
      '/cert nonsense',
      '/cert profile',
      '/cert profile drop web',
      '/cert \u00a0request\u00a0nothing',
      '/cert -h',
    ],
  ])('answers %j, never with silence', async (typed) => {
    const seen = await world.control.command('eve', 'cert-requests', typed);
    await world.control.close('eve');
    if (seen.view) expect(seen.view.title).toBe('Request a certificate');
    else expect(JSON.stringify(seen.messages)).toContain('/cert request');
  });

  it('shows what it does not know as one short piece of code, whatever that holds', async () => {
    const { text, blocks } = await answer('eve', '/cert <!channel> *b* `c` & <https://evil.example|good>');
    expect(text).toContain(
      "I do not know `&lt;!channel&gt; *b* 'c' &amp; &lt;https://evil.example|good&gt;`.",
    );
    expect(text).not.toContain('<!channel>');
    expect(blocks).not.toContain('<!channel>');
  });

  it('still says all that can be typed after 3,000 characters of nonsense', async () => {
    const { text, blocks } = await answer('ada', `/cert ${'<x> '.repeat(750)}`);
    expect(text.length).toBeLessThan(3000);
    for (const words of [...engineer, ...admin]) expect(blocks).toContain(words);
  });

  it.each(['', 'request ', 'profile show ', 'log '])(
    'does not repeat a private key that was typed after "/cert %s"',
    async (verb) => {
      const key = aKey('p256', 'typed').pem;
      const { text, blocks } = await answer('ada', `/cert ${verb}${key}`);
      expect(text).toContain('consider it compromised');
      const seen = text + blocks + world.processes.map(({ log }) => log()).join('');
      expect(seen).not.toContain(key.split('\n')[1]);
      expect(seen).not.toContain('BEGIN');
    },
  );

  it.each([
    ['/cert profile show <!channel>', 'There is no profile'],
    ['/cert profile list <!channel>', 'No profile has'],
    ['/cert log <!channel>', 'There is no request'],
  ])('keeps markup after a known word as text: %s', async (typed, says) => {
    const { text, blocks } = await answer('ada', typed);
    expect(text).toContain(says);
    expect(text + blocks).not.toContain('<!channel>');
    expect(text).toContain('&lt;!channel&gt;');
  });
});
