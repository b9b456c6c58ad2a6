import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPageWithApp, type PageWithApp, plain } from './page-with-app.js';

let world: PageWithApp;
let channel: string;
beforeAll(async () => {
  world = await aPageWithApp();
  channel = await world.idOf('cert-requests');
});
afterAll(async () => {
  expect(world.chat.troubles).toEqual([]);
  await world.close();
});

const last = () => world.chat.page.locator('main .message').last();
const post = (message: object) =>
  world.app.client.chat.postMessage({ channel, text: 'fallback', ...message });

describe('a message on the page', { timeout: 90_000 }, () => {
  it('shows mentions, channels and user groups by their names, emoji, and times as the reader tells them', async () => {
    const eve = await world.idOf('eve');
    await post({
      text: `*Hello* <@${eve}> in <#${channel}> at <!date^1700000000^{date_num} {time_secs}|then> :tada: &lt;ok&gt;`,
    });
    await expect.poll(() => last().textContent()).toContain('Hello @eve in #cert-requests at');
    const text = await last().textContent();
    expect(text).toMatch(/\d{2}\/\d{2}\/2023 \d{1,2}:\d{2}:\d{2}/);
    expect(text).toContain('🎉 <ok>');
    expect(await last().locator('strong', { hasText: 'Hello' }).count()).toBe(1);
  });

  it('cannot run what stands in it, whatever it is', async () => {
    const attack = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
    const escaped = attack.replace(/</g, '&lt;').replace(/>/g, '&gt;');
    await post({
      blocks: [
        { type: 'header', text: plain(attack) },
        { type: 'section', text: { type: 'mrkdwn', text: `${escaped} <javascript:alert(1)|click me>` } },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: attack },
                { type: 'link', url: 'javascript:alert(2)', text: 'and me' },
              ],
            },
          ],
        },
      ],
    });
    await last().getByRole('heading', { name: attack }).waitFor();
    expect(await last().getByText('click me').count()).toBe(1);
    expect(await last().locator('a, img, script').count()).toBe(0);
    expect(await world.chat.page.title()).not.toContain('owned');
  });

  it('renders rich text: lists, quotes, code and preformatted lines', async () => {
    const words = (text: string, style?: object) => ({
      type: 'rich_text_section' as const,
      elements: [{ type: 'text' as const, text, ...(style ? { style } : {}) }],
    });
    await post({
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_list',
              style: 'ordered',
              elements: [words('one'), words('two', { bold: true })],
            },
            { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
            { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a\n  b' }] },
          ],
        },
      ],
    });
    await last().locator('ol li strong', { hasText: 'two' }).waitFor();
    expect(await last().locator('blockquote').textContent()).toBe('said');
    expect(await last().locator('pre').textContent()).toBe('a\n  b');
  });

  it('is seen by one person only when it is ephemeral, and says so', async () => {
    const onlooker = await world.look('ben');
    await world.app.client.chat.postEphemeral({ channel, user: await world.idOf('eve'), text: 'psst' });
    await last().getByText('Only visible to you').waitFor();
    await post({ text: 'for everyone' });
    await onlooker.page.getByText('for everyone').first().waitFor();
    expect(await onlooker.page.getByText('psst').count()).toBe(0);
    await onlooker.close();
  });

  it('is read out when it comes, by its text', async () => {
    await post({ text: 'Request 42 was *approved*', blocks: [{ type: 'divider' }] });
    const live = world.chat.page.locator('[data-live]');
    await expect.poll(() => live.textContent()).toBe('testbot in cert-requests: Request 42 was approved');
  });
});

describe('the shortcuts of the app', { timeout: 90_000 }, () => {
  it('are used on a message, and from anywhere by typing a slash', async () => {
    const { chat, app } = world;
    await last().hover();
    await last().getByRole('button', { name: 'Look at this' }).click();
    await expect.poll(() => app.received.at(-1)?.payload.type).toBe('message_action');
    await chat.page.locator('#composer').fill('/do');
    await chat.page.getByRole('option', { name: /^Do it/ }).click();
    await expect.poll(() => app.received.at(-1)?.payload.type).toBe('shortcut');
    expect(await chat.page.locator('#composer').inputValue()).toBe('');
  });
});

describe('a switch of person', { timeout: 90_000 }, () => {
  it('keeps each one’s channel, thread and draft, and marks what the other has not seen', async () => {
    const { chat } = world;
    await last().hover();
    await last().getByRole('button', { name: 'Reply in thread' }).click();
    await chat.page.getByRole('textbox', { name: 'Reply' }).fill('half a reply');
    await chat.page.locator('#composer').fill('half a message');
    await chat.become('ada');
    expect(await chat.page.locator('#composer').inputValue()).toBe('');
    await chat.page.getByRole('button', { name: 'general' }).click();
    await chat.say('hello @eve & <all>');
    await chat.become('eve');
    expect(await chat.page.locator('#composer').inputValue()).toBe('half a message');
    expect(await chat.page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('half a reply');
    await chat.page.getByRole('button', { name: 'general , 1 unread' }).click();
    await last().getByText('hello @eve & <all>').waitFor();
    await chat.page.getByRole('button', { name: 'general', exact: true }).waitFor();
  });
});
