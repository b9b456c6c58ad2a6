import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Seen } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { aLocalCaProfile } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn, walkToCertificate } from '../builders/walks.js';

describe('looking at requests', () => {
  let world: Countersign;
  let issued: Awaited<ReturnType<typeof walkToCertificate>>;
  let pending: string;

  const wish = (commonName: string) => ({
    ...{ profile: 'local-ca', csr: aCsr({ commonName }).pem, values: { valid_days: '30' } },
  });

  beforeAll(async () => {
    world = await aCountersign();
    await aLocalCaProfile(world, { name: 'local-ca' });
    await world.start('all');
    issued = await walkToCertificate(world.control, wish('shop.example.com'));
    await world.control.close('eve');
    pending = requestIdIn(await requestCertificate(world.control, wish('blog.example.com')));
    await world.control.close('eve');
    await cardOf(world.control, pending);
  });
  afterAll(() => world.close());

  async function say(user: string, text: string): Promise<string> {
    const seen = await world.control.command(user, 'cert-requests', text);
    expect(seen).toMatchObject({ ok: true });
    return own(seen, user);
  }

  function own(seen: Seen, user: string): string {
    const [answer, ...more] = seen.messages.filter(({ ephemeral_to }) => ephemeral_to === user);
    expect(more).toEqual([]);
    return `${answer?.text}\n${JSON.stringify(answer?.blocks)}`;
  }

  it('/cert status says to everybody how a request stands, with a link to its card', async () => {
    for (const user of ['eve', 'eli', 'amy', 'ada']) {
      const text = await say(user, `/cert status ${pending.toUpperCase().replace('-', ' ')}`);
      expect(text).toContain(pending);
      expect(text).toContain('Waiting for approval');
      expect(text).toContain('can be decided by <!subteam^');
      expect(text).toContain('|open the card>');
    }
    expect(await say('eli', `/cert status ${issued.id}`)).toContain('*Issued*');
  });

  it('/cert status and show tell guests and outsiders no more than that they may not', async () => {
    for (const [user, words] of [
      ['gus', 'Guests cannot do this here.'],
      ['zoe', 'Only members of this workspace can do this.'],
    ] as const) {
      for (const verb of ['status', 'show']) {
        const text = await say(user, `/cert ${verb} ${pending}`);
        expect(text).toContain(words);
        expect(text).not.toContain('blog.example.com');
      }
      expect(await say(user, '/cert list')).toContain(words);
    }
  });

  it.each(['status', 'show', 'log'])('/cert %s without an id says where ids are', async (verb) => {
    expect(await say('ada', `/cert ${verb}`)).toContain('Say which one');
  });

  it('offers the ids of one’s own requests that are near to one that is not there', async () => {
    const near = `${pending.slice(0, 8)}${pending.endsWith('x') ? 'y' : 'x'}`;
    expect(await say('eve', `/cert status ${near}`)).toContain(`Did you mean \`${pending}\`?`);
    expect(await say('eli', `/cert status ${near}`)).not.toContain(pending);
    expect(await say('eve', '/cert show <!channel>')).not.toContain('<!channel>');
  });

  it('/cert show gives the requester all of it, and the certificate as text and as files', async () => {
    const seen = await world.control.command('eve', 'general', `/cert show ${issued.id}`);
    const text = own(seen, 'eve');
    expect(text).toContain('valid_days');
    const [leaf = ''] = issued.pem.split('\n\n');
    expect(text).toContain(JSON.stringify(leaf.split('-----END')[0]).slice(1, -1));
    const dm = await sent('eve');
    expect(dm.map(({ name }) => name)).toEqual([
      ...['shop.example.com.pem', 'shop.example.com.leaf.pem', 'shop.example.com.chain.pem'],
    ]);
    const [full = '', certificate = '', chain = ''] = await Promise.all(
      dm.map(({ id }) => world.control.file(id)),
    );
    expect(full).toBe(issued.pem);
    expect(certificate + chain).toBe(full);
  });

  /** Presses the button of the answer to /cert show, and waits for the message that brings the files. */
  async function sent(user: string) {
    await world.control.click(user, 'Send me the certificate', { channel: 'general' });
    return eventually('files in a direct message', async () => {
      const dms = (await world.control.state(user)).channels.filter(({ name }) => name === `@${user}`);
      return dms.flatMap(({ messages }) => messages).find(({ files }) => files.length > 1)?.files;
    });
  }

  it('/cert show shows all of it to approvers and admins, and to nobody else', async () => {
    for (const user of ['amy', 'ada'])
      expect(await say(user, `/cert show ${pending}`)).toContain('valid_days');
    const text = await say('eli', `/cert show ${pending}`);
    expect(text).toContain('Only its requester, its approvers');
    expect(text).not.toContain('blog.example.com');
  });

  it('/cert list shows one’s own, those to vote on, and for admins all', async () => {
    const mine = await say('eve', '/cert list');
    expect(mine).toContain('Your requests');
    expect(mine).toContain(issued.id);
    expect(mine).toContain(pending);
    expect(await say('eli', '/cert list')).toContain('Your requests*: none');
    const votes = await say('amy', '/cert list votes');
    expect(votes).toContain(pending);
    expect(votes).not.toContain(issued.id);
    expect(await say('eve', '/cert list votes')).toContain('none');
    expect(await say('ada', '/cert list all issued')).toContain(issued.id);
    expect(await say('ada', '/cert list all name=BLOG')).toContain(pending);
    expect(await say('ada', '/cert list all profile=local-c')).toContain('Did you mean `local-ca`?');
    const refused = await say('eve', '/cert list all');
    expect(refused).toContain('Only admins');
    expect(refused).not.toContain(pending);
    expect(await say('eve', '/cert list nonsense *x*')).toContain('I do not understand `nonsense`, `*x*`');
  });

  it('/cert csr answers with a line whose CSR the profile takes', async () => {
    const text = await say('eve', '/cert csr local-ca www.example.com *.example.com');
    expect(text).toContain('subjectAltName=DNS:www.example.com,DNS:*.example.com');
    expect(text).toContain('Never paste the key.');
    expect(await say('eve', '/cert csr')).toContain('Say for which names');
    expect(await say('eve', "/cert csr a'b.example")).toContain('no host name');
  });
});
