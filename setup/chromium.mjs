import { existsSync } from 'node:fs';
import { ensureProgram } from './install-package.mjs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser the tests look at the page with: COUNTERSIGN_CHROMIUM, or where systems put it. */
export const findChromium = () =>
  [process.env.COUNTERSIGN_CHROMIUM, ...places].find((path) => path && existsSync(path));

/** Makes sure that there is a Chromium, for the tests and the pictures only; the product needs none. */
export const ensureChromium = () =>
  ensureProgram({
    what: 'chromium (the tests use the page of the local Slack in it; or set COUNTERSIGN_CHROMIUM)',
    isThere: async () => findChromium() !== undefined,
    packages: { debian: 'chromium', others: 'chromium' },
  });

/** How it is started: on its own, with nothing to say to anybody else. */
export const chromiumOptions = () => ({
  executablePath: findChromium(),
  args: [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    '--disable-dev-shm-usage',
  ],
});
