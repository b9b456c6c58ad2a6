import type { Csr } from '../../domain/csr.js';
import { formatName } from '../../domain/names.js';
import { formatPublicKey } from '../../domain/public-key.js';
import { type Blocks, context, section } from '../blocks.js';
import { codeText } from '../escape.js';

const SHOWN_NAMES = 10;

/** The CSR that the draft holds, as people know it by, and how to use another one. */
export function heldCsrBlocks(csr: Csr): Blocks {
  const names = csr.names.slice(0, SHOWN_NAMES).map((name) => codeText(formatName(name), 80));
  const more = csr.names.length > SHOWN_NAMES ? [`and ${csr.names.length - SHOWN_NAMES} more`] : [];
  const lines = [
    '*There is a CSR already*',
    ...(csr.commonName === null ? [] : [`Common name: ${codeText(csr.commonName, 80)}`]),
    ...(names.length > 0 ? [`Names: ${[...names, ...more].join(' ')}`] : []),
    `Key: ${formatPublicKey(csr.key)} · SHA-256 \`${csr.publicKeySha256.slice(0, 16)}…\``,
  ];
  return [
    section(lines.join('\n')),
    context('*Use another CSR:* paste it or upload it below. If both stay empty, this one is used.'),
  ];
}
