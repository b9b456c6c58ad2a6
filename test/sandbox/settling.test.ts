import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
afterAll(async () => {
  app.close();
  await sandbox.close();
});

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const section = (words: string) => ({ type: 'section' as const, text: text(words) });
const loading = { type: 'modal' as const, title: text('One moment…'), blocks: [section('…')] };
const form = { ...loading, title: text('The form'), submit: text('Send') };

/** The app opens `first` for the command, and changes it to `then` later. */
function opens(first: typeof loading | typeof form, then?: { view: typeof loading; after: number }): void {
  app.script.answer = ({ payload }) => {
    void (async () => {
      const opened = await app.client.views.open({ trigger_id: payload.trigger_id, view: first });
      if (!then) return;
      await sleep(then.after);
      await app.client.views.update({ view_id: opened.view?.id ?? '', view: then.view });
    })();
    return {};
  };
}

async function command(): Promise<{ title: string | undefined; took: number }> {
  const start = Date.now();
  const { view } = await control.post('command', { user: 'eve', channel: 'general', text: '/cert' });
  return { title: view?.title, took: Date.now() - start };
}

describe('the answer to what a person did', () => {
  it('comes once a loading modal gave way to the form', async () => {
    opens(loading, { view: form, after: 700 });
    expect((await command()).title).toBe('The form');
  });

  it('comes at once when the form itself was opened', async () => {
    opens(form);
    const { title, took } = await command();
    expect(title).toBe('The form');
    expect(took).toBeLessThan(700);
  });

  it('comes at once when the modal changed to one that only tells', async () => {
    opens(loading, { view: { ...loading, title: text('Nothing here') }, after: 0 });
    const { title, took } = await command();
    expect(title).toBe('Nothing here');
    expect(took).toBeLessThan(1000);
  });

  it('comes after a second and a half when the modal stays as it is', async () => {
    opens(loading);
    const { title, took } = await command();
    expect(title).toBe('One moment…');
    expect(took).toBeGreaterThanOrEqual(1450);
    expect(took).toBeLessThan(2500);
  });
});
