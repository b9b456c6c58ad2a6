import { describeIssues } from '../block-kit/describe-issues.js';
import type { World } from '../world.js';
import { type Answer, type Method, refuse } from './method.js';
import { methodTable } from './method-table.js';
import { hasScope, missingScope } from './reachable-channel.js';
import type { SlackError } from './slack-errors.js';

export type TokenKind = 'bot' | 'app' | 'none' | 'unknown';

/** Whose token it is; `unknown` is one that was never given out. */
export function tokenKind(world: World, token: string | undefined): TokenKind {
  if (token === undefined) return 'none';
  if (token === world.credentials.botToken) return 'bot';
  return token === world.credentials.appToken ? 'app' : 'unknown';
}

/** Carries out one Web API call: the method, the token, its kind, the scopes, the arguments, in that order. */
export function callMethod(
  world: World,
  call: { name: string; token: TokenKind; args: Readonly<Record<string, unknown>> },
): Answer {
  const row = methodTable.get(call.name);
  if (!row) return { ...refuse('unknown_method'), req_method: call.name };
  const denied = tokenFault(world, row, call.token);
  if (denied) return denied;
  // Bolt names the team in every call; for a token of one workspace Slack does not look at it.
  const { team_id: _, ...args } = call.args;
  const parsed = row.parse(args);
  if (!parsed.ok) return refuse(argumentError(parsed.issues), describeIssues(parsed.issues));
  return parsed.run(world);
}

function argumentError(issues: readonly { path: readonly PropertyKey[]; message: string }[]): SlackError {
  const broken = issues.filter(({ message }) => message.includes('JSON')).map(({ path }) => path[0]);
  if (broken.includes('blocks')) return 'invalid_blocks_format';
  if (broken.includes('metadata')) return 'invalid_metadata_format';
  return issues.every(({ path }) => path[0] === 'metadata') ? 'invalid_metadata_schema' : 'invalid_arguments';
}

function tokenFault(world: World, row: Method, token: TokenKind): Answer | undefined {
  if (token === 'none') return refuse('not_authed');
  if (token === 'unknown') return refuse('invalid_auth');
  if (token !== row.token) return refuse('not_allowed_token_type');
  const isCovered = row.scopes.length === 0 || row.scopes.some((scope) => hasScope(world, scope));
  return isCovered ? undefined : missingScope(world, row.scopes[0] ?? '');
}
