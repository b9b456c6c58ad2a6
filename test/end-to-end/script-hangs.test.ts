import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign, type Process } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { familyOf } from '../builders/processes.js';
import { aSavedProfile } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn, threadOf } from '../builders/walks.js';

/** How many processes a worker has while it waits: the runner and the runs it keeps ready differ by machine. */
async function countAtRest(worker: Process): Promise<number> {
  const counts: number[] = [];
  await eventually('a worker at rest', async () => {
    counts.push(familyOf(worker.pid).length);
    return counts.length > 20 && new Set(counts.slice(-20)).size === 1;
  });
  return counts.at(-1) ?? 0;
}

describe('a script that hangs past its time limit', () => {
  let world: Countersign;
  let worker: Process;

  beforeAll(async () => {
    world = await aCountersign();
    await aSavedProfile(world, { name: 'hangs', scriptName: 'hangs', timeLimitMs: 1500 });
    [, worker] = await Promise.all([world.start('bot'), world.start('worker')]);
  });
  afterAll(() => world.close());

  it('ends as unknown, with none of its processes left, and only an admin goes on from there', async () => {
    const wish = { profile: 'hangs', csr: aCsr({ commonName: 'web.example.com' }).pem };
    const atRest = await countAtRest(worker);
    const id = requestIdIn(await requestCertificate(world.control, wish));
    const { ts } = await cardOf(world.control, id);
    await world.control.click('amy', 'Approve', { channel: 'cert-requests', ts });
    await eventually('its two processes', async () => familyOf(worker.pid).length >= atRest + 2);

    const card = await cardOf(world.control, id, 'Outcome unknown');
    await eventually('nothing of it', async () => familyOf(worker.pid).length <= atRest, 5000);
    for (const label of ['Attach the certificate', 'Mark as failed', 'Retry']) {
      expect(JSON.stringify(card.blocks)).toContain(`"text":"${label}"`);
    }
    const said = await eventually(
      'a word in the thread',
      async () => (await threadOf(world.control, card))[0],
    );
    expect(said.text).toContain('run 1 reached its time limit and was ended');
    expect(said.text).toContain('The CA may have issued the certificate.');
    expect(said.text).not.toMatch(/PIDS|python|signal/i);

    const asked = await world.control.command('ada', 'cert-requests', `/cert log ${id}`);
    expect(JSON.stringify(asked.messages)).toContain('The script was ended after its time limit (2 s).');
    expect(JSON.stringify(asked.messages)).toMatch(/PIDS \d+ \d+/);

    const refused = await world.control.click('eve', 'Mark as failed', { channel: 'cert-requests', ts });
    expect(JSON.stringify(refused.messages)).toContain('Only an admin can do this');
    await world.control.click('ada', 'Mark as failed', { channel: 'cert-requests', ts });
    await cardOf(world.control, id, 'Failed');
  });
});
