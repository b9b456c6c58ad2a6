import { asksForNothing } from '../../src/domain/asked-extensions.js';
import type { Certificate } from '../../src/domain/certificate.js';
import type { Csr } from '../../src/domain/csr.js';
import { digestOf } from '../../src/domain/digest.js';
import {
  type Failure,
  type RequestBase,
  type RequestIn,
  requestSchema,
  type Status,
} from '../../src/domain/request.js';
import type { Run, RunEnd } from '../../src/domain/run.js';
import { type Snapshot, takeSnapshot } from '../../src/domain/snapshot.js';
import type { Vote } from '../../src/domain/vote.js';
import { aProfile, eve, MONDAY } from './profile.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/** A CSR as it is kept; its PEM is no real one (test/builders/pki.ts makes those). */
export function aCsr(overrides: Partial<Csr> = {}): Csr {
  return {
    pem: '-----BEGIN CERTIFICATE REQUEST-----\nMIIBFAKE\n-----END CERTIFICATE REQUEST-----\n',
    commonName: 'www.example.com',
    subject: [{ type: 'CN', value: 'www.example.com' }],
    names: [
      { kind: 'dns', value: 'www.example.com' },
      { kind: 'dns', value: 'example.com' },
    ],
    key: { algorithm: 'EC', curve: 'P-256' },
    signature: 'ECDSA with SHA-256',
    publicKeySha256: 'c'.repeat(64),
    hasChallengePassword: false,
    asked: asksForNothing,
    ...overrides,
  };
}

/** The certificate that answers `aCsr`; its PEM is no real one. */
export function aCertificate(overrides: Partial<Certificate> = {}): Certificate {
  return {
    leafPem: '-----BEGIN CERTIFICATE-----\nMIIBLEAF\n-----END CERTIFICATE-----\n',
    chainPem: ['-----BEGIN CERTIFICATE-----\nMIIBROOT\n-----END CERTIFICATE-----\n'],
    commonName: 'www.example.com',
    names: aCsr().names,
    issuer: 'CN=Example CA',
    serial: '0a1b2c3d',
    notBefore: MONDAY,
    notAfter: MONDAY + 30 * day,
    fingerprintSha256: 'f'.repeat(64),
    publicKeySha256: 'c'.repeat(64),
    signature: 'ECDSA with SHA-256',
    checks: ['key', 'names', 'not-ca', 'chain', 'validity'],
    ...overrides,
  };
}

/** The wish of `aCsr` under `aProfile`. */
export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const csr = aCsr();
  const wish = { csr, commonName: 'www.example.com', names: csr.names, dynamicValues: {}, dynamicMarks: {} };
  return { ...takeSnapshot(aProfile(), wish), ...overrides };
}

export function aVote(overrides: Partial<Vote> = {}): Vote {
  return {
    approver: 'U0AMY',
    decision: 'approve',
    reason: null,
    at: MONDAY + 5 * minute,
    digest: digestOf(aSnapshot()),
    ...overrides,
  };
}

export function aFailure(overrides: Partial<Failure> = {}): Failure {
  return {
    code: 'script-raised',
    run: 1,
    at: MONDAY + 7 * minute,
    faults: [],
    withheld: null,
    markedBy: null,
    class: 'script',
    ...overrides,
  };
}

export type RequestOverrides<S extends Status> = Partial<Omit<RequestIn<S>, 'status'>>;

/**
 * A request of eve's in any state, with the votes and runs that lead there. The digest follows the snapshot and
 * the votes the digest, unless they are given.
 */
export function aRequest<S extends Status = 'pending'>(
  request: RequestOverrides<S> & { readonly status: S },
): RequestIn<S>;
export function aRequest(request?: RequestOverrides<'pending'>): RequestIn<'pending'>;
export function aRequest(request: RequestOverrides<Status> & { readonly status?: Status } = {}) {
  const { status = 'pending', ...overrides } = request;
  const bare = aBase(overrides);
  const base = { ...bare, ...history[status](bare), ...overrides };
  return requestSchema.parse({ ...states[status](base), ...overrides });
}

