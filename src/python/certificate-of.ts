import { X509Certificate } from 'node:crypto';

/**
 * The PEM of what a script returned; DER is put into PEM armour. Undefined for bytes that are no certificate.
 * Whether a text holds the right certificate is for the workflow to check.
 */
export function certificateOf(encoding: 'text' | 'der', certificate: string): string | undefined {
  if (encoding === 'text') return certificate;
  try {
    return new X509Certificate(Buffer.from(certificate, 'base64')).toString();
  } catch {
    return undefined;
  }
}
