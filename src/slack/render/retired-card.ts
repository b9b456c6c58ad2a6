import type { Request } from '../../domain/request.js';
import { type Blocks, section } from '../blocks.js';

/** What a card says that is not the one that counts any more. `link` leads to the other one, if Slack gave it. */
export function retiredCard(
  { id }: Request,
  { channel, link }: { readonly channel: string; readonly link: string | null },
): { text: string; blocks: Blocks } {
  const where = channel.startsWith('D') ? 'in a direct message' : `in <#${channel}>`;
  const there = link ? `<${link}|continued here>` : 'continued there';
  const text = `Request \`${id}\` has its card ${where}: ${there}. This one does nothing any more.`;
  return { text, blocks: [section(text)] };
}
