import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../src/domain/progress.js';
import { createNotifier } from '../../src/slack/notifier.js';
import { createWebClient } from '../../src/slack/web-client.js';
import { eventually } from '../builders/control.js';
import { aRequest } from '../builders/request.js';
import { silentLog } from '../redis/store-pair.js';

type Reply = { readonly status?: number; readonly body: object };

describe('createNotifier', () => {
  let server: Server;
  let apiUrl = '';
  let reply: Reply = { body: { ok: true } };
  let progress: Progress | null = null;
  const calls: { method: string; args: URLSearchParams }[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      calls.push({ method: request.url ?? '', args: new URLSearchParams(await text(request)) });
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', 'retry-after': '1' });
      response.end(JSON.stringify(reply.body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api/`;
  });
  beforeEach(() => {
    calls.length = 0;
    progress = null;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('waits as long as Slack asks with 429, then calls again, once', async () => {
    reply = { status: 429, body: { ok: false, error: 'ratelimited' } };
    const started = Date.now();
    const posting = notifier().postCard('C1', aRequest(), false);
    await eventually('the refusal', async () => calls.length === 1);
    reply = { body: { ok: true, ts: '1.5' } };
    expect(await posting).toEqual({ ok: true, ts: '1.5' });
    expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
    expect(calls).toHaveLength(2);
  });

  const notifier = () =>
    createNotifier({
      client: createWebClient({ token: 'xoxb-test', apiUrl, timeoutMs: 500, log: silentLog }),
      admins: { users: ['U0ADA'], groups: [] },
      progress: { read: async () => progress },
    });
  const place = { channel: 'C1', ts: '1.5' };

  it('posts a card, updates it, and says things in its thread, without previews of links', async () => {
    reply = { body: { ok: true, ts: '1.5' } };
    expect(await notifier().postCard('C1', aRequest(), false)).toEqual({ ok: true, ts: '1.5' });
    await notifier().updateCard(place, aRequest({ status: 'approved' }));
    const denied = aRequest({ status: 'denied' });
    await notifier().post(place, denied, { kind: 'denied', key: 'denied' });
    expect(calls.map(({ method }) => method)).toEqual([
      ...['/api/chat.postMessage', '/api/chat.update', '/api/chat.postMessage'],
    ]);
    const [card, update, said] = calls.map(({ args }) => args);
    expect(card?.get('unfurl_links')).toBe('false');
    expect(card?.get('blocks')).toContain('Waiting for approval');
    expect([update?.get('ts'), update?.get('blocks')]).toEqual(['1.5', expect.stringContaining('Approved')]);
    expect([said?.get('thread_ts'), said?.get('unfurl_media')]).toEqual(['1.5', 'false']);
  });

  it('says which request it is about where no thread does', async () => {
    reply = { body: { ok: true, ts: '1.5' } };
    const nowhere = { channel: 'D1', ts: null };
    await notifier().post(nowhere, aRequest({ status: 'denied' }), { kind: 'denied', key: 'denied' });
    expect(calls[0]?.args.get('text')).toMatch(/^\*Request\* `7k3m-q2fp` for `www.example.com`: <@U0EVE> /);
  });

  it('makes a card that does not count say where the request goes on', async () => {
    reply = { body: { ok: true, permalink: 'https://acme.example/p15' } };
    await notifier().retireCard({ channel: 'D1', ts: '1.1' }, aRequest(), place);
    const [link, update] = calls.map(({ args }) => args);
    expect([link?.get('channel'), link?.get('message_ts')]).toEqual(['C1', '1.5']);
    expect([update?.get('channel'), update?.get('ts')]).toEqual(['D1', '1.1']);
    expect(update?.get('blocks')).toContain('<#C1>: <https://acme.example/p15|continued here>');
    expect(update?.get('blocks')).not.toContain('Approve');
  });

  it.each([
    ['not_in_channel', 'not-a-member'],
    ['restricted_action', 'not-a-member'],
    ['channel_not_found', 'not-found'],
    ['is_archived', 'archived'],
    ['message_not_found', 'gone'],
    ['cant_update_message', 'gone'],
    ['edit_window_closed', 'gone'],
  ])('gives %s as a place that no retry reaches', async (error, why) => {
    reply = { body: { ok: false, error } };
    expect(await notifier().postCard('C1', aRequest(), false)).toEqual({ ok: false, why });
    expect(await notifier().updateCard(place, aRequest())).toEqual({ ok: false, why });
  });

  it.each([
    { what: 'an error of Slack\u2019s own', status: 200, body: { ok: false, error: 'internal_error' } },
    { what: 'HTTP 500', status: 500, body: {} },
    { what: 'an answer without a ts', status: 200, body: { ok: true } },
  ])('throws for $what after one call, so that whoever calls can try again', async ({ status, body }) => {
    reply = { status, body };
    await expect(notifier().postCard('C1', aRequest(), false)).rejects.toThrow();
    expect(calls).toHaveLength(1);
  });

  it('shows the progress of a run on its card, whoever posts or updates it, and of nothing else', async () => {
    reply = { body: { ok: true, ts: '1.5' } };
    progress = { format: 1, run: 1, text: 'asking the CA', at: aRequest().createdAt };
    await notifier().postCard('C1', aRequest({ status: 'issuing' }), false);
    await notifier().updateCard(place, aRequest({ status: 'issuing' }));
    await notifier().updateCard(place, aRequest({ status: 'issued' }));
    const shown = calls.map(({ args }) => args.get('blocks')?.includes('asking the CA'));
    expect(shown).toEqual([true, true, false]);
  });

  it('opens a direct channel to a user', async () => {
    reply = { body: { ok: true, channel: { id: 'D1' } } };
    expect(await notifier().directChannel('U0EVE')).toEqual({ ok: true, channel: 'D1' });
    expect(calls[0]?.args.get('users')).toBe('U0EVE');
  });
});
