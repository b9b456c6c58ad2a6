import { parseView } from '../block-kit/parse-view.js';
import type { ViewContent } from '../block-kit/view.js';
import { isExternalIdTaken } from '../workspace/screens.js';
import type { World } from '../world.js';
import { type Refusal, refuse } from './method.js';
import { hasScope, missingScope } from './reachable-channel.js';

type Read = { readonly ok: true; readonly content: ViewContent } | Refusal;

/** The view itself, by every rule; a file_input needs files:read. */
export function readView(world: World, sent: unknown, replaces?: string): Read {
  const parsed = parseView(sent);
  if (!parsed.ok) return refuse(parsed.error, parsed.messages);
  const wantsFile = parsed.content.blocks.some(
    (block) => block.type === 'input' && block.element.type === 'file_input',
  );
  if (wantsFile && !hasScope(world, 'files:read')) return missingScope(world, 'files:read');
  if (isExternalIdTaken(world, parsed.content, replaces)) return refuse('duplicate_external_id');
  return parsed;
}
