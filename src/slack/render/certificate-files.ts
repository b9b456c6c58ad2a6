import { fullChainPem } from '../../domain/certificate.js';
import type { RequestIn } from '../../domain/request.js';
import { certificateFileName } from './render-proof.js';

export type CertificateFile = { readonly name: string; readonly content: string; readonly what: string };

/**
 * The forms of a certificate that servers ask for, as files: the full chain (as in the thread), the certificate
 * alone, its issuers alone. Only the first where no chain came with it.
 */
export function certificateFiles(request: RequestIn<'issued'>): readonly CertificateFile[] {
  const { certificate } = request;
  const name = certificateFileName(request);
  const full = { name, content: fullChainPem(certificate), what: 'the certificate and its issuers' };
  if (certificate.chainPem.length === 0) return [{ ...full, what: 'the certificate' }];
  const stem = name.replace(/\.pem$/, '');
  return [
    full,
    { name: `${stem}.leaf.pem`, content: certificate.leafPem, what: 'the certificate alone' },
    { name: `${stem}.chain.pem`, content: certificate.chainPem.join(''), what: 'its issuers alone' },
  ];
}
