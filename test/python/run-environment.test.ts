import { describe, expect, it } from 'vitest';
import { runEnvironment } from '../../src/python/run-environment.js';

describe('runEnvironment', () => {
  it('keeps what programs need to run, speak and connect, what is passed by name, and nothing else', () => {
    const kept = {
      PATH: '/bin',
      LANG: 'C',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      TMPDIR: '/var/tmp',
      https_proxy: 'http://proxy',
      NO_PROXY: 'localhost',
      SSL_CERT_FILE: '/ca.pem',
      SSL_CERT_DIR: '/certs',
      REQUESTS_CA_BUNDLE: '/ca.pem',
      ACME_DIRECTORY: 'https://ca',
    };
    const others = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      COUNTERSIGN_KEYS: 'key',
      HOME: '/root',
      PYTHONPATH: '/x',
      MY_PATH: '/y',
      LD_PRELOAD: 'x',
      UNSET: undefined,
    };
    expect(runEnvironment({ ...kept, ...others }, ['ACME_DIRECTORY', 'UNSET', 'ABSENT'])).toEqual(kept);
  });
});
