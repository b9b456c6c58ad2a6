import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPageWithApp, input, modal, type PageWithApp, plain } from './page-with-app.js';

let world: PageWithApp;
// Eight times faster than Slack: three seconds pass in 375 ms.
beforeAll(async () => {
  world = await aPageWithApp({ timeScale: 8 });
});
afterAll(() => world.close());

describe('on the page, an app that does not answer', { timeout: 90_000 }, () => {
  it('leaves the modal open, with what was typed and the trouble', async () => {
    const { chat, app } = world;
    world.opens(modal('Form', [input('name', 'Name')]));
    await chat.say('/cert');
    await chat.field('Name').fill('precious');
    app.script.answer = () => 'silence';
    await chat.press('Send');
    await chat.dialog.getByText('We had some trouble connecting. Try again?').waitFor();
    expect(await chat.field('Name').inputValue()).toBe('precious');
    await chat.press('Cancel');
  });

  it('makes a command fail in words that only the person sees', async () => {
    const { chat, app } = world;
    app.script.answer = () => 'silence';
    await chat.say('/cert');
    await chat.page.getByText('/cert failed with the error "operation_timeout"').waitFor();
    await chat.page.getByText('Only visible to you').waitFor();
    expect(await chat.page.locator('.toast').count()).toBe(0);
  });

  it('makes a button say so', async () => {
    const { chat, app } = world;
    const go = { type: 'button' as const, action_id: 'go', text: plain('Go') };
    const channel = await world.idOf('cert-requests');
    await app.client.chat.postMessage({ channel, text: 'x', blocks: [{ type: 'actions', elements: [go] }] });
    app.script.answer = () => 'silence';
    await chat.page.getByRole('button', { name: 'Go' }).click();
    await chat.page.getByRole('alert').getByText('The app did not respond in time').waitFor();
  });

  it('is shown behind the scenes, where one can cut it off and make Slack fail', async () => {
    const { chat, app, control } = world;
    await chat.page.getByRole('button', { name: 'Behind the scenes' }).click();
    const behind = chat.page.getByRole('complementary', { name: 'Behind the scenes' });
    await behind.getByText('App connected (1)').waitFor();
    await behind.getByText('chat.postMessage').first().waitFor();
    await behind.getByRole('button', { name: 'Next card update: too many (429)' }).click();
    await behind.getByRole('button', { name: 'Clear faults (1)' }).waitFor();
    const call = app.client.chat.update({ channel: await world.idOf('cert-requests'), ts: '1', text: 'x' });
    await call.catch(() => undefined);
    expect((await control.calls()).at(-1)).toMatchObject({ method: 'chat.update', status: 429 });
    await behind.getByRole('button', { name: 'Cut the connection' }).click();
    await behind.getByText('App not connected').waitFor();
    expect(await chat.barriers()).toEqual([]);
  });
});
