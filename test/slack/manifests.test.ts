import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands, events, shortcuts } from '../../src/slack/ids.js';
import { featureScopes, methodScopes } from '../../src/slack/scopes.js';

const manifest = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), url: z.string().optional() })),
    shortcuts: z.array(z.object({ name: z.string().max(24), type: z.string(), callback_id: z.string() })),
    app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    interactivity: z.object({ is_enabled: z.boolean(), request_url: z.string().optional() }),
    event_subscriptions: z.object({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
    socket_mode_enabled: z.boolean(),
  }),
});

const read = (name: string) => manifest.parse(JSON.parse(readFileSync(`manifests/${name}.json`, 'utf8')));
const code = filesBelow('src/slack').concat(filesBelow('src/roles')).join('\n');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

describe.each(['socket-mode', 'http'])('manifests/%s.json', (name) => {
  const { features, oauth_config, settings } = read(name);

  it('has the commands that the code listens to', () => {
    expect(features.slash_commands.map(({ command }) => command)).toEqual(Object.values(commands));
  });

  it('asks for exactly the scopes that the methods and features in use take', () => {
    const used = new Set<string>([...Object.values(methodScopes).flat(), ...featureScopes]);
    expect([...oauth_config.scopes.bot].sort()).toEqual([...used].sort());
  });

  it('subscribes to the events and has the shortcuts that the code listens to', () => {
    expect(settings.event_subscriptions.bot_events).toEqual(Object.values(events));
    expect(features.shortcuts.map(({ type, callback_id }) => ({ type, callback_id }))).toEqual([
      { type: 'global', callback_id: shortcuts.request },
      { type: 'message', callback_id: shortcuts.requestWithCsr },
    ]);
    expect(features.app_home.home_tab_enabled).toBe(true);
  });

  it('has interactivity on, and a messages tab for the direct messages it falls back to', () => {
    expect(settings.interactivity.is_enabled).toBe(true);
    expect(features.app_home.messages_tab_enabled).toBe(true);
  });

  it('names request URLs exactly where Slack calls over HTTP', () => {
    const isHttp = !settings.socket_mode_enabled;
    const { interactivity, event_subscriptions } = settings;
    const commandUrls = features.slash_commands.map(({ url }) => url);
    const urls = [interactivity.request_url, event_subscriptions.request_url, ...commandUrls];
    expect(urls.every((url) => (url !== undefined) === isHttp)).toBe(true);
  });
});

describe('the table of methods and scopes', () => {
  it('lists every Web API method that the code calls, and no other', () => {
    const called = [...code.matchAll(/\b(?:client|slack)\.((?:[a-z]+\.)+[a-zA-Z]+)\(/g)].map(
      ([, path]) => path,
    );
    const named = [...code.matchAll(/apiCall\('([^']+)'/g)].map(([, method]) => method);
    const families = new Set(Object.keys(methodScopes).map((method) => method.split('.')[0]));
    const methods = called.filter((path) => families.has(path?.split('.')[0] ?? ''));
    expect([...new Set([...methods, ...named])].sort()).toEqual(Object.keys(methodScopes).sort());
  });
});
