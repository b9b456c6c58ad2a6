import { formatDistinguishedName } from '../../domain/distinguished-name.js';
import { nameText } from '../../domain/look-alikes.js';
import { dynamicParameters } from '../../domain/parameter.js';
import { printable } from '../../domain/printable.js';
import type { Request } from '../../domain/request.js';
import { keyWords } from './key-words.js';

/** All that is approved, as a text file: for requests that have more to say than a card has room for. */
export function renderDetails({ id, digest, snapshot }: Request): string {
  const { csr, names, profile, script, commonName } = snapshot;
  const asked = [...csr.asked.extendedKeyUsages, ...csr.asked.keyUsages, ...csr.asked.others];
  return [
    `Request ${id}`,
    `Digest ${digest}`,
    `Profile ${profile.name}, version ${profile.version}, script ${script.name} (${script.hash})`,
    `Common name ${visible(commonName)}`,
    `Subject ${visible(formatDistinguishedName(csr.subject))}`,
    `Key ${keyWords(csr.key)}, SHA-256 of the public key ${csr.publicKeySha256}`,
    ...(asked.length > 0 ? [`CSR asks for ${visible(asked.join(', '))}`] : []),
    ...dynamicParameters(snapshot.parameters).map(({ name, sensitive }) =>
      sensitive ? `${name}: (sensitive, set)` : `${name}: ${visible(snapshot.dynamicValues[name] ?? '')}`,
    ),
    `Names (${names.length}):`,
    ...names.map((name) => `  ${visible(nameText(name))}`),
    '',
  ].join('\n');
}

/** A value can neither add a line of its own nor turn one around. */
function visible(text: string): string {
  return printable(text.replace(/[\r\n]+/g, ' ⏎ '), Number.POSITIVE_INFINITY);
}