function aBase(overrides: Partial<RequestBase>): RequestBase {
  const snapshot = overrides.snapshot ?? aSnapshot();
  return {
    format: 1,
    id: '7k3m-q2fp',
    revision: 1,
    requester: eve,
    reason: null,
    createdAt: MONDAY,
    changedAt: MONDAY,
    snapshot,
    digest: digestOf(snapshot),
    sealed: {},
    votes: [],
    voidings: [],
    runs: [],
    extraCertificates: [],
    ...{ askedIn: null, history: null, override: null, reminders: [], blocked: null, madeKey: null },
    ...overrides,
  };
}

function aRun(outcome: RunEnd | null): Run {
  const end = outcome === null ? null : { at: MONDAY + 7 * minute, outcome };
  return { number: 1, worker: 'worker-1', startedAt: MONDAY + 6 * minute, startedBy: null, end };
}

type History = (base: RequestBase) => Partial<RequestBase>;
const approved: History = ({ digest }) => ({
  revision: 2,
  changedAt: MONDAY + 5 * minute,
  votes: [aVote({ digest })],
});
const ran =
  (outcome: RunEnd | null): History =>
  (base) => ({ ...approved(base), revision: 4, changedAt: MONDAY + 7 * minute, runs: [aRun(outcome)] });

const history: Readonly<Record<Status, History>> = {
  pending: () => ({}),
  approved,
  issuing: (base) => ({ ...ran(null)(base), revision: 3, changedAt: MONDAY + 6 * minute }),
  issued: ran('issued'),
  failed: ran('failed'),
  unknown: ran('lost'),
  denied: ({ digest }) => ({
    ...{ revision: 2, changedAt: MONDAY + 5 * minute },
    votes: [aVote({ digest, decision: 'deny', reason: 'wrong name' })],
  }),
  cancelled: () => ({ revision: 2, changedAt: MONDAY + 5 * minute }),
  expired: () => ({ revision: 2, changedAt: MONDAY + 14 * day }),
};

const states: { readonly [S in Status]: (base: RequestBase) => RequestIn<S> } = {
  pending: (base) => ({
    ...base,
    status: 'pending',
    expiresAt: MONDAY + 14 * day,
    remindAt: null,
    waitsFor: null,
  }),
  approved: (base) => ({
    ...{ ...base, status: 'approved', approvedAt: MONDAY + 5 * minute },
    ...{ expiresAt: MONDAY + 3 * day, retriedBy: null },
  }),
  issuing: (base) => ({
    ...{ ...base, status: 'issuing', run: 1, worker: 'worker-1', leaseUntil: MONDAY + 7 * minute },
  }),
  issued: (base) => ({
    ...{ ...base, status: 'issued', certificate: aCertificate() },
    ...{ issuedAt: MONDAY + 7 * minute, attachedBy: null },
  }),
  failed: (base) => ({ ...base, status: 'failed', failure: aFailure() }),
  unknown: (base) => ({
    ...{ ...base, status: 'unknown', run: 1, why: 'lost' },
    ...{ since: MONDAY + 7 * minute, retryAfter: MONDAY + 8 * minute },
  }),
  denied: (base) => ({
    ...{ ...base, status: 'denied', deniedBy: 'U0AMY' },
    ...{ denial: 'wrong name', deniedAt: MONDAY + 5 * minute },
  }),
  cancelled: (base) => ({
    ...{ ...base, status: 'cancelled', cancelledBy: 'U0EVE' },
    ...{ why: 'by-requester', cancelledAt: MONDAY + 5 * minute },
  }),
  expired: (base) => ({ ...base, status: 'expired', from: 'pending', expiredAt: MONDAY + 14 * day }),
};
