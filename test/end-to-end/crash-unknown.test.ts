import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../src/redis/open-stores.js';
import { type Asked, anAsked, toldTo } from '../builders/asked.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Process } from '../builders/countersign.js';
import { aLedger, type Ledger } from '../builders/ledger.js';
import { aCa, aCertificate, aCsr, aKey } from '../builders/pki.js';
import { storesOf } from '../builders/saved-profile.js';

const quick = {
  COUNTERSIGN_LEASE_SECONDS: '2',
  COUNTERSIGN_LEASE_RENEW_SECONDS: '0.4',
  COUNTERSIGN_RECONCILE_SECONDS: '0.3',
};

describe('an unknown outcome', () => {
  let world: Countersign;
  let stores: Stores;
  let worker: Process;

  beforeAll(async () => {
    world = await aCountersign(quick);
    stores = storesOf(world);
    [, worker] = await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(async () => {
    await worker.end('SIGKILL');
    await world.close();
  });

  /** The first run reached its time limit, so it is known to have ended. */
  const anUnknown = async (): Promise<{ asked: Asked; ledger: Ledger }> => {
    const ledger = await aLedger(world, { timeLimitMs: 700 });
    ledger.hold(1);
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    await asked.becomes('unknown');
    await asked.shows('Outcome unknown');
    return { asked, ledger };
  };

  /** The first run is held up with its whole worker, longer than its lease. */
  const aSleepingRun = async (): Promise<{ asked: Asked; ledger: Ledger }> => {
    const ledger = await aLedger(world);
    ledger.hold(1);
    const asked = await anAsked(world, stores, ledger);
    await asked.click('amy', 'Approve');
    await ledger.started(1);
    await asked.shows('Issuing');
    process.kill(worker.pid, 'SIGSTOP');
    expect(await asked.becomes('unknown')).toMatchObject({ why: 'lease-ended' });
    await asked.shows('Outcome unknown');
    return { asked, ledger };
  };

  const theFile = async (asked: Asked) => {
    await asked.shows('Issued');
    const { files, text } = await asked.says('is ready');
    expect((await asked.thread()).flatMap((message) => message.files)).toHaveLength(1);
    return { text, pem: await world.control.file(files[0]?.id ?? '') };
  };

  const attach = async (asked: Asked, user: string, pem: string) => {
    await asked.click(user, 'Attach the certificate');
    const isOpen = async () => (await world.control.top(user))?.callback_id === 'attach-certificate';
    await eventually('the form', isOpen);
    await world.control.fill(user, { 'Certificate as text': pem });
    return world.control.submit(user);
  };

  it('ends by the certificate that an admin found; not by another key’s, nor by anybody else', async () => {
    const { asked, ledger } = await anUnknown();
    const unknown = await asked.read();
    await asked.click('amy', 'Attach the certificate');
    await eventually('amy is told who can', async () =>
      JSON.stringify((await world.control.top('amy'))?.blocks).includes('Only an admin can do this'),
    );
    await world.control.close('amy');
    const { commonName } = unknown.snapshot;
    const foreign = aCertificate({ ca: aCa(), csr: aCsr({ commonName, key: aKey('p256', 'another') }) });
    const wrong = await attach(asked, 'ada', foreign.pem);
    expect(wrong.errors?.['Certificate as text']).toMatch(/does not fit the request\..*key/i);
    expect(await asked.read()).toEqual(unknown);
    await world.control.fill('ada', { 'Certificate as text': ledger.pem });
    expect(await world.control.submit('ada')).toMatchObject({ ok: true });
    const ada = await world.control.idOf('users', 'ada');
    expect(await asked.becomes('issued')).toMatchObject({ attachedBy: ada });
    expect(await theFile(asked)).toMatchObject({ pem: ledger.pem });
    expect(ledger.runs()).toHaveLength(1);
  });

  it('ends as failed when an admin says so, and can then be retried', async () => {
    const { asked, ledger } = await anUnknown();
    await asked.click('eve', 'Mark as failed');
    await toldTo(world.control, 'eve', 'Only an admin can do this: somebody has to look at the CA first.');
    expect((await asked.read()).status).toBe('unknown');
    await asked.click('ada', 'Mark as failed');
    expect(await asked.becomes('failed')).toMatchObject({ failure: { code: 'marked-failed', run: 1 } });
    await asked.shows('Failed');
    await asked.says('An admin looked at the CA and marked this run as failed.');
    await asked.click('eve', 'Retry');
    await asked.becomes('issued');
    expect((await theFile(asked)).pem).toBe(ledger.pem);
    expect(ledger.runs()).toHaveLength(2);
  });

  it('ends by another run, which only an admin may start', async () => {
    const { asked, ledger } = await anUnknown();
    for (const user of ['eve', 'amy']) {
      await asked.click(user, 'Retry');
      await toldTo(world.control, user, 'Only an admin can retry this: the CA has to be looked at first.');
    }
    expect((await asked.read()).status).toBe('unknown');
    await Promise.all([asked.click('ada', 'Retry'), asked.click('ben', 'Retry')]);
    const { runs } = await asked.becomes('issued');
    expect(runs.map(({ end }) => end?.outcome)).toEqual(['timed-out', 'issued']);
    expect((await theFile(asked)).pem).toBe(ledger.pem);
    expect(ledger.runs()).toHaveLength(2);
  });

  it('is not run again while the run may live, and ends by its late result', async () => {
    const { asked, ledger } = await aSleepingRun();
    await asked.click('ada', 'Retry');
    await toldTo(world.control, 'ada', 'The last run may still be alive. Retry after');
    expect((await asked.read()).status).toBe('unknown');
    ledger.letGo(1);
    await eventually('the end of the script', async () => ledger.ended() === 1);
    process.kill(worker.pid, 'SIGCONT');
    expect(await asked.becomes('issued')).toMatchObject({ runs: [{ end: { outcome: 'issued' } }] });
    expect((await theFile(asked)).pem).toBe(ledger.pem);
    expect(ledger.runs()).toHaveLength(1);
  });

  it('that ended by another certificate keeps the one that its run brings late as an extra one', async () => {
    const { asked, ledger } = await aSleepingRun();
    await asked.click('ada', 'Mark as failed');
    await toldTo(world.control, 'ada', 'The run may still be alive, so the CA may yet issue.');
    const attached = ledger.certify(2);
    expect(await attach(asked, 'ada', attached)).toMatchObject({ ok: true });
    expect((await theFile(asked)).pem).toBe(attached);
    ledger.letGo(1);
    process.kill(worker.pid, 'SIGCONT');
    await asked.says('Run 1 brought a certificate that nobody waited for any more.');
    const settled = await asked.becomes('issued');
    expect(settled.certificate.leafPem).toBe(attached);
    expect(settled.extraCertificates).toMatchObject([{ run: 1, certificate: { leafPem: ledger.pem } }]);
    expect((await theFile(asked)).pem).toBe(attached);
    expect(ledger.runs()).toHaveLength(1);
  });
});
