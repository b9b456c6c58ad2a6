import { type ErrorCode, errors } from '../errors.js';
import type { SlackDeps } from './deps.js';
import { failureCode } from './slack-failure.js';

/** Said about an id that no listener has. */
export const OUTDATED = 'This comes from an older version of Countersign and does nothing any more.';

/** Logs what a listener threw, and gives the words for whoever acted. */
export function wordsFor(deps: Pick<SlackDeps, 'log'>, err: unknown, about: object): string {
  return report(deps, failureCode(err), { ...about, err });
}

/** The same for a failure whose code is known. */
export function report(deps: Pick<SlackDeps, 'log'>, code: ErrorCode, about: object): string {
  deps.log[errors[code].level]({ ...about, code }, 'listener failed');
  return errors[code].userText;
}
