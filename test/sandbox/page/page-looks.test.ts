import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatPage } from '../../builders/chat-page.js';
import { aPageWithApp, input, modal, options, type PageWithApp, plain } from './page-with-app.js';

let world: PageWithApp;

beforeAll(async () => {
  world = await aPageWithApp();
  const { app } = world;
  const channel = await world.idOf('cert-requests');
  const button = (text: string, style?: 'primary' | 'danger') => ({
    ...{ type: 'button' as const, action_id: text, text: plain(text) },
    ...(style ? { style } : {}),
  });
  const { ts } = await app.client.chat.postMessage({
    ...{ channel, text: 'A card' },
    blocks: [
      { type: 'header', text: plain('Certificate for www.example.com') },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: `*Waiting* for <@${await world.idOf('amy')}> \`code\`` },
        fields: [plain('one'), plain('two')],
        accessory: {
          type: 'overflow',
          action_id: 'more',
          options: options('Copy', 'Forget').map((option) => ({ ...option })),
        },
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'Request `1234`' }] },
      { type: 'actions', elements: [button('Approve', 'primary'), button('Deny', 'danger'), button('Ask')] },
    ],
  });
  const content = '-----BEGIN CERTIFICATE-----\nAAAA\nBBBB\nCCCC\nDDDD\nEEEE\n-----END CERTIFICATE-----\n';
  await app.client.filesUploadV2({ channel_id: channel, thread_ts: ts ?? '', filename: 'a.pem', content });
  const eve = await world.idOf('eve');
  await app.client.chat.postEphemeral({ channel, user: eve, text: `Only for <@${eve}>` });
  world.opens(
    modal('Everything', [
      input('a', 'Name', {}, { hint: plain('A hint'), optional: true }),
      input('b', 'Needed'),
      input('c', 'Menu', { type: 'multi_static_select', options: options('One', 'Two') }),
      input('d', 'Ticks', { type: 'checkboxes', options: options('Yes', 'No') }),
      input('e', 'File', { type: 'file_input' }),
    ]),
  );
});
afterAll(() => world.close());

const openThread = (chat: ChatPage) => chat.page.getByRole('button', { name: /1 reply/ }).click();

/** What colours do not change is looked at in one of them. */
const looks = [
  { name: 'light', look: {}, rules: undefined },
  { name: 'dark', look: { colorScheme: 'dark' as const }, rules: ['color-contrast'] },
  { name: 'at phone width', look: { width: 390, height: 780 }, rules: undefined },
];

describe.each(looks)('the page, $name', { timeout: 90_000 }, ({ name, look, rules }) => {
  const isPhone = name === 'at phone width';
  let chat: ChatPage;
  beforeAll(async () => {
    chat = await world.look('eve', look);
  });
  afterAll(async () => {
    expect(chat.troubles).toEqual([]);
    await chat.close();
  });

  it('has no barrier in its list of people and channels, nor in a channel', async () => {
    expect(await chat.barriers(rules)).toEqual([]);
    if (isPhone) {
      expect(await chat.page.locator('main').isVisible()).toBe(false);
      await chat.page.getByRole('button', { name: /^cert-requests/ }).click();
    }
    await chat.lastCard.waitFor();
    expect(await chat.barriers(rules)).toEqual([]);
  });

  it('has none in a thread with a file', async () => {
    await openThread(chat);
    await chat.page.getByText('Show all 7 lines').click();
    expect(await chat.barriers(rules)).toEqual([]);
    if (isPhone) {
      expect(await chat.page.locator('main').isVisible()).toBe(false);
      await chat.page.getByRole('button', { name: 'Back' }).click();
    }
  });

  it('has none where a message is typed and completed', async () => {
    await chat.page.locator('#composer').fill('/');
    await chat.page.getByRole('option', { name: /^\/cert/ }).waitFor();
    expect(await chat.barriers(rules)).toEqual([]);
    await chat.page.locator('#composer').fill('');
  });

  it('has none in a modal with errors and an open menu', async () => {
    await chat.say('/cert');
    await chat.press('Send');
    await chat.dialog.getByText('Please complete this required field.').first().waitFor();
    await chat.field('Menu').press('ArrowDown');
    expect(await chat.barriers(rules)).toEqual([]);
    await chat.field('Menu').press('Escape');
    await chat.press('Cancel');
    await chat.dialog.waitFor({ state: 'detached' });
  });

  it('has none in the app’s own place', async () => {
    if (isPhone) await chat.page.getByRole('button', { name: 'Back' }).click();
    await chat.page.getByRole('button', { name: 'Test app' }).click();
    await chat.page.getByRole('tab', { name: 'Home' }).click();
    await chat.page.getByText('Nothing here yet').waitFor();
    expect(await chat.barriers(rules)).toEqual([]);
    await chat.page.getByRole('tab', { name: 'About' }).click();
    expect(await chat.barriers(rules)).toEqual([]);
  });

  it('does not scroll sideways', async () => {
    expect(await chat.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
});

describe('the colours', { timeout: 90_000 }, () => {
  it('follow the system until somebody chooses, and are remembered', async () => {
    const chat = await world.look('eve', { colorScheme: 'dark' });
    const paper = () => chat.page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await paper();
    await chat.page.getByRole('button', { name: 'Light colours' }).click();
    await expect.poll(paper).not.toBe(dark);
    const light = await paper();
    await chat.page.reload();
    await chat.page.getByRole('button', { name: 'Dark colours' }).waitFor();
    await expect.poll(paper).toBe(light);
    await chat.close();
  });
});
