import type { KnownBlock } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { quietClient } from './quiet-client.js';
import { aManifest } from './sandbox-manifest.js';
import { type ScriptedApp, scriptedApp } from './scripted-app.js';

let sandbox: Sandbox;
let control: Control;
let app: ScriptedApp;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest(), timeScale: 4 });
  control = controlClient(sandbox.url);
  app = await scriptedApp(sandbox);
});
beforeEach(() => {
  app.script.answer = () => ({});
  app.received.length = 0;
});
afterAll(async () => {
  app.close();
  await sandbox.close();
});

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const option = (words: string) => ({ text: text(words), value: `v:${words}` });
const buttons = (...labels: string[]): KnownBlock => ({
  type: 'actions',
  elements: labels.map((label) => ({ type: 'button', action_id: label, text: text(label) })),
});

const post = async (words: string, ...blocks: KnownBlock[]) =>
  app.client.chat.postMessage({ channel: await control.idOf('cert-requests'), text: words, blocks });

describe('click', () => {
  it('wants to know which, when several things have the label', async () => {
    const one = await post('one', buttons('Same'));
    await post('two', buttons('Same'));
    const answer = await control.post('click', { user: 'eve', label: 'Same' });
    expect(answer.error).toMatch(/2 things are called "Same": the message .* in #cert-requests; the message/);
    await control.post('click', { user: 'eve', label: 'Same', ts: one.ts });
    const eve = await control.idOf('eve');
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: eve, team_id: sandbox.teamId },
      container: { type: 'message', message_ts: one.ts, is_ephemeral: false },
      channel: { name: 'cert-requests' },
      message: { text: 'one', bot_id: expect.stringMatching(/^B/) },
    });
  });

  it('picks an option of an overflow menu, and names the outsider by their own team', async () => {
    await post('menu', {
      type: 'actions',
      elements: [{ type: 'overflow', action_id: 'o', options: [option('Stop')] }],
    });
    await control.post('click', { user: 'zoe', label: 'Stop' });
    const { actions, user } = app.received.at(-1)?.payload ?? {};
    expect(actions).toMatchObject([{ action_id: 'o', selected_option: { value: 'v:Stop' } }]);
    expect(user?.team_id).not.toBe(sandbox.teamId);
  });

  it('reaches nobody through a message they cannot see', async () => {
    await app.client.chat.postMessage({
      channel: await control.idOf('secops'),
      text: 'secret',
      blocks: [buttons('Hidden')],
    });
    const answer = await control.post('click', { user: 'eve', label: 'Hidden' });
    expect(answer.error).toBe('nothing called "Hidden" can be clicked by eve');
  });

  it('leaves the ephemeral message out of the payload', async () => {
    const channel = await control.idOf('cert-requests');
    const user = await control.idOf('eve');
    await app.client.chat.postEphemeral({ channel, user, text: 'psst', blocks: [buttons('Psst')] });
    const other = await control.post('click', { user: 'eli', label: 'Psst' });
    expect(other.error).toMatch(/nothing called "Psst"/);
    await control.post('click', { user: 'eve', label: 'Psst' });
    expect(app.received.at(-1)?.payload).toMatchObject({ container: { is_ephemeral: true } });
    expect(app.received.at(-1)?.payload).not.toHaveProperty('message');
  });

  it('shows the person that the app did not answer', async () => {
    await post('slow', buttons('Slow'));
    app.script.answer = () => 'silence';
    const answer = await control.post('click', { user: 'eve', label: 'Slow' });
    expect(answer).toMatchObject({ ok: false, error: expect.stringMatching(/operation_timeout/) });
    expect((await control.state('eve')).notices.at(-1)?.text).toMatch(/operation_timeout/);
  });
});

describe('the manifest', () => {
  it('decides which commands and shortcuts there are', async () => {
    const unknown = await control.post('command', { user: 'eve', channel: 'general', text: '/other' });
    expect(unknown.error).toMatch(/\/other is not a valid command/);
    const shortcut = await control.post('shortcut', { user: 'eve', name: 'Other' });
    expect(shortcut.error).toMatch(/no global shortcut called "Other"/);
    expect(app.received).toEqual([]);
  });

  it('decides whether interactions are sent at all', async () => {
    const settings = { interactivity: { is_enabled: false } };
    const mute = await startSandbox({ manifest: aManifest({ settings }) });
    const channel = await controlClient(mute.url).idOf('cert-requests');
    await quietClient(mute).chat.postMessage({ channel, text: 'x', blocks: [buttons('Go')] });
    const answer = await controlClient(mute.url).post('click', { user: 'eve', label: 'Go' });
    expect(answer).toMatchObject({ ok: false, error: 'This app is not set up for interactivity.' });
    await mute.close();
  });

  it('decides whether what is typed is escaped', async () => {
    const typed = '@eve #vault #random https://a.example <b>';
    await control.post('command', { user: 'eve', channel: 'vault', text: `/raw ${typed}` });
    expect(app.received.at(-1)?.payload).toMatchObject({ text: typed, channel_name: 'privategroup' });
    await control.post('command', { user: 'eve', channel: 'dm', text: `/cert ${typed}` });
    const [eve, vault, random] = await Promise.all(['eve', 'vault', 'random'].map(control.idOf));
    expect(app.received.at(-1)?.payload).toMatchObject({
      channel_name: 'directmessage',
      text: `<@${eve}> <#${vault}|> <#${random}|random> <https://a.example> &lt;b&gt;`,
    });
  });

  it('brings shortcuts on messages and from anywhere', async () => {
    await control.post('shortcut', { user: 'eve', name: 'Do it' });
    expect(app.received.at(-1)?.payload).toMatchObject({ type: 'shortcut', callback_id: 'do_it' });
    const { ts } = await post('look here');
    await control.post('shortcut', { user: 'eve', name: 'Look at this', channel: 'cert-requests', ts });
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'message_action',
      callback_id: 'look',
      message: { text: 'look here' },
    });
  });
});

describe('the App Home', () => {
  it('is announced when opened, and shows what the app publishes', async () => {
    const user_id = await control.idOf('ada');
    app.script.answer = async ({ type }) => {
      if (type === 'events_api') {
        await app.client.views.publish({ user_id, view: { type: 'home', blocks: [buttons('Hello')] } });
      }
      return {};
    };
    expect(await control.post('home', { user: 'ada' })).toMatchObject({ ok: true });
    expect(app.received.at(-1)?.payload).toMatchObject({ event: { type: 'app_home_opened', tab: 'home' } });
    expect((await control.state('ada')).homes).toMatchObject([{ user: 'ada', type: 'home' }]);
    await control.post('click', { user: 'ada', label: 'Hello' });
    expect(app.received.at(-1)?.payload).toMatchObject({
      view: { type: 'home' },
      container: { type: 'view' },
    });
  });
});

describe('people', () => {
  it.each([
    ['a stranger to the workspace', { user: 'bob', channel: 'general' }, 'no user is called bob'],
    ['somebody who left', { user: 'dan', channel: 'general' }, 'dan is deactivated'],
    ['somebody outside the channel', { user: 'eve', channel: 'secops' }, 'eve is not in #secops'],
    ['anybody in an archived channel', { user: 'eve', channel: 'attic' }, '#attic is archived'],
    ['a channel that is not there', { user: 'eve', channel: 'nowhere' }, 'no channel is called nowhere'],
  ])('cannot act: %s', async (_what, where, error) => {
    expect(await control.post('command', { ...where, text: '/cert' })).toMatchObject({ ok: false, error });
  });
});
