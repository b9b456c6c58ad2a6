import { describe, expect, it } from 'vitest';
import { type CsrRefusal, explainCsrRefusal } from '../../src/domain/csr-refusal.js';

const long = `\n\u202e${'x'.repeat(300)}`;
const refusals: readonly CsrRefusal[] = [
  { code: 'empty' },
  { code: 'private-key' },
  { code: 'too-large' },
  { code: 'not-a-csr', found: 'text' },
  { code: 'not-a-csr', found: 'damaged' },
  { code: 'not-a-csr', found: 'certificate' },
  { code: 'not-a-csr', found: 'public-key' },
  { code: 'more-than-one', count: 1000 },
  { code: 'bad-signature' },
  { code: 'weak-key', key: 'RSA 1024' },
  { code: 'unsupported-key', key: long },
  { code: 'weak-digest', signature: 'md5WithRSAEncryption' },
  { code: 'unsupported-signature', signature: long },
  { code: 'asks-to-be-ca' },
  { code: 'no-names' },
  { code: 'several-common-names', names: [long, long] },
  { code: 'unsupported-name', names: [long, long] },
  { code: 'bad-name', names: [long, long] },
  { code: 'bad-subject', fields: [long, long] },
];

describe('explainCsrRefusal', () => {
  it.each(refusals)('has a sentence of at most 150 visible characters for $code', (refusal) => {
    const sentence = explainCsrRefusal(refusal);
    expect(sentence.length).toBeLessThanOrEqual(150);
    expect(sentence).toMatch(/^[A-Z][\P{C}]+$/u);
  });
});
