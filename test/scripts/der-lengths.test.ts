import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { aCsr } from '../builders/pki-csr.js';

// Each script is whole in itself, so each has a DER reader of its own.
const readers = [
  ['local_ca', 'runner/scripts', 'local_ca', 'Csr(text).names and 1'],
  ['acme', 'runner/scripts/acme', 'acme_csr', 'len(Csr(text).names)'],
] as const;

// Lengths of one, two and three octets, and those where they change (X.690 8.1.3).
const sizes = [...Array.from({ length: 24 }, (_, i) => i + 88), 200, 231, 232, 233, 234, 235, 236, 237, 240];

describe.each(readers)('%s', (_, folder, module, expression) => {
  it('reads a CSR whatever the lengths of what is in it', () => {
    const csrs = sizes.map((size) => {
      const label = 'a'.repeat(60);
      const host = `${label}.${'b'.repeat(size % 60 || 1)}.${label}.org`;
      return aCsr({ names: [size < 122 ? host.slice(-size) : host] }).pem;
    });
    const program = `
import json, sys
sys.path.insert(0, ${JSON.stringify(folder)})
from ${module} import Csr
print(json.dumps([${expression} for text in json.load(sys.stdin)]))`;
    const read = execFileSync('python3', ['-B', '-c', program], {
      input: JSON.stringify(csrs),
      encoding: 'utf8',
    });
    expect(JSON.parse(read)).toEqual(sizes.map(() => 1));
  });
});
