import { describe, expect, it } from 'vitest';
import { approvedNames } from '../../src/domain/approved-names.js';
import { chooseCommonName, explainCommonNameRefusal } from '../../src/domain/common-name.js';
import { readCsr } from '../../src/domain/csr.js';
import { formatName } from '../../src/domain/names.js';
import { aCsr } from '../builders/pki.js';

async function csrOf(commonName: string | null, ...names: readonly string[]) {
  const read = await readCsr(aCsr({ ...(commonName === null ? {} : { commonName }), names }).pem);
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.refusals)}`);
  return read.csr;
}

describe('chooseCommonName', () => {
  it.each([
    ["the CSR's own, in normal form", 'Web.Example.com', [], undefined, 'web.example.com'],
    ['what was typed, in another spelling', 'web.example.com', [], ' WEB.example.com. ', 'web.example.com'],
    ['a U-label for its A-label', 'xn--bcher-kva.example', [], 'Bücher.example', 'xn--bcher-kva.example'],
    ['one of the names', 'web.example.com', ['a.example.com'], 'a.example.com', 'a.example.com'],
    ['an address', null, ['a.example.com', '2001:db8::1'], '2001:DB8:0::1', '2001:db8::1'],
    ['the only DNS name', null, ['a.example.com', '10.0.0.1'], undefined, 'a.example.com'],
    ['the only name of all', null, ['URI:spiffe://example.com/web'], '', 'spiffe://example.com/web'],
    ['a common name that is no host', "Eve's client", ['email:eve@example.com'], undefined, "Eve's client"],
    ['the same, typed', "Eve's client", [], "Eve's client", "Eve's client"],
  ])('takes %s', async (_, own, names, typed, expected) => {
    expect(chooseCommonName(await csrOf(own, ...names), typed)).toEqual({ ok: true, commonName: expected });
  });

  it('refuses a name that the CSR does not have', async () => {
    const chosen = chooseCommonName(await csrOf('web.example.com', 'a.example.com'), 'evil.example.com');
    expect(chosen).toEqual({
      ok: false,
      refusal: {
        code: 'not-in-csr',
        typed: 'evil.example.com',
        choices: ['web.example.com', 'a.example.com'],
      },
    });
    expect(chosen.ok ? '' : explainCommonNameRefusal(chosen.refusal)).toBe(
      'evil.example.com is not in the CSR. Type one of its names (web.example.com and 1 more), or nothing.',
    );
  });

  it('asks which one where there are several names and no common name', async () => {
    const chosen = chooseCommonName(await csrOf(null, 'a.example.com', 'b.example.com'), undefined);
    expect(chosen).toEqual({
      ok: false,
      refusal: { code: 'choose', choices: ['a.example.com', 'b.example.com'] },
    });
    expect(chosen.ok ? '' : explainCommonNameRefusal(chosen.refusal)).toContain('a.example.com and 1 more');
  });

  it('takes no wildcard for a name under it, nor a name for the wildcard', async () => {
    const csr = await csrOf('*.example.com');
    expect(chooseCommonName(csr, 'web.example.com').ok).toBe(false);
    expect(chooseCommonName(csr, '*.example.com').ok).toBe(true);
  });

  it('says everything in 150 characters', () => {
    const choices = ['x'.repeat(300), 'y'];
    expect(explainCommonNameRefusal({ code: 'choose', choices }).length).toBeLessThanOrEqual(150);
    const refusal = { code: 'not-in-csr', typed: 'z'.repeat(300), choices } as const;
    expect(explainCommonNameRefusal(refusal).length).toBeLessThanOrEqual(150);
  });
});

describe('approvedNames', () => {
  it.each([
    ['web.example.com', ['a.example.com'], ['a.example.com', 'web.example.com']],
    ['Web.example.com', ['web.example.com'], ['web.example.com']],
    ['10.0.0.1', [], ['ip:10.0.0.1']],
    ["Eve's client", ['email:eve@example.com'], ['email:eve@example.com']],
  ])('with the common name %s and the names %j are %j', async (commonName, names, expected) => {
    expect(approvedNames(await csrOf(commonName, ...names), commonName).map(formatName)).toEqual(expected);
  });
});
