import type { View } from '@slack/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { openApp } from './open-app.js';
import { aManifest } from './sandbox-manifest.js';

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const option = (words: string) => ({ text: text(words), value: words.toLowerCase() });

/** A form that shows more when a colour is picked, as the profile menu of a request does. */
function form(colour?: string): View {
  return {
    type: 'modal',
    callback_id: 'form',
    title: text('A form'),
    submit: text('Send'),
    blocks: [
      {
        type: 'input',
        block_id: 'name',
        label: text('Name'),
        element: { type: 'plain_text_input', action_id: 'it' },
      },
      {
        type: 'input',
        block_id: 'colour',
        dispatch_action: true,
        label: text('Colour'),
        element: { type: 'static_select', action_id: 'colour', options: ['Red', 'Blue'].map(option) },
      },
      ...(colour
        ? [
            {
              type: 'input' as const,
              block_id: `shade:${colour}`,
              optional: true,
              label: text(`Shade of ${colour}`),
              element: {
                type: 'plain_text_input' as const,
                action_id: 'it',
                initial_value: `dark ${colour}`,
              },
            },
            {
              type: 'actions' as const,
              elements: [{ type: 'button' as const, action_id: 'more', text: text('More') }],
            },
          ]
        : []),
    ],
  };
}

const loading: View = {
  type: 'modal',
  title: text('A form'),
  blocks: [{ type: 'section', text: text('Loading ...') }],
};

const pushed: View = {
  type: 'modal',
  callback_id: 'pushed',
  notify_on_close: true,
  title: text('More'),
  submit: text('OK'),
  blocks: [{ type: 'divider' }],
};

let sandbox: Sandbox;
let control: Control;
let app: Awaited<ReturnType<typeof openApp>>;
const closed: string[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest() });
  control = controlClient(sandbox.url);
  app = await openApp(sandbox, (bolt) => {
    bolt.command('/cert', async ({ ack, body, client, command }) => {
      if (command.text !== 'form') return ack(`You said: ${command.text}`);
      await ack();
      const opened = await client.views.open({ trigger_id: body.trigger_id, view: loading });
      await client.views.update({ view_id: opened.view?.id ?? '', view: form() });
    });
    bolt.action('colour', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions' || !body.view) return;
      const colour = body.view.state.values.colour?.colour?.selected_option?.text.text;
      await client.views.update({ view_id: body.view.id, hash: body.view.hash, view: form(colour) });
    });
    bolt.action('more', async ({ ack, body, client }) => {
      await ack();
      if (body.type === 'block_actions') {
        await client.views.push({ trigger_id: body.trigger_id, view: pushed });
      }
    });
    bolt.view('pushed', async ({ ack }) => ack());
    bolt.view({ callback_id: 'pushed', type: 'view_closed' }, async ({ ack, view }) => {
      await ack();
      closed.push(view.id);
    });
    bolt.view('form', async ({ ack, body, client, view }) => {
      const name = view.state.values.name?.it?.value;
      if (name === 'nobody') return ack({ response_action: 'errors', errors: { name: 'Who is that?' } });
      await ack();
      await client.chat.postMessage({
        channel: await control.idOf('cert-requests'),
        text: `${name} for <@${body.user.id}>`,
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: `*${name}*` } },
          {
            type: 'actions',
            elements: [{ type: 'button', action_id: 'yes', value: '7', text: text('Approve') }],
          },
        ],
      });
    });
    bolt.action('yes', async ({ ack, body, client, respond }) => {
      await ack();
      if (body.type !== 'block_actions' || !body.message || !body.channel) return;
      await respond(`You clicked, ${body.user.id}`);
      const { ts } = body.message;
      await client.chat.update({ channel: body.channel.id, ts, text: 'Approved', blocks: [] });
    });
  });
});

afterAll(async () => {
  await app.close();
  await sandbox.close();
});

describe('a Bolt app against the sandbox', () => {
  it('answers a command privately, mentions escaped', async () => {
    const eve = await control.idOf('eve');
    const answer = await control.post('command', {
      user: 'gus',
      channel: '#cert-requests',
      text: '/cert hello @eve & <co>',
    });
    expect(answer).toMatchObject({ ok: true, messages: [{ user: 'testbot', ephemeral_to: 'gus' }] });
    expect(answer.messages[0]?.text).toBe(`You said: hello <@${eve}> &amp; &lt;co&gt;`);
  });

  it('goes from a command through a growing form to a message with a button', async () => {
    const opened = await control.post('command', { user: 'eve', channel: 'general', text: '/cert form' });
    expect(opened).toMatchObject({
      ok: true,
      view: { title: 'A form', values: { Name: null, Colour: null } },
    });

    const filled = await control.post('fill', { user: 'eve', values: { Name: 'nobody', Colour: 'Red' } });
    const grown = { Name: 'nobody', Colour: 'Red', 'Shade of Red': 'dark Red' };
    expect(filled).toMatchObject({ ok: true, view: { values: grown } });

    const other = await control.post('fill', {
      user: 'eve',
      values: { 'Shade of Red': 'light', Colour: 'Blue', 'Shade of Blue': '' },
    });
    expect(other.view?.values).toEqual({ Name: 'nobody', Colour: 'Blue', 'Shade of Blue': null });

    const over = await control.post('click', { user: 'eve', label: 'More' });
    expect(over).toMatchObject({ ok: true, view: { title: 'More' } });
    const back = await control.post('close', { user: 'eve' });
    expect(back.view?.values).toMatchObject({ Name: 'nobody' });
    await expect.poll(() => closed).toHaveLength(1);

    const refused = await control.post('submit', { user: 'eve' });
    expect(refused).toMatchObject({ ok: false, errors: { Name: 'Who is that?' }, view: { title: 'A form' } });
    await control.post('fill', { user: 'eve', values: { Name: 'web' } });
    const sent = await control.post('click', { user: 'eve', label: 'Send' });
    expect(sent.ok).toBe(true);
    expect(sent.view).toBeUndefined();

    await expect.poll(() => control.messages('cert-requests')).toHaveLength(2);
    const clicked = await control.post('click', { user: 'amy', label: 'Approve', channel: 'cert-requests' });
    expect(clicked.messages.map((message) => [message.text, message.ephemeral_to])).toEqual([
      ['Approved', undefined],
      [`You clicked, ${await control.idOf('amy')}`, 'amy'],
    ]);
  });
});
