import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../../src/domain/profile.js';
import { eventually } from './control.js';
import type { Countersign } from './countersign.js';
import { aCa, aCertificate, aCsr } from './pki.js';
import { aSavedProfile, type ProfileWish } from './saved-profile.js';

/** A profile whose script (fixtures/scripts/ledger.py) writes down every run and can be held up, and a CSR for it. */
export type Ledger = {
  readonly profile: Profile;
  readonly csr: string;
  /** What the script returns unless `certify` says otherwise for a run. */
  readonly pem: string;
  /** Process ids of the script, one for each time it was run. */
  runs(): readonly number[];
  /** How many of them came to their end. */
  ended(): number;
  hold(run: number): void;
  letGo(run: number): void;
  /** Another certificate for the same CSR, which run `run` returns. */
  certify(run: number): string;
  /** The script has been started this many times. */
  started(times: number): Promise<void>;
};

const linesOf = (path: string): readonly string[] =>
  existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];

export async function aLedger(world: Countersign, wish: ProfileWish = {}): Promise<Ledger> {
  const ca = aCa();
  const folder = join(world.dir, `ledger-${randomBytes(4).toString('hex')}`);
  mkdirSync(folder);
  const csr = aCsr({ commonName: `host-${randomBytes(3).toString('hex')}.example.com`, key: 'p256' });
  const { pem } = aCertificate({ ca, csr });
  writeFileSync(join(folder, 'certificate.pem'), pem);
  const profile = await aSavedProfile(world, {
    scriptName: 'ledger',
    parameters: [{ name: 'folder', sensitive: false, dynamic: false, value: folder }],
    ...wish,
  });
  const runs = () => linesOf(join(folder, 'runs')).map(Number);
  return {
    ...{ profile, csr: csr.pem, pem, runs },
    ended: () => linesOf(join(folder, 'ended')).length,
    hold: (run) => writeFileSync(join(folder, `hold-${run}`), ''),
    letGo: (run) => rmSync(join(folder, `hold-${run}`)),
    certify(run) {
      const other = aCertificate({ ca, csr }).pem;
      writeFileSync(join(folder, `certificate-${run}.pem`), other);
      return other;
    },
    async started(times) {
      await eventually(`run ${times} of the script`, async () => runs().length >= times);
    },
  };
}
