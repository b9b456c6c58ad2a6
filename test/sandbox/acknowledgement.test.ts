import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { type Control, controlClient } from './control-client.js';
import { httpApp } from './http-app.js';
import { quietClient } from './quiet-client.js';
import { aManifest, anHttpManifest } from './sandbox-manifest.js';
import { scriptedApp } from './scripted-app.js';

// Slack's 3 s are 600 ms here.
const timeScale = 5;
const inTime = 350;
const tooLate = 800;

/** An app that takes `pause` ms for each answer, however it is reached. */
interface SlowApp {
  readonly sandbox: Sandbox;
  /** The payload of the last thing it got. */
  readonly lastTrigger: () => string;
  readonly take: (milliseconds: number) => void;
  readonly close: () => void;
}

const transports: Record<'Socket Mode' | 'HTTP', () => Promise<SlowApp>> = {
  'Socket Mode': async () => {
    let pause = 0;
    const sandbox = await startSandbox({ manifest: aManifest(), timeScale });
    const app = await scriptedApp(sandbox, async () => {
      await sleep(pause);
      return {};
    });
    return {
      ...{ sandbox, close: app.close },
      lastTrigger: () => app.received.at(-1)?.payload.trigger_id ?? '',
      take: (milliseconds) => {
        pause = milliseconds;
      },
    };
  },
  HTTP: async () => {
    let pause = 0;
    const app = await httpApp(async () => {
      await sleep(pause);
      return {};
    });
    const delivery = { kind: 'http' as const, requestUrl: app.url };
    const sandbox = await startSandbox({ manifest: anHttpManifest(), timeScale, delivery });
    return {
      ...{ sandbox, close: app.close },
      lastTrigger: () => new URLSearchParams(app.received.at(-1)?.body).get('trigger_id') ?? '',
      take: (milliseconds) => {
        pause = milliseconds;
      },
    };
  },
};

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const command = { user: 'eve', channel: 'general', text: '/cert' };

describe.each(['Socket Mode', 'HTTP'] as const)('an acknowledgement over %s', (transport) => {
  let app: SlowApp;
  let control: Control;

  beforeAll(async () => {
    app = await transports[transport]();
    control = controlClient(app.sandbox.url);
  });
  afterAll(async () => {
    app.close();
    await app.sandbox.close();
  });

  const slowly = <T>(milliseconds: number, act: () => Promise<T>): Promise<T> => {
    app.take(milliseconds);
    return act();
  };

  it('of a command within 3 s is in time, a later one is seen as operation_timeout', async () => {
    const post = () => control.post('command', command);
    expect(await slowly(inTime, post)).toMatchObject({ ok: true, messages: [] });
    const late = await slowly(tooLate, post);
    expect(late.error).toBe('/cert failed with the error "operation_timeout"');
    expect(late.messages).toMatchObject([{ user: 'slackbot', ephemeral_to: 'eve', text: late.error }]);
  });

  it('of a button within 3 s is in time, a later one is seen beside the button', async () => {
    const button = { type: 'button' as const, action_id: 'go', text: text('Go') };
    const blocks = [{ type: 'actions' as const, elements: [button] }];
    const channel = await control.idOf('cert-requests');
    await quietClient(app.sandbox).chat.postMessage({ channel, text: 'x', blocks });
    const click = () => control.post('click', { user: 'eve', label: 'Go' });
    expect((await slowly(inTime, click)).ok).toBe(true);
    expect((await slowly(tooLate, click)).error).toMatch(/operation_timeout/);
    expect((await control.state('eve')).notices.at(-1)?.text).toMatch(/operation_timeout/);
  });

  it('of a submission within 3 s closes the modal, a later one leaves it with an error', async () => {
    const open = async () => {
      await slowly(0, () => control.post('command', command));
      const view = { type: 'modal' as const, title: text('T'), submit: text('Send'), blocks: [] };
      await quietClient(app.sandbox).views.open({ trigger_id: app.lastTrigger(), view });
    };
    const submit = () => control.post('submit', { user: 'eve' });
    await open();
    expect((await slowly(inTime, submit)).view).toBeUndefined();
    await open();
    const late = await slowly(tooLate, submit);
    expect(late).toMatchObject({ ok: false, view: { error: expect.stringMatching(/operation_timeout/) } });
  });
});
