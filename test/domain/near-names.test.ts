import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearNames } from '../../src/domain/near-names.js';

const names = ['web', 'web-internal', 'mail', 'vpn-gateway'];

describe('nearNames', () => {
  it.each([
    ['wbe', ['web']],
    ['WEB', ['web', 'web-internal']],
    ['internal', ['web-internal']],
    ['mial', ['mail']],
    ['vpngatway', ['vpn-gateway']],
    ['database', []],
    ['', []],
  ])('finds for %j %j', (wanted, near) => {
    expect(nearNames(wanted, names)).toEqual(near);
  });

  it('finds every name by itself, first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z0-9._-]{1,40}$/), { minLength: 1 }), (some) => {
        for (const name of some) expect(nearNames(name, some)[0]).toBe(name);
      }),
    );
  });
});
