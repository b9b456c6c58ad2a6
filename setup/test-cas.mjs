import { ensureProgram, has } from './install-package.mjs';

/** The CAs that the tests of our scripts talk to; the product needs neither. */
const cas = [
  {
    what: 'pebble, an ACME CA for tests',
    isThere: async () => (await has('pebble', '-h')) && (await has('pebble-challtestsrv', '-h')),
    packages: { debian: 'pebble', others: 'pebble' },
  },
  {
    what: 'cfssl, a CA with an HTTP interface',
    isThere: () => has('cfssl', 'version'),
    packages: { debian: 'golang-cfssl', others: 'cfssl' },
  },
];

/** Makes sure that they are there. */
export async function ensureTestCas() {
  for (const ca of cas) await ensureProgram(ca);
}
