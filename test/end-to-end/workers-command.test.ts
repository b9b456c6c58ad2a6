import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';

describe('/cert workers', () => {
  let world: Countersign;
  beforeAll(async () => {
    world = await aCountersign({
      ...{ COUNTERSIGN_LEASE_SECONDS: '1.5', COUNTERSIGN_LEASE_RENEW_SECONDS: '0.3' },
      ...{ RUNNER_ISOLATION: '1-2', COUNTERSIGN_CONCURRENCY: '3' },
    });
    await world.start('bot');
  });
  afterAll(() => world.close());

  const answer = async (user: string) => {
    const seen = await world.control.command(user, 'cert-requests', '/cert workers');
    return JSON.stringify(seen.messages.filter(({ ephemeral_to }) => ephemeral_to === user));
  };

  it('says what to do while none runs', async () => {
    expect(await answer('ada')).toContain('*No worker is running.* Approved requests wait until one does.');
  });

  it('shows admins each worker with its rung, until it stops or is no longer heard of', async () => {
    const [first, second] = [
      await world.start('worker'),
      await world.start('worker', { RUNNER_ISOLATION: '1-1' }),
    ];
    await eventually('both', async () => (await answer('ben')).match(/-\d+-[0-9a-f]{6}`/g)?.length === 2);
    const both = await answer('ada');
    for (const { pid } of [first, second]) expect(both).toContain(`-${pid}-`);
    expect(both).toMatch(/Rung [12] of 4/);
    expect(both).toContain('Rung 1 of 4: a process group');
    expect(both).toContain('up to 3 runs at once');
    await first.end('SIGTERM');
    expect(await answer('ada')).not.toContain(`-${first.pid}-`);
    await second.end('SIGKILL');
    await eventually('the end of the second', async () =>
      (await answer('ada')).includes('No worker is running'),
    );
  });

  it('tells others that it is for admins', async () => {
    for (const user of ['eve', 'amy', 'gus', 'zoe'])
      expect(await answer(user)).toContain('Only admins can see the workers.');
  });
});
