import type { KnownBlock } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { allScopes, aManifest } from './sandbox-manifest.js';
import { refusal, type ScriptedApp, scriptedApp } from './scripted-app.js';

let sandbox: Sandbox;
let control: Control;
let app: ScriptedApp;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest(), timeScale: 4 });
  control = controlClient(sandbox.url);
  app = await scriptedApp(sandbox);
});
beforeEach(() => {
  app.received.length = 0;
});
afterAll(async () => {
  app.close();
  await sandbox.close();
});

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const option = (words: string) => ({ text: text(words), value: `v:${words}` });
const field = (label: string, element: object): KnownBlock => ({
  type: 'input',
  optional: true,
  label: text(label),
  element: { type: 'plain_text_input', ...element },
});
async function openForm(blocks: KnownBlock[]): Promise<void> {
  await control.post('command', { user: 'eve', channel: 'general', text: '/cert' });
  const trigger_id = app.received.at(-1)?.payload.trigger_id ?? '';
  await app.client.views.open({
    trigger_id,
    view: { type: 'modal', title: text('Form'), submit: text('Send'), blocks },
  });
}

const values = async () => (await control.state('eve')).views.at(-1)?.values;
describe('fill', () => {
  it('puts words, choices, people, channels and files where people see them', async () => {
    await openForm([
      field('One line', {}),
      field('Lines', { multiline: true }),
      field('Number', { type: 'number_input', is_decimal_allowed: false }),
      field('One of', { type: 'static_select', options: [option('a'), option('b')] }),
      field('Some of', { type: 'multi_static_select', options: [option('a'), option('b')] }),
      field('Boxes', { type: 'checkboxes', options: [option('x'), option('y')] }),
      field('Person', { type: 'users_select' }),
      field('People', { type: 'multi_users_select' }),
      field('Channel', { type: 'channels_select' }),
      field('Conversation', { type: 'conversations_select' }),
      field('File', { type: 'file_input', max_files: 1 }),
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'Pick *one*' },
        accessory: { type: 'radio_buttons', options: [option('r')] },
      },
    ]);
    const shown = {
      'One line': 'a b',
      Lines: 'a\nb',
      Number: '7',
      'One of': 'b',
      'Some of': ['a', 'b'],
      Boxes: ['y'],
      Person: 'amy',
      People: ['amy', 'abe'],
      Channel: 'random',
      Conversation: 'vault',
      File: ['a.csr'],
      'Pick one': 'r',
    };
    const file = { file: { name: 'a.csr', content: 'CSR' } };
    const given = { ...shown, 'One line': 'a\nb', Channel: '#random', File: file };
    expect(await control.post('fill', { user: 'eve', values: given })).toMatchObject({ ok: true });
    expect(await values()).toEqual(shown);
    const cleared = { 'One of': null, Boxes: [], File: null, Lines: '' };
    await control.post('fill', { user: 'eve', values: cleared });
    expect(await values()).toMatchObject({ 'One of': null, Boxes: [], File: [], Lines: null });
    await control.post('submit', { user: 'eve' });
    const sent = app.received.at(-1)?.payload.view?.state.values ?? {};
    const flat = Object.values(sent).flatMap((inner) => Object.values(inner));
    expect(flat).toContainEqual({ type: 'users_select', selected_user: await control.idOf('amy') });
    expect(flat).toContainEqual({
      type: 'multi_static_select',
      selected_options: [option('a'), option('b')],
    });
  });

  it('starts where the person is, in a menu that asks for it', async () => {
    const here = { type: 'conversations_select', default_to_current_conversation: true };
    await openForm([field('Where', here)]);
    expect(await values()).toEqual({ Where: 'general' });
  });

  it('cannot ask for a file when the app may not read files', async () => {
    const scopes = allScopes.filter((scope) => scope !== 'files:read');
    const blind = await startSandbox({ manifest: aManifest({ scopes }) });
    const reader = await scriptedApp(blind);
    await controlClient(blind.url).post('command', { user: 'eve', channel: 'general', text: '/cert' });
    const trigger_id = reader.received.at(-1)?.payload.trigger_id ?? '';
    const blocks = [field('File', { type: 'file_input' })];
    const view = { type: 'modal' as const, title: text('Form'), submit: text('Send'), blocks };
    expect(await refusal(reader.client.views.open({ trigger_id, view }))).toMatchObject({
      error: 'missing_scope',
    });
    reader.close();
    await blind.close();
  });

  it('hands the app a file it can download', async () => {
    await openForm([field('File', { type: 'file_input' })]);
    const file = { name: 'a.csr', content: Buffer.from('CSR').toString('base64'), encoding: 'base64' };
    await control.post('fill', { user: 'eve', values: { File: { file } } });
    await control.post('submit', { user: 'eve' });
    const state = JSON.stringify(app.received.at(-1)?.payload.view?.state.values);
    const url = /"url_private_download":"([^"]+)"/.exec(state)?.[1] ?? '';
    const response = await fetch(url, { headers: { authorization: `Bearer ${sandbox.botToken}` } });
    expect(await response.text()).toBe('CSR');
  });

  it.each([
    [
      'a label that is not there',
      { Nothing: 'x' },
      /no field is called "Nothing".*there are: "Twin", "Twin", "One of"/,
    ],
    ['a label that is there twice', { Twin: 'x' }, /2 fields are called "Twin"/],
    ['an option that is not offered', { 'One of': 'z' }, /"One of" does not offer "z"/],
    ['too many choices', { Some: ['a', 'b'] }, /"Some" takes at most 1/],
    ['a person who left', { Person: 'dan' }, /does not offer "dan"/],
    ['a file for a text', { Text: { file: { name: 'a', content: 'b' } } }, /takes text, not a file/],
  ])('refuses %s', async (_what, given, error) => {
    await openForm([
      field('Twin', {}),
      field('Twin', {}),
      field('One of', { type: 'static_select', options: [option('a')] }),
      field('Some', {
        type: 'multi_static_select',
        max_selected_items: 1,
        options: [option('a'), option('b')],
      }),
      field('Person', { type: 'users_select' }),
      field('Text', {}),
    ]);
    const answer = await control.post('fill', { user: 'eve', values: given });
    expect(answer).toMatchObject({ ok: false, error: expect.stringMatching(error), view: { title: 'Form' } });
    await control.post('close', { user: 'eve' });
  });
});
