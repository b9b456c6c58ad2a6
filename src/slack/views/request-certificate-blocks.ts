import type { Csr } from '../../domain/csr.js';
import { type Blocks, input, textInput } from '../blocks.js';
import { fields } from '../ids.js';
import { heldCsrBlocks } from './held-csr-blocks.js';

/** The part of the form that is the same for every profile: the certificate asked for, and why. */
export function certificateBlocks({
  commonName,
  held,
  reason,
  needsReason,
  madeKey,
}: {
  readonly commonName: string;
  /** What the draft's CSR holds, if there is one. */
  readonly held: Csr | null;
  readonly reason?: string;
  readonly needsReason: boolean;
  /** In place of the fields for a CSR: those for a key to be made. */
  readonly madeKey: Blocks | null;
}): Blocks {
  return [
    ...(held && !madeKey ? heldCsrBlocks(held) : []),
    input(
      fields.commonName,
      'Common name',
      textInput(fields.commonName, { max: 253, ...(commonName ? { initial: commonName } : {}) }),
      madeKey ? {} : { optional: true, hint: 'Leave it empty to take the one of the CSR.' },
    ),
    ...(madeKey ?? csrBlocks()),
    input(
      fields.reason,
      'Reason',
      textInput(fields.reason, { multiline: true, max: 2000, ...(reason ? { initial: reason } : {}) }),
      { optional: !needsReason, hint: 'Approvers see this on the card.' },
    ),
  ];
}

function csrBlocks(): Blocks {
  return [
    input(
      fields.csr,
      'CSR as text',
      textInput(fields.csr, { multiline: true, placeholder: '-----BEGIN CERTIFICATE REQUEST-----' }),
      {
        optional: true,
        hint: 'Paste the whole PEM, or upload it as a file below. Never paste a private key.',
      },
    ),
    input(
      fields.csrFile,
      'CSR as file',
      { type: 'file_input', action_id: fields.csrFile, max_files: 1 },
      { optional: true },
    ),
  ];
}
