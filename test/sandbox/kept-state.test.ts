import type { KnownBlock, View } from '@slack/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { aManifest } from './sandbox-manifest.js';
import { type ScriptedApp, scriptedApp } from './scripted-app.js';

let sandbox: Sandbox;
let control: Control;
let app: ScriptedApp;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: aManifest() });
  control = controlClient(sandbox.url);
  app = await scriptedApp(sandbox);
});
beforeEach(() => control.post('close', { user: 'eve', all: true }));
afterAll(async () => {
  app.close();
  await sandbox.close();
});

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const option = (words: string) => ({ text: text(words), value: words });
const view = (...blocks: KnownBlock[]): View => ({
  ...{ type: 'modal', title: text('T'), submit: text('Send'), blocks },
});
/** A text field with what the app would like to see in it. */
const field = (block_id: string, action_id: string, more: object = {}): KnownBlock => ({
  ...{ type: 'input', block_id, label: text('Name'), optional: true },
  element: { type: 'plain_text_input', action_id, initial_value: 'from the app', ...more },
});
const menu = (...words: string[]): KnownBlock => ({
  ...{ type: 'input', block_id: 'm', label: text('Pick'), optional: true },
  element: { type: 'static_select', action_id: 'it', options: words.map(option) },
});

/** What eve sees after she filled in the first view and the app put the second in its place. */
async function shownAfter(first: View, filled: Record<string, string>, second: View) {
  await control.post('command', { user: 'eve', channel: 'general', text: '/cert' });
  const trigger_id = app.received.at(-1)?.payload.trigger_id ?? '';
  const opened = await app.client.views.open({ trigger_id, view: first });
  await control.post('fill', { user: 'eve', values: filled });
  await app.client.views.update({ view_id: opened.view?.id ?? '', view: second });
  return (await control.state('eve')).views.at(-1)?.values;
}

const rows = [
  { what: 'the same ids', after: field('b', 'a'), shows: 'typed' },
  { what: 'the same ids and a new hint', after: { ...field('b', 'a'), hint: text('h') }, shows: 'typed' },
  { what: 'another block_id', after: field('b2', 'a'), shows: 'from the app' },
  { what: 'another action_id', after: field('b', 'a2'), shows: 'from the app' },
  {
    what: 'another element under the same ids',
    after: field('b', 'a', { type: 'number_input', is_decimal_allowed: false, initial_value: '7' }),
    shows: '7',
  },
] as const;

describe('what was typed, after the app changed the view', () => {
  it.each(rows)('with $what is: $shows', async ({ after, shows }) => {
    expect(await shownAfter(view(field('b', 'a')), { Name: 'typed' }, view(after))).toEqual({ Name: shows });
  });

  it('is lost when the field goes, and does not come back with it', async () => {
    const first = view(field('b', 'a'));
    await shownAfter(first, { Name: 'typed' }, view());
    const id = (await control.state('eve')).views.at(-1)?.id ?? '';
    await app.client.views.update({ view_id: id, view: first });
    expect((await control.state('eve')).views.at(-1)?.values).toEqual({ Name: 'from the app' });
  });

  it.each([
    { what: 'is still offered', after: ['red', 'blue'], shows: 'red' },
    { what: 'is not offered any more', after: ['green', 'blue'], shows: null },
  ])('keeps a choice only when it $what', async ({ after, shows }) => {
    const shown = await shownAfter(view(menu('red', 'blue')), { Pick: 'red' }, view(menu(...after)));
    expect(shown).toEqual({ Pick: shows });
  });
});
