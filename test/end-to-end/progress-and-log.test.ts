import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Message } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { aSavedProfile } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn } from '../builders/walks.js';

const csr = aCsr({ commonName: 'web.example.com' }).pem;
const token = 'hvs.not-for-the-channel';

describe('a script that takes its time', () => {
  let world: Countersign;
  let id: string;
  let card: Message;

  beforeAll(async () => {
    world = await aCountersign({ COUNTERSIGN_PROGRESS_SECONDS: '0.2' });
    await Promise.all([world.start('bot'), world.start('worker')]);
    const profile = await aSavedProfile(world, {
      scriptName: 'reports',
      parameters: [
        { name: 'token', sensitive: true, dynamic: false, secret: 's1' },
        { name: 'seconds', sensitive: false, dynamic: false, value: '1' },
      ],
      sealed: { token },
    });
    const wish = { profile: profile.version.settings.name, csr };
    id = requestIdIn(await requestCertificate(world.control, wish));
    card = await cardOf(world.control, id);
    await world.control.click('amy', 'Approve', { channel: 'cert-requests', ts: card.ts });
  });
  afterAll(() => world.close());

  const shown = (says: string) => cardOf(world.control, id, says);
  const updates = async () =>
    (await world.control.calls()).filter(({ method }) => method === 'chat.update').length;

  it('says on the card what it does, scrubbed, as text, with nobody called', async () => {
    await shown('"text":"logging in with [sensitive]"');
    await shown('"text":"<!channel> *waiting* for `the CA`"');
    await shown('"text":"said far behind the head of the output"');
    const before = await updates();
    const failed = JSON.stringify((await shown('*Failed*')).blocks);
    expect(failed).not.toContain('The script says');
    expect(before).toBeLessThanOrEqual(6);
    const seen = JSON.stringify([await world.control.state(), await world.control.calls()]);
    expect(seen).not.toContain(token);
    expect(seen).not.toContain('fire');
  });

  const log = () => world.control.click('ada', 'Log', { channel: 'cert-requests', ts: card.ts });
  const openedLog = (says: string) =>
    eventually(`a log that says "${says}"`, async () => {
      const view = await world.control.top('ada');
      const text = JSON.stringify(view?.blocks);
      return view?.title === `Log of ${id}` && text.includes(says) ? text : null;
    });

  it('has a log behind a button: head, tail and what is missing between them, a page at a time', async () => {
    expect((await log()).ok).toBe(true);
    const first = await openedLog('one of the first lines');
    expect(first).toContain(`*Run 1 of \`${id}\`*`);
    expect(first).toContain('RuntimeError: the CA is on fire');
    expect(first).toContain('000000001 [sensitive] \uFFFD[31mred');
    expect(first).not.toContain('one of the last lines');
    expect(first).toContain('Page 1 of 2');
    expect((await world.control.click('ada', 'Next')).ok).toBe(true);
    const last = await openedLog('one of the last lines');
    expect(last).toMatch(/\d+ bytes in the middle were not kept\./);
    await world.control.click('ada', 'Previous');
    await openedLog('one of the first lines');
    await world.control.close('ada');
    expect(JSON.stringify(await world.control.state('ada'))).not.toContain(token);
  });

  it('is told to everybody else that it is for admins, and why', async () => {
    for (const user of ['eve', 'amy', 'gus', 'zoe']) {
      const { messages } = await world.control.click(user, 'Log', { channel: 'cert-requests', ts: card.ts });
      const told = await eventually(`${user} is told`, async () =>
        (await world.control.messages('cert-requests')).find(
          ({ ephemeral_to, text }) => ephemeral_to === user && text.includes('Only admins can see'),
        ),
      );
      expect(JSON.stringify([messages, told])).not.toContain('one of the first lines');
      expect((await world.control.top(user))?.title ?? '').not.toContain('Log of');
    }
  });

  it('shows any run of the request, and every look is in the audit log', async () => {
    await world.control.click('eve', 'Retry', { channel: 'cert-requests', ts: card.ts });
    await shown('*Issuing*');
    await shown('*Failed*');
    await log();
    await openedLog(`*Run 2 of \`${id}\`*`);
    await world.control.fill('ada', { 'Another run': 'Run 1' });
    await openedLog(`*Run 1 of \`${id}\`*`);
    await world.control.close('ada');
    const answer = await world.control.command('ada', 'cert-requests', `/cert log ${id.toUpperCase()} 1`);
    expect(JSON.stringify(answer.messages)).toContain('"All of it"');

    const entries = await world.redis.connect().xrange(`countersign:{${world.workspace}}:audit`, '-', '+');
    const looks = entries.filter(([, fields]) => fields.join().includes('request.log-seen'));
    expect(looks.length).toBe(6);
    expect(looks.at(-1)?.[1].join()).toContain('"run":1');
  });
});
