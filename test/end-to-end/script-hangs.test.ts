import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../builders/bytes-on-disk.js';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aCsr } from '../builders/pki.js';
import { aSavedProfile } from '../builders/saved-profile.js';
import { cardOf, requestCertificate, requestIdIn, threadOf } from '../builders/walks.js';

/** The processes of this user that have `text` in their environment: a run's all have their directory there. */
function processesWith(text: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => bytesOf(`/proc/${pid}/environ`).includes(text));
}

describe('a script that hangs past its time limit', () => {
  let world: Countersign;
  let marker = '';

  beforeAll(async () => {
    world = await aCountersign();
    marker = `COUNTERSIGN_TEST_RUN=${world.dir}`;
    await aSavedProfile(world, { name: 'hangs', scriptName: 'hangs', timeLimitMs: 1500 });
    const passed = { COUNTERSIGN_TEST_RUN: world.dir, RUNNER_ENV: 'COUNTERSIGN_TEST_RUN' };
    await Promise.all([world.start('bot'), world.start('worker', passed)]);
  });
  afterAll(() => world.close());

  it('ends as unknown, with none of its processes left, and only an admin goes on from there', async () => {
    const before = processesWith(marker);
    const wish = { profile: 'hangs', csr: aCsr({ commonName: 'web.example.com' }).pem };
    const id = requestIdIn(await requestCertificate(world.control, wish));
    const { ts } = await cardOf(world.control, id);
    await world.control.click('amy', 'Approve', { channel: 'cert-requests', ts });
    const running = await eventually('its two processes and the one that watches them', async () => {
      const pids = processesWith(marker).filter((pid) => !before.includes(pid));
      return pids.length >= 3 && pids;
    });

    const card = await cardOf(world.control, id, 'Outcome unknown');
    expect(processesWith(marker).filter((pid) => running.includes(pid))).toEqual([]);
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
