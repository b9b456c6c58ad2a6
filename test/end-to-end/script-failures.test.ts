import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../builders/control.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { aSavedProfile } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn, threadOf } from '../builders/walks.js';

const csr = aCsr({ commonName: 'web.example.com' }).pem;

const raised = 'The script stopped with an error before it returned a certificate.';
const refused = 'The CA seems not to accept the credentials of this profile.';
const late = 'The CA has not issued yet, and the script waited no longer.';
const gaveUp = 'The script gave up before it returned a certificate.';
const killed = 'The script was killed before it returned a certificate.';
const nothing = 'The script ended without returning a certificate.';
const notStarted = 'The script of this profile could not be started.';

/** `log` is what admins read, `printed` what must stay there. */
const scripts = [
  {
    ...{ script: 'raises', says: late, printed: 'being processed' },
    log: 'RuntimeError: no certificate for web.example.com',
  },
  { script: 'raises_unprintable', says: raised, log: 'Unprintable: ' },
  { script: 'exits', says: refused, log: 'exited with code 2: vault: permission denied', printed: 'vault' },
  { script: 'exits_hard', says: gaveUp, log: 'exited with code 3: gave up' },
  { script: 'crashes', says: killed, log: 'ended by the signal SIGSEGV', printed: 'about to crash' },
  { script: 'bad_import', says: notStarted, log: "No module named 'a_module_that_nobody_has'" },
  { script: 'bad_syntax', says: notStarted, log: 'SyntaxError' },
  { script: 'not_a_script', says: notStarted, log: 'defines no function certificate_request' },
  {
    ...{ script: 'prints_garbage', says: `${nothing}\n• The text holds no certificate in PEM form.` },
    log: 'The script returned.',
  },
  { script: 'returns', what: 'none', says: nothing, log: 'returned None, not a certificate' },
  { script: 'returns', what: 'list', says: nothing, log: 'returned a value of type list' },
  { script: 'returns', what: 'number', says: nothing, log: 'returned a value of type int' },
  { script: 'returns', what: 'empty', says: nothing, log: 'returned an empty string' },
  { script: 'returns', what: 'no-bytes', says: nothing, log: 'returned an empty bytes' },
  { script: 'returns', what: 'garbage', says: nothing, log: 'neither PEM nor a DER certificate' },
  { script: 'returns', what: 'huge', says: nothing, log: 'more than the 1 MB' },
  { script: 'returns', what: 'another word', says: raised, log: 'KeyError' },
] as const;

describe('a script that brings no certificate', () => {
  let world: Countersign;

  beforeAll(async () => {
    world = await aCountersign();
    await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const log = async (user: string, words: string) => {
    const { messages } = await world.control.command(user, 'cert-requests', `/cert log ${words}`);
    return JSON.stringify(messages.filter(({ ephemeral_to }) => ephemeral_to === user));
  };

  async function run(script: string, what: string) {
    const value = { name: 'what', sensitive: false, dynamic: false, value: what } as const;
    const profile = await aSavedProfile(world, { scriptName: script, parameters: [value] });
    const { name } = profile.version.settings;
    const id = requestIdIn(await requestCertificate(world.control, { profile: name, csr }));
    const { ts } = await cardOf(world.control, id);
    await world.control.click('amy', 'Approve', { channel: 'cert-requests', ts });
    const card = await cardOf(world.control, id, 'Failed');
    const said = await eventually(
      'a word in the thread',
      async () => (await threadOf(world.control, card))[0],
    );
    return { id, card, said };
  }

  const named = scripts.map((each) => ({
    ...{ what: '', ...each },
    name: 'what' in each ? `${each.script}, ${each.what}` : each.script,
  }));

  it.each(named)('$name: one plain sentence, Retry, and a log for admins only', async (each) => {
    const { id, card, said } = await run(each.script, each.what);
    const eve = await world.control.idOf('users', 'eve');
    expect(said.text).toContain(`<@${eve}> ${each.says}`);
    expect(said.text).toContain(`Admins find what the script printed with \`/cert log ${id}\`.`);
    expect(JSON.stringify(card.blocks)).toContain('"text":"Retry"');
    await expectPlain([said, card], 'printed' in each ? each.printed : each.log);

    expect(await log('ada', id)).toContain(JSON.stringify(each.log.replaceAll('&', '&amp;')).slice(1, -1));
    if ('printed' in each) expect(await log('ben', `${id} 1`)).toContain(each.printed);
  });

  /** Nothing of the script, and no word of the language it is written in, in what everybody sees. */
  async function expectPlain(messages: readonly Message[], printed: string) {
    const visible = JSON.stringify(messages);
    expect(visible).not.toContain(JSON.stringify(printed).slice(1, -1));
    expect(visible).not.toMatch(/traceback|python|\.py|exception|stderr/i);
    expect(visible).not.toMatch(/[A-Z]\w+Error|\bNone\b/);
  }

  it('runs again when the requester presses Retry, and keeps a log of each run', async () => {
    const { id, card } = await run('exits', '');
    await world.control.click('eve', 'Retry', { channel: 'cert-requests', ts: card.ts });
    await eventually('a second failure', async () => {
      const thread = await threadOf(world.control, card);
      return thread.filter(({ text }) => text.includes(refused)).length === 2;
    });
    expect(await log('ada', id)).toContain('Run 2 of');
    expect(await log('ada', `${id} 1`)).toContain('Run 1 of');
    expect(await log('ada', `${id} 9`)).toContain('has no run 9');
    for (const other of ['eve', 'amy', 'gus', 'zoe']) {
      expect(await log(other, id)).toContain('Only admins can see what scripts print.');
    }
  });

  it('answers an admin who names no request or one that is not there', async () => {
    expect(await log('ada', '')).toContain('`/cert log ID`');
    const unknown = await log('ada', '<!channel>`*x*');
    expect(unknown).toContain('There is no request');
    expect(unknown).not.toContain('<!channel>');
  });
});
