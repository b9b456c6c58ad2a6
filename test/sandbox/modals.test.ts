import type { KnownBlock, View } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { aManifest } from './sandbox-manifest.js';
import { type Answer, refusal, type ScriptedApp, scriptedApp } from './scripted-app.js';

let sandbox: Sandbox;
let control: Control;
let app: ScriptedApp;

// Four times faster than Slack: a trigger lives 750 ms, an acknowledgement may take as long.
beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest(), timeScale: 4 });
  control = controlClient(sandbox.url);
  app = await scriptedApp(sandbox);
});
beforeEach(async () => {
  app.script.answer = () => ({});
  await control.post('close', { user: 'eve', all: true });
  app.received.length = 0;
});
afterAll(async () => {
  app.close();
  await sandbox.close();
});

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const input = (id: string, label: string, more: object = {}, element: object = {}): KnownBlock => ({
  type: 'input',
  block_id: id,
  label: text(label),
  element: { type: 'plain_text_input', action_id: 'it', ...element },
  ...more,
});
const button = (label: string): KnownBlock => ({
  type: 'actions',
  block_id: 'buttons',
  elements: [{ type: 'button', action_id: 'go', text: text(label) }],
});
const modal = (title: string, blocks: KnownBlock[], more: object = {}): View => ({
  type: 'modal',
  title: text(title),
  submit: text('Send'),
  blocks,
  ...more,
});

const trigger = async (): Promise<string> => {
  await control.post('command', { user: 'eve', channel: 'general', text: '/cert' });
  return app.received.at(-1)?.payload.trigger_id ?? '';
};
const open = async (view: View) => app.client.views.open({ trigger_id: await trigger(), view });
const clickTrigger = async (label: string): Promise<string> => {
  await control.post('click', { user: 'eve', label });
  return app.received.at(-1)?.payload.trigger_id ?? '';
};
const answerWith = (payload: unknown): void => {
  app.script.answer = (): Answer => ({ payload });
};

describe('triggers', () => {
  const view = modal('A', [{ type: 'divider' }]);

  it('open one view', async () => {
    const trigger_id = await trigger();
    await app.client.views.open({ trigger_id, view });
    const again = await refusal(app.client.views.open({ trigger_id, view }));
    expect(again.error).toBe('exchanged_trigger_id');
  });

  it('end after three seconds', async () => {
    const trigger_id = await trigger();
    await new Promise((resolve) => setTimeout(resolve, 770));
    expect((await refusal(app.client.views.open({ trigger_id, view }))).error).toBe('expired_trigger_id');
  });

  it('cannot be made up, and a refused view costs none', async () => {
    const invented = app.client.views.open({ trigger_id: '1.2.3', view });
    expect((await refusal(invented)).error).toBe('invalid_trigger_id');
    const trigger_id = await trigger();
    const broken = { ...view, title: text('x'.repeat(25)) };
    const refused = await refusal(app.client.views.open({ trigger_id, view: broken }));
    expect(refused).toEqual({
      error: 'invalid_arguments',
      messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
    });
    expect((await app.client.views.open({ trigger_id, view })).ok).toBe(true);
  });

  it('of a command cannot push, those of the open modal can', async () => {
    const trigger_id = await trigger();
    expect((await refusal(app.client.views.push({ trigger_id, view }))).error).toBe('invalid_trigger_id');
    await open(modal('A', [button('Go')]));
    const pushed = await app.client.views.push({ trigger_id: await clickTrigger('Go'), view });
    expect(pushed.view?.previous_view_id).toBe(pushed.view?.root_view_id);
  });
});

