import type { AuditEntry } from '../domain/audit-entry.js';
import type { ProfileTest } from '../domain/profile-test.js';

/** What tests of profiles need from outside. */

/** What a change makes of a test; renewing a lease and having told somebody leave no audit entry. */
export type TestChange<F> =
  | { readonly next: ProfileTest; readonly audit: AuditEntry | null }
  | { readonly refusal: F };

/** Tests of profiles, for as long as somebody may want to know. */
export type ProfileTestStore = {
  /** False: there is one under this id. */
  create(test: ProfileTest, audit: AuditEntry): Promise<boolean>;
  read(id: string): Promise<ProfileTest | null>;
  /** Null when it is gone, or the change refuses. `change` is pure and may be called again. */
  update(id: string, change: (test: ProfileTest) => TestChange<string>): Promise<ProfileTest | null>;
  /** Ids of those that wait, whose lease ended at or before `now`, or of which nobody was told yet. */
  due(now: number, limit: number): Promise<readonly string[]>;
};

/** Wakes a worker for the test of a profile. Adding twice is harmless. */
export type TestQueue = { addTest(testId: string): Promise<void> };
