import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bytesOnDisk } from '../builders/bytes-on-disk.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCsr, aKey } from '../builders/pki.js';
import { aSavedProfile } from '../builders/saved-profile.js';
import { cardOf, requestIdIn } from '../builders/walks.js';

const csr = aCsr({ commonName: 'web.example.com' }).pem;
const key = aKey('p256', 'pasted by mistake').pem;
const compromised = expect.stringContaining('consider it compromised');

describe('the request modal and what is typed into it', () => {
  let world: Countersign;

  beforeAll(async () => {
    world = await aCountersign({ LOG_LEVEL: 'debug' });
    const parameters = [
      { name: 'days', sensitive: false, dynamic: true },
      { name: 'token', sensitive: true, dynamic: true },
    ] as const;
    const more = [...parameters, { name: 'team', sensitive: false, dynamic: true }] as const;
    await aSavedProfile(world, { name: 'web', scriptName: 'returns', parameters });
    await aSavedProfile(world, { name: 'database', scriptName: 'returns', parameters: more });
    await world.start('bot');
  });
  afterEach(() => world.control.close('eve'));
  afterAll(() => world.close());

  /** Waits for the modal of this title, showing these values, to be on top. */
  const onTop = (title: string, values: Record<string, string | null> = {}) =>
    eventually(`${title} with ${JSON.stringify(values)}`, async () => {
      const top = await world.control.top('eve');
      const isShown = Object.entries(values).every(([label, value]) => top?.values[label] === value);
      return top?.title === title && isShown && top;
    });
  const open = async () => {
    await world.control.command('eve', 'cert-requests', '/cert request web');
    await onTop('Request a certificate', { Profile: 'web', days: null });
  };
  const choose = async (Profile: string, values: Record<string, string | null>) => {
    await fill({ Profile });
    return onTop('Request a certificate', { Profile, ...values });
  };
  const fill = (values: Parameters<typeof world.control.fill>[1]) => world.control.fill('eve', values);
  const submit = () => world.control.submit('eve');
  const shown = async () => JSON.stringify((await world.control.top('eve'))?.blocks);
  const set = async (name: string, value: string, verb = 'Set') => {
    await world.control.click('eve', `${verb} ${name}`);
    await onTop('Sensitive value', { [name]: null });
    await fill({ [name]: value });
    return submit();
  };

  it('says every fault at once, each at its field', async () => {
    await open();
    await fill({ days: ' ', 'Common name': 'x y', 'CSR as text': 'no CSR', Reason: key });
    const { errors, view } = await submit();
    expect(errors).toEqual({
      Profile: 'token is not set yet: press its button and enter it.',
      days: 'The profile needs a value for days.',
      'CSR as text': expect.stringContaining('No CSR found.'),
      Reason: compromised,
    });
    expect(view?.values).toMatchObject({ 'Common name': 'x y', 'CSR as text': 'no CSR' });
  });

  it('says at once what is wrong with a file and with the rest', async () => {
    await open();
    const file = { name: 'big.csr', content: 'x'.repeat(65 * 1024) };
    await fill({ days: ' ', 'CSR as file': { file } });
    expect(Object.keys((await submit()).errors ?? {}).sort()).toEqual(['CSR as file', 'Profile', 'days']);
  });

  it('leaves an empty dynamic value to the client, which does not send it', async () => {
    await open();
    await fill({ 'CSR as text': csr });
    expect(await submit()).toMatchObject({ ok: false, errors: { days: expect.any(String) } });
  });

  it.each(['CSR as text', 'CSR as file', 'Common name', 'Reason', 'days'])(
    'refuses a private key as %s, keeps no byte of it and calls it compromised',
    async (label) => {
      await open();
      await set('token', 'a sensitive value');
      await fill({ days: '30', 'CSR as text': label === 'CSR as file' ? '' : csr });
      const asValue = ['Common name', 'days'].includes(label) ? key.replaceAll('\n', ' ').slice(0, 250) : key;
      await fill({
        [label]: label === 'CSR as file' ? { file: { name: 'key.pem', content: key } } : asValue,
      });
      const { ok, errors } = await submit();
      expect(ok).toBe(false);
      expect(errors).toEqual({ [label]: compromised });
      expect(JSON.stringify(errors)).not.toContain('BEGIN');
      if (label === 'days') await choose('database', { days: null });
      expect(await shown()).not.toContain(key.split('\n')[1]);
      await world.control.close('eve');
      expectKeyNowhere();
    },
  );

  function expectKeyNowhere() {
    const kept = [bytesOnDisk(world.redis.dir), ...world.processes.map(({ log }) => log())].join('\n');
    expect(kept).toContain('"kind":"request"');
    for (const line of key.split('\n').filter((one) => one && !one.startsWith('-'))) {
      expect(kept.includes(line)).toBe(false);
      expect(kept.includes(line.slice(0, 24))).toBe(false);
    }
  }

  it('shows a sensitive value as set, lets it be changed, and never gives it back', async () => {
    await open();
    expect(await shown()).toContain('*token* (sensitive) · not set yet');
    expect((await set('token', ' \n')).errors).toEqual({ token: 'Enter a value for token.' });
    await fill({ token: 'first-sensitive-value' });
    expect((await submit()).view?.title).toBe('Request a certificate');
    expect(await shown()).toContain('*token* (sensitive) · •••• set');
    await set('token', 'second-sensitive-value', 'Change');
    await fill({ days: '30', 'CSR as text': csr });
    const card = await cardOf(world.control, requestIdIn(await submit()), '•••• set');
    const seen = JSON.stringify([card, await world.control.state(), await world.control.calls()]);
    const kept = bytesOnDisk(world.redis.dir);
    expect(seen + kept).not.toMatch(/(first|second)-sensitive-value/);
  });

  it('keeps what was typed and set for each profile when the profile changes and changes back', async () => {
    await open();
    await set('token', 'a sensitive value');
    await fill({ days: '30', Reason: 'why not', 'CSR as text': csr, 'Common name': 'web.example.com' });
    const other = await choose('database', { days: null, team: null });
    const kept = { Reason: 'why not', 'CSR as text': csr, 'Common name': 'web.example.com' };
    expect(other.values).toMatchObject(kept);
    expect(await shown()).toContain('*token* (sensitive) · not set yet');
    await fill({ days: '7', team: 'blue' });
    const back = await choose('web', { days: '30' });
    expect(back.values).toMatchObject(kept);
    expect(back.values).not.toHaveProperty('team');
    expect(await shown()).toContain('*token* (sensitive) · •••• set');
    await choose('database', { days: '7', team: 'blue' });
    await choose('web', { days: '30' });
    const card = await cardOf(world.control, requestIdIn(await submit()));
    expect(JSON.stringify(card.blocks)).toContain('"text":"30"');
    expect(JSON.stringify(card.blocks)).not.toContain('blue');
  });

  it('keeps what was typed while a sensitive value is entered on top', async () => {
    await open();
    await fill({ days: '12', Reason: 'half typed', 'Common name': 'web.example.com' });
    const { view } = await set('token', 'a sensitive value');
    expect(view?.values).toMatchObject({
      days: '12',
      Reason: 'half typed',
      'Common name': 'web.example.com',
    });
  });
});
