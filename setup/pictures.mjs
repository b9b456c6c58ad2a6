// npm run pictures [-- FOLDER]: starts the demo and takes a picture of the page in each state, for eyes to judge.
import './check-node.mjs';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { buildOrStop } from './build.mjs';
import { chromiumOptions, ensureChromium } from './chromium.mjs';
import { lonelyScenes, scenes } from './picture-scenes.mjs';
import { prepare } from './prepare.mjs';
import { root } from './root.mjs';

await prepare();
await ensureChromium();
await buildOrStop();
const { chromium } = await import('playwright-core');

const folder = resolve(process.env.INIT_CWD || process.cwd(), process.argv[2] || 'pictures');
const dir = mkdtempSync(join(tmpdir(), 'countersign-pictures-'));
mkdirSync(folder, { recursive: true });
const demo = startDemo();
const browser = await chromium.launch(chromiumOptions());
try {
  const url = await demo.url;
  await takePictures(url, scenes);
  await withoutApp((sandboxUrl) => takePictures(sandboxUrl, lonelyScenes));
} finally {
  await browser.close();
  demo.end();
  rmSync(dir, { recursive: true, force: true });
}
console.log(`The pictures are in ${folder}`);

async function takePictures(url, stages) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${url}/#as=eve`);
  await page.locator('#composer').waitFor();
  for (const [name, stage] of Object.entries(stages)) {
    await stage(page, { csr: makeCsr() });
    await page.mouse.move(640, 2); // nothing looks hovered
    await page.waitForTimeout(250);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(`${name}.png`);
  }
  await page.close();
}

/** A workspace in which the app is installed, with a Home tab, and does not run. */
async function withoutApp(use) {
  const { startSandbox } = await import(
    pathToFileURL(join(root, 'dist', 'sandbox', 'start-sandbox.js')).href
  );
  const manifest = JSON.parse(readFileSync(join(root, 'manifests', 'socket-mode.json'), 'utf8'));
  manifest.features.app_home.home_tab_enabled = true;
  const sandbox = await startSandbox({ manifest });
  await use(sandbox.url);
  await sandbox.close();
}

/** The demo with a second script, one that a CA refuses. */
function startDemo() {
  const scripts = join(dir, 'scripts');
  cpSync(join(root, 'runner', 'scripts'), scripts, { recursive: true });
  const refusal =
    'def certificate_request(csr, common_name, args):\n    raise SystemExit("the CA refused the order")\n';
  writeFileSync(join(scripts, 'public_ca.py'), `"""Orders from a public CA."""\n\n\n${refusal}`);
  const args = [join('dist', 'main.js'), 'demo', '--data', join(dir, 'data')];
  const env = { ...process.env, COUNTERSIGN_SCRIPTS: scripts };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = new Promise((found, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{"url"')) found(JSON.parse(line).url);
    });
    child.on('exit', (code) => failed(new Error(`the demo ended with code ${code}`)));
  });
  return { url, end: () => child.kill() };
}

function makeCsr() {
  const [key, csr] = [join(dir, 'server.key'), join(dir, 'server.csr')];
  const names = 'subjectAltName=DNS:shop.example.com,DNS:www.shop.example.com';
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key];
  const subject = ['-subj', '/CN=shop.example.com', '-addext', names];
  execFileSync('openssl', ['req', '-new', ...newKey, ...subject, '-out', csr], { stdio: 'ignore' });
  return readFileSync(csr, 'utf8');
}