describe('the stack of modals', () => {
  it('holds three', async () => {
    await open(modal('1', [button('Go')]));
    for (const title of ['2', '3']) {
      const view = modal(title, [button('Go')]);
      await app.client.views.push({ trigger_id: await clickTrigger('Go'), view });
    }
    const fourth = { trigger_id: await clickTrigger('Go'), view: modal('4', []) };
    expect((await refusal(app.client.views.push(fourth))).error).toBe('push_limit_reached');
    expect((await control.state('eve')).views.map((view) => view.title)).toEqual(['1', '2', '3']);
  });

  it('tells of a closed view that wants it, and of the root when all go', async () => {
    const notify = { notify_on_close: true };
    const root = (await open(modal('1', [button('Go')], notify))).view?.id;
    const upper = { trigger_id: await clickTrigger('Go'), view: modal('2', [input('a', 'One')], notify) };
    const top = (await app.client.views.push(upper)).view?.id;
    await control.post('close', { user: 'eve' });
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'view_closed',
      is_cleared: false,
      view: { id: top },
    });
    await control.post('close', { user: 'eve', all: true });
    expect(app.received.at(-1)?.payload).toMatchObject({ is_cleared: true, view: { id: root } });
    const states = app.received.map(({ payload }) => payload.view?.state.values);
    expect(states.slice(-2)).toEqual([{}, {}]);
    const late = app.client.views.update({ view_id: root ?? '', view: modal('x', []) });
    expect((await refusal(late)).error).toBe('not_found');
  });

  it('goes at once when the closed view has clear_on_close', async () => {
    await open(modal('1', [button('Go')]));
    const view = modal('2', [], { clear_on_close: true });
    await app.client.views.push({ trigger_id: await clickTrigger('Go'), view });
    expect((await control.post('close', { user: 'eve' })).view).toBeUndefined();
  });
});

describe('views.update', () => {
  it('needs the hash of what is shown, if it gives one', async () => {
    const { view } = await open(modal('A', []));
    const view_id = view?.id ?? '';
    await app.client.views.update({ view_id, hash: view?.hash ?? '', view: modal('B', []) });
    const stale = { view_id, hash: view?.hash ?? '', view: modal('C', []) };
    expect((await refusal(app.client.views.update(stale))).error).toBe('hash_conflict');
  });

  it('finds a view by its external id, which no other view may have', async () => {
    await open(modal('A', [button('Go')], { external_id: 'mine' }));
    await app.client.views.update({
      external_id: 'mine',
      view: modal('B', [button('Go')], { external_id: 'mine' }),
    });
    const twin = { trigger_id: await clickTrigger('Go'), view: modal('C', [], { external_id: 'mine' }) };
    expect((await refusal(app.client.views.push(twin))).error).toBe('duplicate_external_id');
  });

  it('keeps what was typed where the ids stay, and starts anew where they change', async () => {
    const { view } = await open(modal('A', [input('a', 'One'), input('b', 'Two')]));
    await control.post('fill', { user: 'eve', values: { One: 'first', Two: 'second' } });
    const initial = { initial_value: 'from the app' };
    const blocks = [input('a', 'One', {}, initial), input('b2', 'Two', {}, initial)];
    await app.client.views.update({ view_id: view?.id ?? '', view: modal('A', blocks) });
    const [shown] = (await control.state('eve')).views;
    expect(shown?.values).toEqual({ One: 'first', Two: 'from the app' });
  });
});

describe('a dispatching element', () => {
  it('sends the state of every stateful element and a new hash to go on with', async () => {
    const options = ['Red', 'Blue'].map((word) => ({ text: text(word), value: word }));
    await open(
      modal('A', [
        input('a', 'Name', { dispatch_action: true }),
        {
          type: 'section',
          block_id: 's',
          text: text('Pick'),
          accessory: { type: 'radio_buttons', action_id: 'r', options },
        },
      ]),
    );
    await control.post('fill', { user: 'eve', values: { Name: 'web' } });
    expect(app.received).toHaveLength(1);
    await control.post('fill', { user: 'eve', values: { Name: 'web2' }, enter: true });
    expect(app.received.at(-1)?.payload.actions).toMatchObject([{ action_id: 'it', value: 'web2' }]);
    await control.post('click', { user: 'eve', label: 'Blue' });
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'view' },
      actions: [{ action_id: 'r', type: 'radio_buttons', selected_option: { value: 'Blue' } }],
      view: {
        state: {
          values: { a: { it: { value: 'web2' } }, s: { r: { selected_option: { value: 'Blue' } } } },
        },
      },
    });
    expect(app.received.at(-1)?.payload).not.toHaveProperty('response_url', expect.stringMatching(/./));
  });
});

