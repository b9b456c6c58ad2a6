import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { makeClock } from '../../src/sandbox/clock.js';
import type { DeliveryOutcome, Envelope } from '../../src/sandbox/delivery/delivery.js';
import { openRetryingDelivery } from '../../src/sandbox/delivery/retries.js';
import type { Attempt, Shipment } from '../../src/sandbox/delivery/transport.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { controlClient } from './control-client.js';
import { type HttpAnswer, httpApp } from './http-app.js';
import { aManifest, anHttpManifest } from './sandbox-manifest.js';
import { scriptedApp } from './scripted-app.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const acknowledged: DeliveryOutcome = { kind: 'acknowledged', payload: undefined };
const event: Envelope = { type: 'events_api', accepts: false, payload: { event_id: 'Ev1' } };

/** A way to the app on which these things happen, one after the other; a minute takes 100 ms. */
function aWay(outcomes: (DeliveryOutcome | Attempt)[]) {
  const sent: { shipment: Shipment; at: number }[] = [];
  const transport = {
    send: async (shipment: Shipment): Promise<Attempt> => {
      sent.push({ shipment, at: Date.now() });
      const next = outcomes.shift() ?? acknowledged;
      return 'outcome' in next ? next : { outcome: next, isFinal: false };
    },
    connections: () => 1,
    disconnect: () => 0,
    setRequestUrl: async () => ({ ok: true }) as const,
  };
  const delivery = openRetryingDelivery(transport, makeClock({ now: Date.now, timeScale: 600 }));
  closers.push(delivery.close);
  return { sent, delivery };
}

describe('an event that is not acknowledged', () => {
  it('comes again at once, after a minute and after five, and says why; then no more', async () => {
    const refused: DeliveryOutcome = { kind: 'refused', status: 500 };
    const { sent, delivery } = aWay([refused, { kind: 'unreachable' }, { kind: 'timed-out' }, refused]);
    expect(await delivery.deliver(event)).toEqual({ kind: 'unreachable' });
    await expect.poll(() => sent.length, { timeout: 5000 }).toBe(4);
    expect(sent.map(({ shipment }) => shipment.retry)).toEqual([
      undefined,
      { number: 1, reason: 'http_error' },
      { number: 2, reason: 'connection_failed' },
      { number: 3, reason: 'http_timeout' },
    ]);
    const pauses = sent.map(({ at }, index) => at - (sent[index - 1]?.at ?? at));
    expect(pauses[1]).toBeLessThan(90);
    expect(pauses[2]).toBeGreaterThanOrEqual(95);
    expect(pauses[3]).toBeGreaterThanOrEqual(495);
    expect(sent.map(({ shipment }) => shipment.envelope)).toEqual([event, event, event, event]);
    await sleep(200);
    expect(sent).toHaveLength(4);
  });

  it.each<[string, Envelope, (DeliveryOutcome | Attempt)[], number]>([
    ['once it was acknowledged', event, [{ kind: 'timed-out' }, acknowledged], 2],
    ['when the app asked for that', event, [{ outcome: { kind: 'timed-out' }, isFinal: true }], 1],
    ['when it is a command', { ...event, type: 'slash_commands' }, [{ kind: 'timed-out' }], 1],
    ['when it is an interaction', { ...event, type: 'interactive' }, [{ kind: 'timed-out' }], 1],
  ])('comes no more %s', async (_when, envelope, outcomes, times) => {
    const { sent, delivery } = aWay(outcomes);
    await delivery.deliver(envelope);
    await sleep(250);
    expect(sent).toHaveLength(times);
  });
});

const openHome = (sandbox: Sandbox) => controlClient(sandbox.url).post('home', { user: 'eve' });
const timeScale = 10;

describe('an event that comes again', () => {
  async function overHttp(answers: HttpAnswer[]) {
    const app = await httpApp(() => answers.shift() ?? {});
    const delivery = { kind: 'http' as const, requestUrl: app.url };
    const sandbox = await startSandbox({ manifest: anHttpManifest(), timeScale, delivery });
    closers.push(app.close, () => sandbox.close());
    return { app, sandbox };
  }

  it.each<[string, HttpAnswer]>([
    ['http_error', { status: 500 }],
    ['connection_failed', 'cut'],
    ['http_timeout', 'silence'],
  ])('says over HTTP in its headers that it is the first retry, because of %s', async (reason, answer) => {
    const { app, sandbox } = await overHttp([answer]);
    expect((await openHome(sandbox)).ok).toBe(true);
    expect(app.received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1']);
    expect(app.received[1]?.headers['x-slack-retry-reason']).toBe(reason);
    expect(app.received[1]?.body).toBe(app.received[0]?.body);
  });

  it('does not when the app answers x-slack-no-retry: 1', async () => {
    const { app, sandbox } = await overHttp([{ status: 500, headers: { 'x-slack-no-retry': '1' } }]);
    expect((await openHome(sandbox)).ok).toBe(false);
    expect(app.received).toHaveLength(1);
  });

  it('counts over Socket Mode in its envelope', async () => {
    const sandbox = await startSandbox({ manifest: aManifest(), timeScale });
    const app = await scriptedApp(sandbox, ({ retry_attempt }) => (retry_attempt === 0 ? 'silence' : {}));
    closers.push(() => sandbox.close(), app.close);
    expect((await openHome(sandbox)).ok).toBe(true);
    expect(app.received.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
      [0, ''],
      [1, 'http_timeout'],
    ]);
    expect(new Set(app.received.map(({ payload }) => payload.event_id)).size).toBe(1);
    expect(new Set(app.received.map(({ envelope_id }) => envelope_id)).size).toBe(2);
  });
});
