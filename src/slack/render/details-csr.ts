import { nameText } from '../../domain/look-alikes.js';
import { printable } from '../../domain/printable.js';
import type { Request } from '../../domain/request.js';
import { type Blocks, context, section } from '../blocks.js';
import { limits } from '../limits.js';
import { chunksOf } from './chunks.js';
import { preformatted } from './rich-text.js';

/** Blocks for names: 60,000 characters. */
const MOST_NAME_BLOCKS = 20;

/** Every name on a line of its own. */
export function nameBlocks({ snapshot }: Request): Blocks {
  const { names } = snapshot;
  const all = chunksOf(
    names.map((name) => printable(nameText(name), 600)),
    limits.sectionText,
  );
  const shown = all.slice(0, MOST_NAME_BLOCKS);
  const count = shown.join('\n').split('\n').length;
  return [
    section(`*Names (${names.length})*`),
    ...shown.filter((text) => text !== '').map(preformatted),
    ...(all.length > shown.length
      ? [context(`${names.length - count} more names are in the file in the thread.`)]
      : []),
  ];
}

/** The CSR as openssl reads it. */
export function csrBlocks({ snapshot }: Request): Blocks {
  const { csr } = snapshot;
  if (csr.hasChallengePassword) {
    return [section('*CSR* · not shown here, because it holds a challenge password')];
  }
  const parts = chunksOf(csr.pem.trimEnd().split('\n'), limits.sectionText);
  const shown = parts.slice(0, MOST_CSR_BLOCKS);
  const words = parts.length > 1 ? ` · in ${parts.length} parts, to be put together` : '';
  return [
    section(`*CSR*${words}`),
    ...shown.map(preformatted),
    ...(parts.length > shown.length ? [context('The rest of the CSR has no room here.')] : []),
  ];
}

/** 64 KB of CSR as PEM. */
const MOST_CSR_BLOCKS = 30;
