import { describe, expect, it } from 'vitest';
import { explainChange } from '../../src/domain/explain-change.js';
import { openPolicy } from '../../src/domain/policy.js';
import type { ProfileSettings } from '../../src/domain/profile.js';
import { diffSettings } from '../../src/domain/profile-diff.js';
import { aSettings } from '../builders/profile.js';

const plain = { name: 'ca_url', sensitive: false, dynamic: false, value: 'https://one' } as const;
const secret = { name: 'token', sensitive: true, dynamic: false, secret: 's1' } as const;
const before = aSettings({ parameters: [plain, secret] });
const wordsOf = (change: Partial<ProfileSettings>) =>
  diffSettings(before, { ...before, ...change }).map(explainChange);

describe('diffSettings', () => {
  it.each<[string, Partial<ProfileSettings>, string[]]>([
    ['nothing', {}, []],
    ['the approvals', { approvalsRequired: 2 }, ['approvals 1 -> 2']],
    ['the approvers', { approvers: { users: ['U0AMY'], groups: [] } }, ['approvers changed']],
    ['the channel', { channel: 'C0NEW' }, ['channel C0CERTS -> C0NEW']],
    ['another script', { script: { name: 'acme', hash: 'b'.repeat(64) } }, ['script local_ca -> acme']],
    [
      'its bytes',
      { script: { ...before.script, hash: 'b'.repeat(64) } },
      ['script local_ca has other bytes'],
    ],
    ['a plain value', { parameters: [{ ...plain, value: 'https://two' }, secret] }, ['ca_url changed']],
    ['a sensitive value', { parameters: [plain, { ...secret, secret: 's2' }] }, ['token replaced']],
    ['a parameter less', { parameters: [plain] }, ['token removed']],
    ['the order', { parameters: [secret, plain] }, ['parameters in another order']],
    [
      'who assigns it',
      { parameters: [{ name: 'ca_url', sensitive: false, dynamic: true }, secret] },
      ['ca_url assigned elsewhere'],
    ],
    [
      'plain to sensitive',
      { parameters: [{ ...secret, name: 'ca_url' }, secret] },
      ['ca_url marked sensitive'],
    ],
    ['a hint', { parameters: [{ ...plain, hint: 'where' }, secret] }, ['ca_url asked for differently']],
    ['a rule', { policy: { ...openPolicy, breakGlass: true } }, ['break glass off -> on']],
  ])('says that %s changed', (_what, change, words) => {
    expect(wordsOf(change)).toEqual(words);
  });

  it('takes rosters in another order for the same', () => {
    expect(wordsOf({ approvers: { users: ['U0ABE', 'U0AMY'], groups: [] } })).toEqual([]);
  });
});
