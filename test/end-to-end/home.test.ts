import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Transport } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { aLocalCaProfile } from '../builders/saved-profile.js';
import { cardOf, certificateFileOf, requestCertificate, requestIdIn } from '../builders/walks.js';

const homeOf = z.object({ home: z.object({ id: z.string(), blocks: z.array(z.looseObject({})) }) });

describe.each<Transport>(['socket', 'http'])('the App Home over %s', (transport) => {
  let world: Countersign;

  beforeAll(async () => {
    world = await aCountersign({ COUNTERSIGN_HOME_PAUSE_SECONDS: '0.5' }, { transport });
    await aLocalCaProfile(world, { name: 'local-ca', description: 'Certificates for <tests>' });
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const open = (user: string) => world.control.world('home', { user });

  async function ask(commonName: string): Promise<string> {
    const wish = { profile: 'local-ca', csr: aCsr({ commonName }).pem, values: { valid_days: '20' } };
    const id = requestIdIn(await requestCertificate(world.control, wish));
    await world.control.close('eve');
    return id;
  }

  /** What somebody's Home shows, without them doing anything. */
  async function looking(user: string): Promise<string> {
    const state = z.object({ homes: z.unknown() }).parse(await world.control.state(user));
    return JSON.stringify(state.homes);
  }
  const shows = (user: string, words: string) =>
    eventually(`the Home of ${user} shows "${words}"`, async () => (await looking(user)).includes(words));
  const published = async () =>
    (await world.control.calls()).filter(({ method }) => method === 'views.publish').length;

  it('shows each person what they may do', async () => {
    await open('eve');
    await shows('eve', 'Profiles you may use');
    const eve = await looking('eve');
    expect(eve).toContain('You have not asked for a certificate yet.');
    expect(eve).toContain('Certificates for &lt;tests&gt;');
    expect(eve).not.toContain('Waiting for your vote');
    await open('amy');
    await shows('amy', 'Nothing waits for your vote.');
    await open('ada');
    await shows('ada', 'Certificates of everybody that end soon');
    await open('gus');
    await shows('gus', 'Guests cannot do this here.');
  });

  it('follows a request from asking to the certificate, and its buttons work there', async () => {
    const id = await ask('home.example.com');
    await shows('amy', id);
    await shows('eve', 'Waiting for approval');
    expect(await looking('ada')).not.toContain('home.example.com');
    const view = homeOf.parse(await open('amy')).home;
    const approved = await world.control.world('click-exactly', {
      ...{ user: 'amy', view_id: view.id, block_id: `home.vote-buttons:${id}`, action_id: 'vote-approve' },
    });
    expect(approved).toMatchObject({ ok: true });
    await shows('amy', 'Nothing waits for your vote.');
    await certificateFileOf(world.control, await cardOf(world.control, id));
    await shows('eve', '*Issued*');
    await shows('eve', '*ends <!date^');
    await shows('ada', 'home.example.com');
  });

  it('says above everything why something did not work, until the next thing is done', async () => {
    const id = await ask('again.example.com');
    await shows('amy', id);
    const view = homeOf.parse(await open('amy')).home;
    await world.control.click('abe', 'Approve', {
      channel: 'cert-requests',
      ts: (await cardOf(world.control, id)).ts,
    });
    await world.control.world('click-exactly', {
      ...{ user: 'amy', view_id: view.id, block_id: `home.vote-buttons:${id}`, action_id: 'vote-approve' },
    });
    if (!(await looking('amy')).includes('Nothing waits')) await shows('amy', 'Your vote was not counted');
    await open('amy');
    await eventually('no notice any more', async () => !(await looking('amy')).includes('not counted'));
  });

  it('opens the form from a profile, and from a request that is asked for again', async () => {
    await open('eve');
    await world.control.click('eve', 'Request');
    const form = await eventually('the form', async () => {
      const top = await world.control.top('eve');
      return top?.callback_id === 'request' ? top : null;
    });
    expect(form.values).toMatchObject({ Profile: 'local-ca' });
    await world.control.close('eve');
    const view = homeOf.parse(await open('eve')).home;
    const again = view.blocks.find((block) => JSON.stringify(block).includes('again.example.com'));
    await world.control.world('click-exactly', {
      ...{ user: 'eve', view_id: view.id, block_id: again?.block_id, action_id: 'request-ask-again' },
    });
    const filled = await eventually('the filled form', async () => {
      const top = await world.control.top('eve');
      return top?.callback_id === 'request' ? top : null;
    });
    expect(filled.values).toMatchObject({ valid_days: '20', 'Common name': 'again.example.com' });
    expect(JSON.stringify(filled.blocks)).toContain('same key as before');
    const sent = await world.control.submit('eve');
    expect(JSON.stringify(sent.view?.blocks)).toContain('was sent to');
    await world.control.close('eve');
  });

  it('publishes once for many changes, and nothing for who does not look', async () => {
    await eventually('quiet', async () => {
      const before = await published();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return before === (await published());
    });
    const before = await published();
    const started = Date.now();
    for (let n = 0; n < 5; n++) await ask(`many-${n}.example.com`);
    await shows('eve', 'many-4.example.com');
    await shows('amy', 'many-4.example.com');
    const most = 2 * (2 + Math.ceil((Date.now() - started) / 500));
    expect((await published()) - before).toBeLessThanOrEqual(most);
    const users = (await world.control.calls())
      .filter(({ method }) => method === 'views.publish')
      .map(({ args }) => z.object({ user_id: z.string() }).parse(args).user_id);
    const eli = await world.control.idOf('users', 'eli');
    expect(users).not.toContain(eli);
  });

  it('has pages where there is more than fits', async () => {
    for (let n = 0; n < 4; n++) await ask(`page-${n}.example.com`);
    await shows('amy', 'Page 1 of 2');
    const view = homeOf.parse(await open('amy')).home;
    expect(JSON.stringify(view.blocks)).not.toContain('page-3.example.com');
    const turned = await world.control.world('click-exactly', {
      ...{ user: 'amy', view_id: view.id, block_id: 'home.votes.pages', action_id: 'home-next' },
    });
    expect(turned).toMatchObject({ ok: true });
    await shows('amy', 'page-3.example.com');
    await shows('amy', 'Page 2 of 2');
  });
});
