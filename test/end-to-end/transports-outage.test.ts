import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { anAsked, askedFor } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Process, type Transport } from '../builders/countersign.js';
import { aLedger } from '../builders/ledger.js';
import { storesOf } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn } from '../builders/walks.js';

describe.each<Transport>(['socket', 'http'])('over %s', (transport) => {
  let world: Countersign;
  let stores: Stores;
  let bot: Process;

  beforeAll(async () => {
    world = await aCountersign({}, { transport });
    stores = storesOf(world);
    [bot] = await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  const help = () => world.control.command('eve', 'cert-requests', '/cert help');
  const works = () => eventually('the bot answers again', async () => (await help()).ok);

  it('an answer that comes too late is none: the modal stays, and sending it again makes one request', async () => {
    const ledger = await aLedger(world);
    const profile = ledger.profile.version.settings.name;
    await world.control.command('eve', 'cert-requests', `/cert request ${profile}`);
    await world.control.fill('eve', { 'CSR as text': ledger.csr });
    process.kill(bot.pid, 'SIGSTOP');
    const late = await world.control.submit('eve');
    const command = await help();
    process.kill(bot.pid, 'SIGCONT');
    expect(late.ok).toBe(false);
    expect(late.view?.error).toMatch(/operation_timeout/);
    expect(command.error).toBe('/cert failed with the error "operation_timeout"');
    await works();
    const id = requestIdIn(await world.control.submit('eve'));
    await world.control.close('eve');
    const asked = askedFor(world, stores, id, await cardOf(world.control, id));
    expect(await stores.requests.ofProfile(ledger.profile.id, 10)).toEqual([id]);
    await asked.click('amy', 'Approve');
    await asked.says('is ready');
  });

  it('while the bot is gone people are told, and what was there before goes on afterwards', async () => {
    const ledger = await aLedger(world);
    const asked = await anAsked(world, stores, ledger);
    await bot.end('SIGKILL');
    expect((await help()).error).toBe('/cert failed with the error "dispatch_failed"');
    expect((await asked.click('amy', 'Approve')).error).toMatch(/dispatch_failed/);
    expect(await asked.read()).toMatchObject({ status: 'pending', votes: [] });
    bot = await world.start('bot');
    await works();
    await asked.click('amy', 'Approve');
    await asked.becomes('issued');
    await asked.says('is ready');
    expect(ledger.runs()).toHaveLength(1);
  });

  it('while Slack is down the facts stand, and the thread catches up', async () => {
    const ledger = await aLedger(world);
    ledger.hold(1);
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    await ledger.started(1);
    await world.control.faults({ method: '*', status: 503, times: 8 });
    ledger.letGo(1);
    await asked.becomes('issued');
    await asked.shows('Issued');
    await asked.says('is ready');
    await world.control.world('clear-faults', {});
    expect((await asked.thread()).flatMap(({ files }) => files)).toHaveLength(1);
  });

  it('too many calls at once are refused by Slack, and come later', async () => {
    const ledger = await aLedger(world);
    const profile = ledger.profile.version.settings.name;
    await world.control.faults({ method: 'chat.postMessage', status: 429, retry_after: 1, times: 3 });
    const id = requestIdIn(await requestCertificate(world.control, { profile, csr: ledger.csr }));
    await world.control.close('eve');
    await cardOf(world.control, id);
    const calls = (await world.control.calls()).filter(({ method }) => method === 'chat.postMessage');
    expect(calls.filter(({ status }) => status === 429)).toHaveLength(3);
  });
});
