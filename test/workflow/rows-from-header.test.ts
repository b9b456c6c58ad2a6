import { describe, expect, it } from 'vitest';
import { NOT_ENTERED } from '../../src/domain/draft.js';
import { readScriptHeader } from '../../src/domain/script-header.js';
import { rowsToSave, withRow } from '../../src/workflow/parameter-rows.js';
import { rowsFromHeader } from '../../src/workflow/rows-from-header.js';

const header = readScriptHeader(`"""A CA.

Parameters:
    url (required): where the CA is
    token (required, sensitive): its token
    team (optional, dynamic): who pays
    otp (required, sensitive, dynamic): the second factor
"""`);
const newRows = () => {
  let count = 0;
  return () => `r${count++}`;
};

describe('rowsFromHeader', () => {
  it('makes a row of each parameter, sensitive values still to be entered', () => {
    const rows = rowsFromHeader(header, { rows: [] }, newRows());
    expect(rows.map(({ parameter }) => parameter)).toEqual([
      { name: 'url', required: true, hint: 'where the CA is', sensitive: false, dynamic: false, value: '' },
      {
        name: 'token',
        required: true,
        hint: 'its token',
        sensitive: true,
        dynamic: false,
        secret: NOT_ENTERED,
      },
      { name: 'team', required: false, hint: 'who pays', sensitive: false, dynamic: true },
      { name: 'otp', required: true, hint: 'the second factor', sensitive: true, dynamic: true },
    ]);
    expect(new Set(rows.map(({ row }) => row)).size).toBe(4);
  });

  it('leaves what is there as it is', () => {
    const own = {
      row: 'own',
      parameter: { name: 'token', sensitive: false, dynamic: true } as const,
      sealed: null,
    };
    const rows = rowsFromHeader(header, { rows: [own] }, newRows());
    expect(rows[0]).toBe(own);
    expect(rows.map(({ parameter }) => parameter.name)).toEqual(['token', 'url', 'team', 'otp']);
  });

  it('takes away what the header of another script offered, and leaves out at a save what nobody wanted', () => {
    const rows = rowsFromHeader(header, { rows: [] }, newRows());
    const other = readScriptHeader('"""Parameters:\n    team (optional): who pays\n"""');
    const next = rowsFromHeader(other, { rows }, newRows());
    expect(next.map(({ parameter }) => parameter.name)).toEqual(['team']);
    expect(rowsToSave(next)).toEqual([]);
    expect(rowsToSave(rows).map(({ parameter }) => parameter.name)).toEqual(['url', 'token', 'team', 'otp']);
  });

  it('offers rows that give way to a parameter of the same name', () => {
    const rows = rowsFromHeader(header, { rows: [] }, newRows());
    const url = { name: 'url', sensitive: false, dynamic: false, value: 'https://ca' } as const;
    const taken = withRow(rows, { row: 'new', parameter: url, sealed: null });
    expect(taken.map(({ parameter }) => parameter.name)).toEqual(['url', 'token', 'team', 'otp']);
    expect(taken[0]?.parameter).toEqual(url);
  });

  it('fills a profile up to the 30 that it can have', () => {
    const parameters = Array.from({ length: 40 }, (_, index) => ({
      ...{ name: `p${index}`, required: true, sensitive: false, dynamic: false, hint: 'x'.repeat(300) },
    }));
    const rows = rowsFromHeader({ parameters }, { rows: [] }, newRows());
    expect(rows).toHaveLength(30);
    expect(rows[0]?.parameter.hint).toHaveLength(200);
  });
});