describe('submitting', () => {
  const lengths = { min_length: 3, max_length: 5 };

  it('is refused by the client while a field is empty or too long, and nothing is sent', async () => {
    await open(modal('A', [input('a', 'One'), input('b', 'Two', { optional: true }, lengths)]));
    await control.post('fill', { user: 'eve', values: { Two: 'ab' } });
    const sent = app.received.length;
    expect(await control.post('submit', { user: 'eve' })).toMatchObject({
      ok: false,
      errors: { One: 'Please complete this required field.', Two: 'Please enter at least 3 characters.' },
    });
    await control.post('fill', { user: 'eve', values: { One: 'x', Two: 'abcdef' } });
    const { errors } = await control.post('submit', { user: 'eve' });
    expect(errors).toEqual({ Two: 'Please enter no more than 5 characters.' });
    expect(app.received).toHaveLength(sent);
  });

  it('carries every value, null for what is empty', async () => {
    await open(modal('A', [input('a', 'One'), input('b', 'Two', { optional: true })], { callback_id: 'cb' }));
    await control.post('fill', { user: 'eve', values: { One: '<&>' } });
    expect((await control.post('submit', { user: 'eve' })).view).toBeUndefined();
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      view: {
        callback_id: 'cb',
        state: {
          values: {
            a: { it: { type: 'plain_text_input', value: '<&>' } },
            b: { it: { type: 'plain_text_input', value: null } },
          },
        },
      },
      response_urls: [],
    });
  });

  it.each([
    ['errors for a block that is no input', { response_action: 'errors', errors: { buttons: 'no' } }],
    ['an action that does not exist', { response_action: 'explode' }],
    ['a view Slack would refuse', { response_action: 'update', view: { type: 'modal' } }],
  ])('leaves the modal open with an error when the app answers %s', async (_what, payload) => {
    await open(modal('A', [button('Go')]));
    answerWith(payload);
    const answer = await control.post('submit', { user: 'eve' });
    expect(answer).toMatchObject({
      ok: false,
      view: { title: 'A', error: expect.stringMatching(/trouble/) },
    });
  });

  it.each([
    ['update', { response_action: 'update', view: modal('B', []) }, ['1', 'B']],
    ['push', { response_action: 'push', view: modal('B', []) }, ['1', '2', 'B']],
    ['clear', { response_action: 'clear' }, []],
    ['nothing', {}, ['1']],
  ])('goes on as the app says: %s', async (_what, payload, titles) => {
    await open(modal('1', [button('Go')]));
    await app.client.views.push({ trigger_id: await clickTrigger('Go'), view: modal('2', []) });
    answerWith(payload);
    await control.post('submit', { user: 'eve' });
    expect((await control.state('eve')).views.map((view) => view.title)).toEqual(titles);
  });

  it('closes the submitted view and leaves the one that was pushed over it meanwhile', async () => {
    await open(modal('1', []));
    app.script.answer = async ({ payload }) => {
      const view = modal('2', []);
      await app.client.views.push({ trigger_id: payload.trigger_id, view });
      return {};
    };
    expect((await control.post('submit', { user: 'eve' })).view).toMatchObject({ title: '2' });
    expect((await control.state('eve')).views).toHaveLength(1);
  });

  it('leaves the modal with an error when nobody acknowledges within three seconds', async () => {
    await open(modal('A', []));
    app.script.answer = () => 'silence';
    const answer = await control.post('submit', { user: 'eve' });
    expect(answer).toMatchObject({ ok: false, view: { error: expect.stringMatching(/operation_timeout/) } });
  });
});
