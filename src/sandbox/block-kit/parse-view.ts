import { describeIssues, errorLine } from './describe-issues.js';
import { layoutFaults } from './layout-faults.js';
import { limits } from './limits.js';
import { type ViewContent, view } from './view.js';

export type ParsedView =
  | { readonly ok: true; readonly content: ViewContent }
  | {
      readonly ok: false;
      readonly error: 'invalid_arguments' | 'view_too_large';
      readonly messages: string[];
    };

/** A view as an app sent it, with ids for what came without, or why Slack would refuse it. */
export function parseView(sent: unknown): ParsedView {
  if (Buffer.byteLength(JSON.stringify(sent) ?? '') > limits.view.bytes) {
    return { ok: false, error: 'view_too_large', messages: [] };
  }
  const parsed = view.safeParse(sent);
  if (!parsed.success) {
    return {
      ok: false,
      error: 'invalid_arguments',
      messages: describeIssues(parsed.error.issues, '/view'),
    };
  }
  const faults = layoutFaults(parsed.data.blocks, parsed.data.type);
  if (faults.length > 0) {
    const messages = faults.map(({ path, message }) => errorLine(message, `/view/blocks${path}`));
    return { ok: false, error: 'invalid_arguments', messages };
  }
  return { ok: true, content: parsed.data };
}
