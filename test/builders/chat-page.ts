import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { z } from 'zod';
import { chromiumOptions } from '../../setup/chromium.mjs';

/** The page of the local Slack in a real browser, used by what is on it. */
export type ChatPage = {
  readonly page: Page;
  /** Looks as somebody else. */
  become(name: string): Promise<void>;
  /** Types into the field below the messages and sends it. */
  say(text: string): Promise<void>;
  readonly dialog: Locator;
  field(label: string): Locator;
  press(button: string): Promise<void>;
  /** Types into a menu and takes what matches first. */
  choose(label: string, typed: string): Promise<void>;
  readonly lastCard: Locator;
  /** What went wrong in the browser: errors, what the policy blocked, requests to elsewhere. */
  readonly troubles: readonly string[];
  /** The serious and critical findings of axe, each with the element; of these rules, or of all. */
  barriers(rules?: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
};

export type Look = {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
};

export function aBrowser(): Promise<Browser> {
  return chromium.launch(chromiumOptions());
}

/** The page in a browser of its own data, with a person chosen. */
export async function aChatPage(
  browser: Browser,
  url: string,
  as: string,
  look: Look = {},
): Promise<ChatPage> {
  const { colorScheme = 'light', width = 1280, height = 800 } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles = troublesOf(page, url);
  await page.goto(`${url}/#as=${as}`);
  const dialog = page.getByRole('dialog');
  const field = (label: string): Locator => dialog.getByLabel(new RegExp(`^${label}(?!\\w)`));
  const composer = page.locator('#composer');
  await page.getByRole('radio', { checked: true }).or(composer).first().waitFor();
  return {
    ...{ page, dialog, field, troubles },
    lastCard: page.locator('main .message:has(.card)').last(),
    async become(name) {
      await page.getByRole('radio', { name: new RegExp(`^${name}`) }).click();
      await page.locator('.looking-as', { hasText: `@${name}` }).waitFor();
    },
    async say(text) {
      await dialog.waitFor({ state: 'detached' });
      await composer.fill(text);
      await composer.press('Enter');
    },
    press: (button) => dialog.getByRole('button', { name: button, exact: true }).click(),
    async choose(label, typed) {
      await field(label).fill(typed);
      await field(label).press('Enter');
    },
    barriers: (rules) => barriersOn(page, rules),
    close: () => context.close(),
  };
}

function troublesOf(page: Page, url: string): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) troubles.push(`asked ${request.url()}`);
  });
  return troubles;
}

const findings = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

async function barriersOn(page: Page, rules: readonly string[] | undefined): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(`axe.run(${JSON.stringify(rules ? { runOnly: rules } : {})})`);
  return findings
    .parse(found)
    .violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
