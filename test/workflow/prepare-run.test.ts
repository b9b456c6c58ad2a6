import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../src/domain/parameter.js';
import type { Request } from '../../src/domain/request.js';
import type { Script } from '../../src/domain/script.js';
import { prepareRun } from '../../src/workflow/prepare-run.js';
import { aProfile } from '../builders/profile.js';
import { aRequest, aSnapshot } from '../builders/request.js';
import { silentLog } from '../redis/store-pair.js';

const script: Script = { format: 1, name: 'local_ca', files: {} };
const sealed = { format: 1, key: 'k1', nonce: 'bm9uY2U=', ciphertext: 'AAAA', tag: 'dGFn' } as const;
const pin: Parameter = { name: 'pin', sensitive: true, dynamic: true, required: false };

/** The arguments of a run for a request with these parameters; null where it could not be prepared. */
async function argumentsOf(
  parameters: readonly Parameter[],
  dynamicMarks: Readonly<Record<string, string>> = {},
  held: Request['sealed'] = 'pin' in dynamicMarks ? { pin: sealed } : {},
) {
  const deps = {
    scripts: { read: async () => script, keep: async () => '' },
    opener: { open: () => 'opened' },
    log: silentLog,
  };
  const dynamicValues = { days: '30' };
  const snapshot = aSnapshot({ parameters, dynamicValues, dynamicMarks });
  const prepared = await prepareRun(deps, aRequest({ snapshot, sealed: held }), aProfile());
  return prepared && { args: prepared.args, secrets: prepared.secrets };
}

describe('prepareRun', () => {
  it('gives every parameter its value, opened where it was sealed', async () => {
    const days: Parameter = { name: 'days', sensitive: false, dynamic: true };
    const url: Parameter = { name: 'url', sensitive: false, dynamic: false, value: 'https://ca.example' };
    expect(await argumentsOf([days, url, pin], { pin: 'm' })).toEqual({
      args: { days: '30', url: 'https://ca.example', pin: 'opened' },
      secrets: ['opened'],
    });
  });

  it('gives an optional value that was left out as the empty string', async () => {
    const note: Parameter = { name: 'note', sensitive: false, dynamic: true, required: false };
    expect(await argumentsOf([note, pin])).toEqual({ args: { note: '', pin: '' }, secrets: [] });
  });

  it('does not run without a sensitive value that is needed, or was given and forgotten', async () => {
    expect(await argumentsOf([{ ...pin, required: true }])).toBeNull();
    expect(await argumentsOf([pin], { pin: 'm' }, {})).toBeNull();
  });
});
