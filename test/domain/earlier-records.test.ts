import { describe, expect, it } from 'vitest';
import { openPolicy } from '../../src/domain/policy.js';
import { profileSchema } from '../../src/domain/profile.js';
import { requestSchema } from '../../src/domain/request.js';
import { aProfile } from '../builders/profile.js';
import { aRequest } from '../builders/request.js';

/** The record without these fields, as a version that did not know them wrote it. */
function without(record: object, ...fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([field]) => !fields.includes(field)));
}

describe('a record that an earlier version wrote', () => {
  it('is a profile that allows what it allowed then', () => {
    const profile = aProfile();
    const settings = without(profile.version.settings, 'policy', 'keepsState');
    const read = profileSchema.parse({ ...profile, version: { ...profile.version, settings } });
    expect(read.version.settings).toMatchObject({ policy: openPolicy, keepsState: false });
  });

  it('is a failure of which no more is known than how the script ended', () => {
    const request = aRequest({ status: 'failed' });
    const old = { ...request, failure: without(request.failure, 'class') };
    expect(requestSchema.parse(old)).toEqual(request);
  });

  it('is a request that has not been overridden, reminded of or blocked', () => {
    const request = aRequest();
    const snapshot = without(request.snapshot, 'policy', 'keepsState');
    const old = without(request, 'askedIn', 'history', 'override', 'reminders', 'blocked', 'madeKey');
    expect(requestSchema.parse({ ...old, snapshot })).toEqual(request);
  });
});
