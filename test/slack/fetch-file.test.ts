import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFetchFile } from '../../src/slack/fetch-file.js';

const seen: (string | undefined)[] = [];
const big = 'x'.repeat(64 * 1024 + 1);
const answers: Readonly<Record<string, { status: number; type: string; body: string }>> = {
  '/file': { status: 200, type: 'application/octet-stream', body: 'the text' },
  '/login': { status: 200, type: 'text/html; charset=utf-8', body: '<html>Sign in</html>' },
  '/big': { status: 200, type: 'text/plain', body: big },
  '/gone': { status: 404, type: 'text/plain', body: 'gone' },
  '/away': { status: 302, type: 'text/plain', body: '' },
};

describe('fetching a file that was put into a form', () => {
  let server: Server;
  let origin = '';

  beforeAll(async () => {
    server = createServer(({ url = '', headers }, response) => {
      seen.push(headers.authorization);
      if (url === '/endless') return void response.write(big);
      const { status, type, body } = answers[url] ?? { status: 500, type: 'text/plain', body: '' };
      response.writeHead(status, { 'content-type': type, location: `${origin}/file` }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const fetchFile = (address: string | undefined, size = 8, apiUrl = `${origin}/api/`) =>
    createFetchFile({ token: 'xoxb-test', apiUrl, timeoutMs: 1000 })({
      ...{ id: 'F1', size, name: 'a.csr' },
      ...(address === undefined ? {} : { url_private_download: address }),
    });

  it('reads it with the bot\u2019s token', async () => {
    expect(await fetchFile(`${origin}/file`)).toEqual({ ok: true, text: 'the text' });
    expect(seen).toEqual(['Bearer xoxb-test']);
  });

  it.each(['/login', '/gone', '/away', '/else'])('refuses what is not the file: %s', async (path) => {
    expect(await fetchFile(origin + path)).toEqual({ ok: false, why: 'not-readable' });
  });

  it('refuses what is too large, by what Slack says and by what comes', async () => {
    seen.length = 0;
    expect(await fetchFile(`${origin}/file`, 64 * 1024 + 1)).toEqual({ ok: false, why: 'too-large' });
    expect(seen).toEqual([]);
    expect(await fetchFile(`${origin}/big`)).toEqual({ ok: false, why: 'too-large' });
  });

  it('stops reading at the limit, however much more would come', async () => {
    const start = performance.now();
    expect(await fetchFile(`${origin}/endless`)).toEqual({ ok: false, why: 'too-large' });
    expect(performance.now() - start).toBeLessThan(900);
  });

  it('sends the token to Slack\u2019s file host by https only', async () => {
    const slack = await fetchFile(
      'http://files.slack.com/files-pri/T1-F1/a.csr',
      8,
      'https://slack.com/api/',
    );
    expect(slack).toEqual({ ok: false, why: 'not-readable' });
  });

  it('sends the token to no other host', async () => {
    seen.length = 0;
    const elsewhere = [undefined, '', 'no address', `${origin.replace('127.0.0.1', 'localhost')}/file`];
    for (const address of elsewhere) {
      expect(await fetchFile(address)).toEqual({ ok: false, why: 'not-readable' });
    }
    const slack = await fetchFile(`${origin}/file`, 8, 'https://slack.com/api/');
    expect(slack).toEqual({ ok: false, why: 'not-readable' });
    expect(seen).toEqual([]);
  });
});
