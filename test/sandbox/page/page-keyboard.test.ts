import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPageWithApp, input, modal, options, type PageWithApp, plain } from './page-with-app.js';

let world: PageWithApp;
let page: Page;
beforeAll(async () => {
  world = await aPageWithApp();
  page = world.chat.page;
});
afterAll(async () => {
  expect(world.chat.troubles).toEqual([]);
  await world.close();
});

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const focused = () => page.locator(':focus');

describe('the page by keyboard alone', { timeout: 90_000 }, () => {
  it('skips to the message field, completes the command and sends it', async () => {
    world.opens(
      modal('Form', [
        input('name', 'Name'),
        input('colour', 'Colour', { type: 'static_select', options: options('Red', 'Green') }),
        input('ticks', 'Ticks', { type: 'checkboxes', options: options('Yes', 'No') }),
      ]),
    );
    await press('Tab', 'Tab');
    expect(await focused().textContent()).toContain('Skip to the message field');
    await press('Enter');
    await expect.poll(() => focused().getAttribute('id')).toBe('composer');
    await page.keyboard.type('/ce');
    await page.getByRole('option', { name: /^\/cert/ }).waitFor();
    await press('Enter', 'Enter');
    await world.chat.dialog.waitFor();
  });

  it('fills a modal in, in which the focus stays, and submits it', async () => {
    const { app, chat } = world;
    await expect.poll(() => focused().getAttribute('data-mark')).toBe('name it');
    await page.keyboard.type('Ada');
    await press('Tab', 'ArrowDown', 'ArrowDown', 'Enter', 'Tab', 'Space');
    for (let step = 0; step < 12; step += 1) {
      await press('Tab');
      const isInside = await page.evaluate(
        'document.activeElement === document.body || document.activeElement.closest("dialog") !== null',
      );
      expect(isInside).toBe(true);
    }
    await chat.field('Name').focus();
    await press('Enter');
    await chat.dialog.waitFor({ state: 'detached' });
    expect(app.received.at(-1)?.payload.view?.state.values).toMatchObject({
      name: { it: { value: 'Ada' } },
      colour: { it: { selected_option: { value: 'green' } } },
      ticks: { it: { selected_options: [{ value: 'yes' }] } },
    });
  });

  it('closes a menu with Escape first, then the modal', async () => {
    const { chat } = world;
    await chat.say('/cert');
    await chat.field('Colour').press('ArrowDown');
    await press('Escape');
    expect(await chat.dialog.isVisible()).toBe(true);
    await press('Escape');
    await chat.dialog.waitFor({ state: 'detached' });
  });

  it('walks through people and channels with the arrows', async () => {
    await page.getByRole('radio', { checked: true }).focus();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await page.locator('.looking-as', { hasText: '@amy' }).waitFor();
    await page.getByRole('button', { name: /^cert-requests/ }).focus();
    await press('ArrowUp', 'Enter');
    await page.getByRole('main', { name: 'Channel general' }).waitFor();
  });

  it('opens a thread, answers in it, and closes it', async () => {
    const channel = await world.idOf('general');
    await world.app.client.chat.postMessage({ channel, text: 'news' });
    const message = page.getByRole('article').filter({ hasText: 'news' });
    await message.getByRole('button', { name: 'Reply in thread' }).focus();
    await press('Enter');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('textbox', { name: 'Reply' }).focus();
    await page.keyboard.type('seen, thanks');
    await press('Enter');
    await thread.getByRole('article').filter({ hasText: 'seen, thanks' }).waitFor();
    await press('Escape');
    await thread.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /1 reply/ }).waitFor();
  });

  it('shows where the focus is', async () => {
    await page.getByRole('button', { name: 'Behind the scenes' }).focus();
    await press('Tab');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
  });

  it('uses a menu behind three dots', async () => {
    const { app } = world;
    const overflow = { type: 'overflow' as const, action_id: 'more', options: options('Copy', 'Forget') };
    const channel = await world.idOf('general');
    const blocks = [{ type: 'section' as const, text: plain('Card'), accessory: overflow }];
    await app.client.chat.postMessage({ channel, text: 'x', blocks });
    await page.getByRole('button', { name: 'More: Card' }).focus();
    app.script.answer = () => ({});
    await press('Enter', 'ArrowDown', 'Enter');
    await expect
      .poll(() => app.received.at(-1)?.payload.actions)
      .toMatchObject([{ action_id: 'more', selected_option: { value: 'forget' } }]);
  });
});
