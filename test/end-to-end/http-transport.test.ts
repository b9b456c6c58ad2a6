import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../builders/control.js';
import { aCountersign, type Countersign } from '../builders/countersign.js';
import { aLocalCaProfile } from '../builders/saved-profile.js';

const SIGNING_SECRET = 'f'.repeat(32);

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

describe('the bot over HTTP', () => {
  let world: Countersign;
  let port: number;
  let form: Record<string, string>;

  const send = (fields: Record<string, string>, secret = SIGNING_SECRET, at = Date.now()) => {
    const body = new URLSearchParams(fields).toString();
    const timestamp = String(Math.floor(at / 1000));
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      body,
    });
  };

  beforeAll(async () => {
    world = await aCountersign();
    port = await freePort();
    await aLocalCaProfile(world, { name: 'local-ca' });
    await world.start('bot', {
      SLACK_APP_TOKEN: '',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      PORT: String(port),
    });
    const { control } = world;
    form = {
      ...{ command: '/cert', text: 'help', trigger_id: 'none', response_url: world.sandbox.url },
      user_id: await control.idOf('users', 'ada'),
      team_id: (await control.state()).team.id,
      channel_id: await control.idOf('channels', 'cert-requests'),
    };
  });
  afterAll(() => world.close());

  it('answers a signed command with what this person can do', async () => {
    const response = await send(form);
    expect(response.status).toBe(200);
    const answer: unknown = await response.json();
    expect(answer).toMatchObject({ response_type: 'ephemeral' });
    expect(JSON.stringify(answer)).toContain('/cert profile new');
  });

  it.each([
    { what: 'another secret', secret: 'e'.repeat(32), at: Date.now() },
    { what: 'a signature of ten minutes ago', secret: SIGNING_SECRET, at: Date.now() - 600_000 },
  ])('refuses $what and tells nothing', async ({ secret, at }) => {
    const response = await send(form, secret, at);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('cert');
  });

  it.each(['gone', 'constructor', '__proto__'])('answers a modal that is none of ours: %s', async (id) => {
    const view = { ...{ id: 'V1', hash: 'h', callback_id: id, blocks: [] }, state: { values: {} } };
    const user = { id: form.user_id, team_id: form.team_id };
    const response = await send({ payload: JSON.stringify({ type: 'view_submission', user, view }) });
    expect(await response.text()).toContain('does nothing any more');
  });

  it('acknowledges a signed interaction and answers at its response_url', async () => {
    const answers: string[] = [];
    const slack = createHttpServer((request, response) => {
      request.on('data', (chunk) => answers.push(String(chunk)));
      request.on('end', () => response.end('ok'));
    }).listen(0, '127.0.0.1');
    await once(slack, 'listening');
    const address = slack.address();
    const at = typeof address === 'object' ? address?.port : 0;
    const payload = {
      ...{ type: 'block_actions', trigger_id: 'none', response_url: `http://127.0.0.1:${at}/answer` },
      ...{ user: { id: form.user_id, team_id: form.team_id }, team: { id: form.team_id } },
      container: { type: 'message' },
      actions: [{ type: 'button', action_id: 'vote-approve', block_id: 'b', value: '0000-0000:x' }],
    };
    const response = await send({ payload: JSON.stringify(payload) });
    expect(response.status).toBe(200);
    const told = await eventually('the clicker is told', async () => answers.join(''));
    expect(told).toContain('not there any more');
    slack.close();
  });
});
