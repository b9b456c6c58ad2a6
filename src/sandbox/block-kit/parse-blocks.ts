import { type Block, messageBlocks } from './blocks.js';
import { describeIssues, errorLine } from './describe-issues.js';
import { layoutFaults } from './layout-faults.js';
import { limits } from './limits.js';

export type ParsedBlocks =
  | { readonly ok: true; readonly blocks: Block[] }
  | {
      readonly ok: false;
      readonly error: 'invalid_blocks' | 'msg_blocks_too_long';
      readonly messages: string[];
    };

/** The blocks of a message, with ids for those that came without, or why Slack would refuse them. */
export function parseBlocks(sent: unknown): ParsedBlocks {
  const parsed = messageBlocks.safeParse(sent);
  if (!parsed.success) {
    return {
      ok: false,
      error: 'invalid_blocks',
      messages: describeIssues(parsed.error.issues, '/blocks'),
    };
  }
  const faults = layoutFaults(parsed.data, 'message');
  if (faults.length > 0) {
    const messages = faults.map(({ path, message }) => errorLine(message, `/blocks${path}`));
    return { ok: false, error: 'invalid_blocks', messages };
  }
  if (lengthOfTexts(parsed.data) > limits.message.textOfAllBlocks) {
    return { ok: false, error: 'msg_blocks_too_long', messages: [] };
  }
  return { ok: true, blocks: parsed.data };
}

function lengthOfTexts(node: unknown): number {
  if (Array.isArray(node)) return node.reduce((sum: number, each) => sum + lengthOfTexts(each), 0);
  if (typeof node !== 'object' || node === null) return 0;
  return Object.entries(node).reduce(
    (sum, [key, value]) =>
      sum + (key === 'text' && typeof value === 'string' ? value.length : lengthOfTexts(value)),
    0,
  );
}
