import type { KnownBlock, View } from '@slack/types';
import type { Browser } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { aBrowser, aChatPage, type ChatPage, type Look } from '../../builders/chat-page.js';
import { type Control, controlClient } from '../control-client.js';
import { aManifest } from '../sandbox-manifest.js';
import { type Received, type ScriptedApp, scriptedApp } from '../scripted-app.js';

export type PageWithApp = {
  readonly sandbox: Sandbox;
  readonly control: Control;
  readonly app: ScriptedApp;
  readonly chat: ChatPage;
  readonly browser: Browser;
  /** What the app does with a command: opens this view. */
  opens(view: View): void;
  /** Another page on the same workspace. */
  look(as: string, look?: Look): Promise<ChatPage>;
  idOf(name: string): Promise<string>;
  close(): Promise<void>;
};

/** A sandbox with an app that does as it is told, and the page on it, as eve. */
export async function aPageWithApp(options: { timeScale?: number } = {}): Promise<PageWithApp> {
  const [sandbox, browser] = await Promise.all([
    startSandbox({ manifest: aManifest(), timeScale: options.timeScale ?? 1 }),
    aBrowser(),
  ]);
  const control = controlClient(sandbox.url);
  const app = await scriptedApp(sandbox);
  const chat = await aChatPage(browser, sandbox.url, 'eve');
  return {
    ...{ sandbox, control, app, chat, browser, idOf: control.idOf },
    opens: (view) => {
      app.script.answer = async ({ type, payload }: Received) => {
        if (type === 'slash_commands') await app.client.views.open({ trigger_id: payload.trigger_id, view });
        return {};
      };
    },
    look: (as, look) => aChatPage(browser, sandbox.url, as, look),
    close: async () => {
      await browser.close();
      app.close();
      await sandbox.close();
    },
  };
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text });

export function input(id: string, label: string, element: object = {}, more: object = {}): KnownBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    element: { type: 'plain_text_input', action_id: 'it', ...element },
    ...more,
  };
}

export function modal(title: string, blocks: KnownBlock[], more: object = {}): View {
  return { type: 'modal', title: plain(title), submit: plain('Send'), blocks, ...more };
}

export const options = (...names: string[]) =>
  names.map((name) => ({ text: plain(name), value: name.toLowerCase() }));
