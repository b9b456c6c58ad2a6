import { type Blocks, input, textInput } from '../blocks.js';
import { fields } from '../ids.js';

/** The part of the form that is the same for every profile: the certificate asked for, and why. */
export function certificateBlocks({
  commonName,
  reason,
}: {
  readonly commonName: string;
  readonly reason?: string;
}): Blocks {
  return [
    input(
      fields.commonName,
      'Common name',
      textInput(fields.commonName, { max: 253, ...(commonName ? { initial: commonName } : {}) }),
      { optional: true, hint: 'Leave it empty to take the one of the CSR.' },
    ),
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
    input(
      fields.reason,
      'Reason',
      textInput(fields.reason, { multiline: true, max: 2000, ...(reason ? { initial: reason } : {}) }),
      { optional: true, hint: 'Approvers see this on the card.' },
    ),
  ];
}
