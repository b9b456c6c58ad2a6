import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** zod's findings in the words and the form of Slack: `[ERROR] <words> [json-pointer:<where>]`. */
export function describeIssues(issues: readonly Issue[], root = ''): string[] {
  return issues.flatMap((issue) => describeIssue(issue, root));
}

/** One finding in Slack's form. */
export function errorLine(words: string, pointer: string): string {
  return `[ERROR] ${words} [json-pointer:${pointer}]`;
}

function describeIssue(issue: Issue, root: string): string[] {
  const pointer = root + issue.path.map((step) => `/${String(step)}`).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => errorLine(`invalid additional property: ${key}`, pointer));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    return [errorLine('failed to match all allowed schemas', pointer), ...describeIssues(nearest, pointer)];
  }
  if (isMissing(issue)) {
    const parent = pointer.slice(0, pointer.lastIndexOf('/'));
    return [errorLine(`missing required field: ${String(issue.path.at(-1))}`, parent)];
  }
  return [errorLine(wordsFor(issue), pointer)];
}

const depth = (issues: readonly Issue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length - (issue.code === 'invalid_value' ? 1 : 0)));

function isMissing(issue: Issue): boolean {
  return issue.path.length > 0 && issue.message.endsWith('received undefined');
}

function wordsFor(issue: Issue): string {
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
      if (issue.origin === 'array') return `no more than ${issue.maximum} items allowed`;
      return `must be at most ${issue.maximum}`;
    case 'too_small':
      if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`;
      if (issue.origin === 'array') return `no fewer than ${issue.minimum} items allowed`;
      return `must be at least ${issue.minimum}`;
    case 'invalid_type':
      return `must provide ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    case 'invalid_union':
      return 'unsupported or missing type';
    case 'invalid_value':
      return `invalid value, allowed: ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}
