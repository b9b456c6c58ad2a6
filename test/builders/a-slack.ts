import { setTimeout as sleep } from 'node:timers/promises';
import type { Notifier, Unreachable } from '../../src/workflow/notifier.js';

export type Weather = 'fine' | 'storm' | Unreachable['why'];

/**
 * A Slack in memory: what is visible where, and the weather of the next calls (fine when there is no more).
 * `isReachable`: whether the requester takes direct messages.
 */
export function aSlack(weather: Weather[] = [], isReachable = () => true) {
  const shown: string[] = [];
  let atOnce = 0;
  const call = async <T extends object>(
    what: string,
    gives: T,
  ): Promise<Unreachable | ({ ok: true } & T)> => {
    const now = weather.shift() ?? 'fine';
    atOnce += 1;
    if (atOnce > 1) shown.push('two at once');
    await sleep(1);
    atOnce -= 1;
    if (now === 'storm') throw new Error('Slack is down');
    if (now !== 'fine') return { ok: false, why: now };
    shown.push(what);
    return { ok: true, ...gives };
  };
  const notifier: Notifier = {
    postCard: (channel, { status }) => call(`card in ${channel}: ${status}`, { ts: '1.1' }),
    updateCard: ({ channel }, { status }) => call(`update in ${channel}: ${status}`, {}),
    retireCard: (old, _, { channel }) => call(`card in ${old.channel} says: now in ${channel}`, {}),
    post: ({ channel }, _, { key }) => call(`${key} in ${channel}`, { ts: '1.2' }),
    async upload({ channel }, _, __, upload) {
      await upload.remember('F1');
      return call(`file in ${channel}`, { fileId: 'F1' });
    },
    tell: (user, _, { key }) => call(`${key} to ${user}`, { ts: '1.3' }),
    settleOffer: (user) => call(`offer to ${user} settled`, {}),
    directChannel: async () =>
      isReachable() ? { ok: true, channel: 'D0EVE' } : { ok: false, why: 'not-found' },
  };
  return { shown, notifier };
}
