import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, aChatPage, type ChatPage } from '../builders/chat-page.js';
import { aDemoProcess, type DemoProcess } from '../builders/demo-process.js';

const passphrase = 'correct-horse-battery';
/** A folder for pictures of each step, for eyes to judge; none are taken without. */
const pictures = process.env.COUNTERSIGN_PICTURES;

describe('a new admin and a profile, on the page', { timeout: 120_000 }, () => {
  let demo: DemoProcess;
  let browser: Browser;
  let chat: ChatPage;
  let taken = 0;

  beforeAll(async () => {
    if (pictures) mkdirSync(pictures, { recursive: true });
    [demo, browser] = await Promise.all([aDemoProcess('--no-seed'), aBrowser()]);
    chat = await aChatPage(browser, demo.url, 'ada', { height: 900 });
  });
  afterAll(async () => {
    await browser.close();
    await demo.close();
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture('where-it-failed');
  });

  const picture = async (name: string) => {
    taken += 1;
    if (!pictures) return;
    await chat.page.waitForTimeout(250);
    await chat.page.screenshot({ path: join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`) });
  };
  const heading = (name: string) => chat.dialog.getByRole('heading', { name }).first().waitFor();
  const inChannel = (text: string | RegExp) => chat.page.locator('main').getByText(text).last().waitFor();
  const conversation = (name: RegExp) => chat.page.getByRole('button', { name }).first().click();

  it('chooses a script, and gets the parameters of its header to fill in', async () => {
    await chat.say('/cert profile new web');
    await heading('New profile');
    await chat.choose('Script', 'local_ca');
    await chat.dialog.getByText('are those of the script’s header').waitFor();
    await picture('header');
    await chat.press('Change ca_dir');
    await heading('Change parameter');
    await picture('parameter');
    await chat.field('Value').fill(join(demo.dataDir, 'ca'));
    await chat.press('Save');
    await chat.press('Change ca_passphrase');
    await heading('Change parameter');
    await chat.press('Next');
    await heading('Value of ca_passphrase');
    await picture('secret');
    await chat.field('Value').fill(passphrase);
    await chat.press('Save');
    await chat.dialog.getByText('sensitive: set').waitFor();
    await picture('parameters-set');
  });

  it('saves it, and never sees the sensitive value again', async () => {
    await chat.choose('Approver groups', 'pki-app');
    await chat.choose('Channel', 'cert-req');
    await chat.press('Save');
    await heading('Profile saved');
    await picture('saved');
    expect(await chat.page.content()).not.toContain(passphrase);
    await chat.press('Close');
    await conversation(/cert-requests/);
    await inChannel(/made the profile|defined|profile web/);
    await picture('announced');
  });

  it('tests it: the channel hears of it, the result comes to the admin alone', async () => {
    await chat.say('/cert profile test web');
    await heading('Test a profile');
    await chat.field('Name to test for').fill('test.example.com');
    await chat.field('valid_days').fill('30');
    await picture('test-form');
    await chat.press('Test');
    await chat.dialog.getByText('is on its way').waitFor();
    await chat.press('Close');
    await inChannel(/tests the profile/);
    await conversation(/countersign/i);
    await chat.page.getByText('it works').last().waitFor();
    await picture('test-result');
    expect(await chat.page.content()).not.toContain(passphrase);
  });

  it('changes it by the keyboard alone', async () => {
    const { keyboard } = chat.page;
    await conversation(/cert-requests/);
    await chat.page.locator('#composer').focus();
    await keyboard.type('/cert profile edit web');
    await keyboard.press('Enter');
    await heading('Edit profile');
    await chat.field('Approvals required').focus();
    await keyboard.press('Control+A');
    await keyboard.type('2');
    await keyboard.press('Tab');
    await picture('edited');
    await chat.dialog.getByRole('button', { name: 'Save', exact: true }).focus();
    await keyboard.press('Enter');
    await heading('Profile saved');
    await chat.dialog.getByText(/1 → 2|1 -> 2|1 to 2/).waitFor();
    await picture('changed');
    expect(await chat.barriers()).toEqual([]);
    await keyboard.press('Escape');
    await inChannel(/version 2/);
  });

  it('restores the version before', async () => {
    await chat.say('/cert profile history web');
    await chat.page.getByRole('button', { name: 'Restore version 1' }).last().click();
    await chat.dialog.getByRole('heading', { name: 'Restore version 1?' }).waitFor();
    await picture('restore');
    await chat.press('Restore');
    await inChannel(/restored an old version/);
    await picture('restored');
    await chat.say('/cert profile show web');
    await picture('shown');
    const seen = await chat.page.content();
    expect(seen).not.toContain(passphrase);
  });

  it('did all that without an error in the browser, and asked nobody else', () => {
    expect(chat.troubles).toEqual([]);
  });
});
