import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { methodTable } from '../../src/sandbox/methods/method-table.js';
import { slackErrors } from '../../src/sandbox/methods/slack-errors.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { blockRules } from './rules/block-rules.js';
import { callRules } from './rules/call-rules.js';
import { manifestRules } from './rules/manifest-rules.js';
import { messageRules } from './rules/message-rules.js';
import { methodRules } from './rules/method-rules.js';
import { modalRules } from './rules/modal-rules.js';
import { type Rule, readAnswer, type Slack, text } from './rules/rule.js';
import { viewRules } from './rules/view-rules.js';
import { allScopes, aManifest } from './sandbox-manifest.js';
import { type ScriptedApp, scriptedApp } from './scripted-app.js';

const table: readonly Rule[] = [
  ...messageRules,
  ...blockRules,
  ...viewRules,
  ...modalRules,
  ...methodRules,
  ...callRules,
  ...manifestRules,
];

let slack: Slack;
let time = Date.now();
let mayBeOpen = false;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  slack = await aSlack();
});
beforeEach(async () => {
  slack.app.script.answer = () => ({});
  if (mayBeOpen) await slack.control.post('close', { user: 'eve', all: true });
  mayBeOpen = false;
});
afterAll(async () => {
  for (const close of closers) await close();
});

async function aSlack(changes: Parameters<typeof aManifest>[0] = {}): Promise<Slack> {
  const sandbox = await startSandbox({ manifest: aManifest(changes), now: () => time });
  const app = await scriptedApp(sandbox);
  closers.push(async () => {
    app.close();
    await sandbox.close();
  });
  const control = controlClient(sandbox.url);
  const ids = await idsIn(control);
  const call: Slack['call'] = async (method, args, token = sandbox.botToken) => {
    time += 1000;
    if (method === 'views.open') mayBeOpen = true;
    return callOf(sandbox, method, args, token);
  };
  const triggerOf = (user: string) => commandTrigger(control, app, user);
  const openModal = async (user: string, view: object): Promise<string> => {
    const opened = await call('views.open', { trigger_id: await triggerOf(user), view });
    return opened.view?.id ?? '';
  };
  const standing = { type: 'modal', title: text('Standing'), submit: text('Send'), blocks: [] };
  return {
    ...{ control, app, call, apiUrl: sandbox.apiUrl, elsewhere: aSlack },
    ...{ tokens: { bot: sandbox.botToken, app: sandbox.appToken }, botUserId: sandbox.botUserId },
    pass: (milliseconds) => {
      time += milliseconds;
    },
    idOf: async (name) => ids.get(name) ?? '',
    trigger: () => triggerOf('eve'),
    openModal: (view) => openModal('eve', view),
    standingModal: await openModal('eli', standing),
  };
}

async function commandTrigger(control: Control, app: ScriptedApp, user: string): Promise<string> {
  await control.post('command', { user, channel: 'cert-requests', text: '/cert' });
  return app.received.at(-1)?.payload.trigger_id ?? '';
}

/** Ids by name; a person's name is the person, not their messages with the app. */
async function idsIn(control: Control): Promise<ReadonlyMap<string, string>> {
  const { users, channels, usergroups } = await control.state();
  return new Map([...channels, ...usergroups, ...users].map(({ name, id }) => [name, id]));
}

/** One call, in JSON. */
async function callOf(to: Sandbox, method: string, args: object, token: string | null) {
  const response = await fetch(to.apiUrl + method, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  return readAnswer(await response.json());
}

const isName = (error: string): boolean => /^\w+$/.test(error);

describe('the local Slack', () => {
  it.each(table)('refuses as $error what breaks the rule by a hair: $rule', async (row) => {
    const refused = await row.refused(slack);
    if (isName(row.error)) expect(refused.error).toBe(row.error);
    else expect(refused.error).toContain(row.error);
    if (row.pointer === undefined) return;
    const pointers = refused.messages.map((each) => /^\[ERROR\] .+ \[json-pointer:(.*)\]$/.exec(each)?.[1]);
    expect(pointers).toContain(row.pointer);
  });

  it.each(table)('lets through what just keeps the rule: $rule', async (row) => {
    expect(await row.accepted(slack)).not.toHaveProperty('error', expect.any(String));
  });

  it('has an example of every name by which it refuses', () => {
    const shown = new Set([...table.map(({ error }) => error), 'ratelimited']);
    expect(Object.keys(slackErrors).filter((name) => !shown.has(name))).toEqual([]);
  });

  it('has each rule once', () => {
    const names = table.map(({ rule }) => rule);
    expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([]);
  });
});

const scoped = [...methodTable.values()].filter(({ scopes }) => scopes.length > 0);

describe.each(scoped)('$name', ({ name, scopes }) => {
  const errorWith = async (given: readonly string[]) => {
    const other = await startSandbox({ manifest: aManifest({ scopes: [...given] }) });
    const said = await callOf(other, name, {}, other.botToken);
    await other.close();
    return said;
  };

  it(`is refused as missing_scope without ${scopes.join(' or ')}`, async () => {
    const without = allScopes.filter((scope) => !scopes.includes(scope));
    expect(await errorWith(without)).toMatchObject({
      ...{ error: 'missing_scope', needed: scopes[0], provided: without.join(',') },
    });
  });

  it.each(scopes)('is served with %s', async (scope) => {
    expect((await errorWith(['commands', scope])).error).not.toBe('missing_scope');
  });
});
