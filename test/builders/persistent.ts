import { setTimeout as sleep } from 'node:timers/promises';
import type { Stores } from '../../src/redis/open-stores.js';
import { type Control, eventually, type Seen } from './control.js';
import type { Asker } from './crowd.js';

/** How often people had to do something again, since Slack or Countersign did not answer them. */
export type Patience = { again: number };

const LONG = 120_000;

/** Asks until it is confirmed: a form that did not come is opened again, one that was not taken is sent again. */
export async function askPersistently(control: Control, asker: Asker, patience: Patience): Promise<string> {
  const { user, team, csr } = asker;
  await again(patience, `${user} has a filled-in form`, async () => {
    await control.close(user);
    await control.command(user, team.room, `/cert request ${team.profile}`);
    return (await control.fill(user, { 'CSR as text': csr })).ok;
  });
  const id = await again(patience, `the request of ${user} is confirmed`, async () =>
    confirmedIn(await control.submit(user)),
  );
  await control.close(user);
  return id;
}

function confirmedIn({ view }: Seen): string | undefined {
  return /Request `([0-9a-z]{4}-[0-9a-z]{4})` was sent/.exec(JSON.stringify(view?.blocks ?? []))?.[1];
}

/** Both approvers press Approve at once, each until their vote counts or the request is decided. */
export async function approvePersistently(
  control: Control,
  stores: Stores,
  { id, asker }: { readonly id: string; readonly asker: Asker },
  patience: Patience,
): Promise<void> {
  const { room: channel, approvers } = asker.team;
  const place = await eventually(
    `the card of ${id}`,
    async () => (await stores.threads.read(id))?.place,
    LONG,
  );
  await Promise.all(
    approvers.map((approver) =>
      again(patience, `${approver.name} has voted on ${id}`, async () => {
        await control.click(approver.name, 'Approve', { channel, ts: place.ts });
        const request = await stores.requests.read(id);
        return request?.status !== 'pending' || request.votes.some((vote) => vote.approver === approver.id);
      }),
    ),
  );
}

/** A try that fails for want of an answer is one of those that are made again. */
async function again<T>(
  patience: Patience,
  what: string,
  tryOnce: () => Promise<T | undefined | false>,
): Promise<T> {
  let cause: unknown;
  for (const until = Date.now() + LONG; Date.now() < until; await sleep(250)) {
    const got = await tryOnce().catch((error: unknown) => {
      cause = error;
      return false as const;
    });
    if (got) return got;
    patience.again += 1;
  }
  throw new Error(`it never came to this: ${what}`, { cause });
}
