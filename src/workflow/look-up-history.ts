import { skeletonOf } from '../domain/look-alikes.js';
import { formatName, namesWithout } from '../domain/names.js';
import type { Request, RequestIn } from '../domain/request.js';
import type { RequestHistory } from '../domain/request-history.js';
import type { EventLog, RequestStore } from './ports.js';

export type LookUpHistoryDeps = {
  readonly requests: Pick<RequestStore, 'traced' | 'certificateEnds' | 'read'>;
  readonly log: EventLog;
};

type Asked = Pick<Request, 'id' | 'snapshot' | 'createdAt'>;

/** How far each question looks: approvers need the newest few, not all there ever was. */
const most = { names: 500, perTrace: 50, shown: 5 } as const;

/**
 * What is known about earlier requests for the same names and key when a request is made, in a bounded number of
 * reads. Null when it could not be found out: nobody's request fails for it, and the card says so.
 */
export async function lookUpHistory(deps: LookUpHistoryDeps, request: Asked): Promise<RequestHistory | null> {
  try {
    const { snapshot, createdAt } = request;
    const names = snapshot.names.slice(0, most.names).map((name) => formatName(name).toLowerCase());
    const [ofCommonName = [], ofKey = [], ...ofNames] = await deps.requests.traced(
      [
        { commonName: snapshot.commonName },
        { publicKeySha256: snapshot.csr.publicKeySha256 },
        ...names.map((name) => ({ name })),
        ...names.map((name) => ({ readsAs: skeletonOf(name) })),
      ],
      most.perTrace,
    );
    const sameNames = ofNames.slice(0, names.length);
    const readAsThem = ofNames.slice(names.length);
    const [previous, stillValid, keySeen, lookAlikes] = await Promise.all([
      findPrevious(deps, snapshot, ofCommonName),
      findStillValid(deps, createdAt, [...new Set(sameNames.flat())]),
      findKeySeen(deps, ofKey),
      findLookAlikes(deps, names, { sameNames, readAsThem }),
    ]);
    return { previous, stillValid, keySeen, lookAlikes };
  } catch (err) {
    deps.log.warn({ requestId: request.id, err }, 'history of a request could not be looked up');
    return null;
  }
}

/** The newest of these that was issued, and how the wish differs from its certificate. */
async function findPrevious(
  deps: LookUpHistoryDeps,
  { profile, csr, names }: Asked['snapshot'],
  ids: readonly string[],
): Promise<RequestHistory['previous']> {
  const ends = await deps.requests.certificateEnds(ids);
  const id = ids.find((_, index) => (ends[index] ?? null) !== null);
  const [request] = id === undefined ? [] : await readIssued(deps, [id]);
  if (!request) return null;
  const { certificate, snapshot: before, issuedAt } = request;
  return {
    ...{ request: request.id, profile: before.profile.name, issuedAt, notAfter: certificate.notAfter },
    addedNames: namesWithout(names, certificate.names),
    removedNames: namesWithout(certificate.names, names),
    isSameKey: before.csr.publicKeySha256 === csr.publicKeySha256,
    isSameProfile: before.profile.id === profile.id,
  };
}

async function findStillValid(
  deps: LookUpHistoryDeps,
  now: number,
  ids: readonly string[],
): Promise<RequestHistory['stillValid']> {
  const ends = await deps.requests.certificateEnds(ids);
  const valid = ids
    .map((id, index) => ({ id, end: ends[index] ?? 0 }))
    .filter(({ end }) => end > now)
    .toSorted((one, other) => other.end - one.end);
  const found = await readIssued(
    deps,
    valid.slice(0, most.shown).map(({ id }) => id),
  );
  return found.map(({ id, snapshot, certificate }) => ({
    ...{ request: id, commonName: snapshot.commonName, notAfter: certificate.notAfter },
  }));
}

async function findKeySeen(
  deps: LookUpHistoryDeps,
  ids: readonly string[],
): Promise<RequestHistory['keySeen']> {
  const found = await readAll(deps, ids.slice(0, most.shown));
  return found.map(({ id, snapshot, requester, createdAt }) => ({
    ...{ request: id, commonName: snapshot.commonName, requester: requester.user, createdAt },
  }));
}

/** Those that were issued for a name which reads as one of these and is not that name. */
async function findLookAlikes(
  deps: LookUpHistoryDeps,
  names: readonly string[],
  traces: {
    readonly sameNames: readonly (readonly string[])[];
    readonly readAsThem: readonly (readonly string[])[];
  },
): Promise<RequestHistory['lookAlikes']> {
  const others = names.flatMap((_, index) => {
    const same = new Set(traces.sameNames[index]);
    return (traces.readAsThem[index] ?? []).filter((id) => !same.has(id)).slice(0, 1);
  });
  const found = await readIssued(deps, [...new Set(others)].slice(0, most.shown));
  return found.flatMap(({ id, snapshot }) => {
    const theirs = snapshot.names.map((name) => formatName(name).toLowerCase());
    const pairs = names.flatMap((name) => {
      const other = theirs.find((each) => each !== name && skeletonOf(each) === skeletonOf(name));
      return other === undefined || theirs.includes(name) ? [] : [{ name, other, request: id }];
    });
    return pairs.slice(0, 1);
  });
}

async function readAll(deps: LookUpHistoryDeps, ids: readonly string[]): Promise<readonly Request[]> {
  const read = await Promise.all(ids.map((id) => deps.requests.read(id)));
  return read.filter((request) => request !== null);
}

async function readIssued(
  deps: LookUpHistoryDeps,
  ids: readonly string[],
): Promise<readonly RequestIn<'issued'>[]> {
  return (await readAll(deps, ids)).filter((request) => request.status === 'issued');
}
