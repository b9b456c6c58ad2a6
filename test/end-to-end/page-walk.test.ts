import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBrowser, aChatPage, type ChatPage } from '../builders/chat-page.js';
import { aDemoProcess, type DemoProcess } from '../builders/demo-process.js';
import { aCsr } from '../builders/pki.js';
import { openssl } from '../builders/pki-openssl.js';

const passphrase = 'correct-horse-battery';

describe('the page, from a new profile to a certificate', { timeout: 90_000 }, () => {
  let demo: DemoProcess;
  let browser: Browser;
  let chat: ChatPage;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([aDemoProcess('--no-seed'), aBrowser()]);
    chat = await aChatPage(browser, demo.url, 'ada');
  });
  afterAll(async () => {
    await browser.close();
    await demo.close();
  });

  async function addParameter(name: string, mark: 'Sensitive' | 'Dynamic' | undefined, value: string) {
    await chat.press('Add parameter');
    await chat.dialog.getByRole('heading', { name: 'Add parameter' }).waitFor();
    await chat.field('Name').fill(name);
    if (mark) await chat.field(mark).check();
    if (mark === 'Sensitive') {
      await chat.press('Next');
      await chat.dialog.getByRole('heading', { name: `Value of ${name}` }).waitFor();
    }
    if (mark === 'Dynamic') await chat.dialog.getByText('Whoever requests a certificate').waitFor();
    else await chat.field('Value').fill(value);
    await chat.press('Save');
    await chat.dialog.getByRole('button', { name: `Change ${name}` }).waitFor();
  }

  it('lets an admin define a profile with a plain, a sensitive and a dynamic parameter', async () => {
    await chat.say('/cert profile new web');
    await chat.choose('Script', 'local_ca');
    await addParameter('ca_dir', undefined, join(demo.dataDir, 'ca'));
    await addParameter('ca_passphrase', 'Sensitive', passphrase);
    await addParameter('valid_days', 'Dynamic', '');
    await chat.choose('Approver groups', 'pki-app');
    await chat.choose('Channel', 'cert-req');
    await chat.press('Save');
    await chat.dialog.getByRole('heading', { name: 'Profile saved' }).waitFor();
    expect(await chat.page.content()).not.toContain(passphrase);
    await chat.press('Close');
  });

  it('says at the field what is wrong with a CSR, and keeps the form', async () => {
    await chat.become('eve');
    await chat.say('/cert request web');
    await chat.field('valid_days').fill('30');
    await chat.field('CSR as text').fill('-----BEGIN CERTIFICATE REQUEST-----\nnonsense');
    await chat.press('Request');
    const wrong = chat.dialog.locator('.field-wrong');
    await wrong.locator('.field-error').waitFor();
    expect(await wrong.textContent()).toContain('CSR as text');
    expect(await chat.field('valid_days').inputValue()).toBe('30');
    expect(await chat.barriers()).toEqual([]);
    await chat.press('Cancel');
  });

  it('lets an engineer request with a CSR, and shows the card to everyone there at once', async () => {
    const onlooker = await aChatPage(browser, demo.url, 'ben');
    await chat.say('/cert request web');
    await chat.field('valid_days').fill('30');
    const { pem } = aCsr({ commonName: 'shop.example.com', names: ['DNS:www.shop.example.com'] });
    await chat.field('CSR as text').fill(pem);
    await chat.press('Request');
    await chat.dialog.getByRole('heading', { name: 'Request sent' }).waitFor();
    await chat.press('Close');
    await onlooker.lastCard.getByText('Waiting for approval').waitFor();
    expect(await onlooker.lastCard.textContent()).toContain('Requester @eve');
    expect(onlooker.troubles).toEqual([]);
    await onlooker.close();
  });

  it('lets an approver approve, and hands out a certificate that openssl reads', async () => {
    await chat.page.getByRole('radio', { name: /^amy.*has news/ }).waitFor();
    await chat.become('amy');
    await chat.lastCard.getByRole('button', { name: 'Approve', exact: true }).click();
    await chat.lastCard.getByText('Issued').waitFor();
    await chat.page.getByRole('button', { name: /1 reply/ }).click();
    const thread = chat.page.getByRole('complementary', { name: 'Thread' });
    const download = chat.page.waitForEvent('download');
    await thread.getByRole('link', { name: 'Download shop.example.com.pem' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('shop.example.com.pem');
    const pem = readFileSync(await file.path(), 'utf8');
    const copy = join(demo.dataDir, 'downloaded.pem');
    writeFileSync(copy, pem);
    const shown = openssl(['x509', '-in', copy, '-noout', '-subject', '-ext', 'subjectAltName']);
    expect(shown).toMatch(/CN ?= ?shop\.example\.com/);
    expect(shown).toContain('DNS:www.shop.example.com');
    await thread.getByText('-----BEGIN CERTIFICATE-----').waitFor();
  });

  it('did all that without an error in the browser, and asked nobody else', () => {
    expect(chat.troubles).toEqual([]);
  });
});
