import type { CertificateCheck } from '../../domain/certificate.js';
import type { RequestIn } from '../../domain/request.js';
import { codeText, escapeText } from '../escape.js';
import { truncate } from '../limits.js';
import { listNames } from './list-names.js';
import { moment } from './moment.js';
import { mention } from './people.js';

const checkWords = {
  key: 'the key is the one of the CSR',
  names: 'the names are those that were approved',
  'not-ca': 'it is not a CA',
  chain: 'every signature in the chain verifies',
  validity: 'it is valid now',
} as const satisfies Record<CertificateCheck, string>;

/** The short proof that goes with the file: what the certificate says, and what was checked. mrkdwn. */
export function renderProof(request: RequestIn<'issued'>): string {
  const { certificate } = request;
  const attached = request.attachedBy ? ` (attached by ${mention(request.attachedBy)})` : '';
  return [
    `${mention(request.requester.user)} your certificate for ${codeText(request.snapshot.commonName, 200)} is ready${attached}.`,
    `*Names* ${escapeText(listNames(certificate.names, 1000))}`,
    `*Issuer* ${escapeText(truncate(certificate.issuer, 300))}`,
    `*Serial* ${codeText(certificate.serial, 200)}`,
    `*Valid* ${moment(certificate.notBefore)} to ${moment(certificate.notAfter)}`,
    `*SHA-256* ${codeText(certificate.fingerprintSha256, 200)}`,
    `*Checked* ${checkedWords(request).join('; ')}.`,
  ].join('\n');
}

/** What was checked, and what could not be: an absence nobody would notice is said. */
function checkedWords({ certificate, snapshot }: RequestIn<'issued'>): readonly string[] {
  const { checks } = certificate;
  return [
    ...checks.map((check) => checkWords[check]),
    ...(checks.includes('validity') && snapshot.maxValidityDays !== null
      ? [`for not more than ${snapshot.maxValidityDays} days`]
      : []),
    ...(checks.includes('chain') ? [] : ['no chain came with it, so the issuer was not checked']),
  ];
}

/** The name of the file: the common name with what no file system takes replaced; a wildcard is spelled out. */
export function certificateFileName({ snapshot }: RequestIn<'issued'>): string {
  const name = snapshot.commonName.replace('*', '_wildcard').replace(/[^A-Za-z0-9._@-]+/g, '_');
  const visible = truncate(name, 100).replace(/^\.+|…$/g, '');
  return `${visible || 'certificate'}.pem`;
}
