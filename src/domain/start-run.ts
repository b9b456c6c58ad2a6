import { baseOf, type RequestIn } from './request.js';

/** The swap approved -> issuing: run number one higher than the last, held by `worker` until the lease ends. */
export function startRun(
  request: RequestIn<'approved'>,
  start: { readonly worker: string; readonly now: number; readonly leaseMs: number },
): RequestIn<'issuing'> {
  const number = request.runs.length + 1;
  const run = { number, worker: start.worker, startedAt: start.now, startedBy: request.retriedBy, end: null };
  return {
    ...baseOf(request),
    changedAt: start.now,
    runs: [...request.runs, run],
    status: 'issuing',
    run: number,
    worker: start.worker,
    leaseUntil: start.now + start.leaseMs,
  };
}
