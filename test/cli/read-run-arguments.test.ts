import { describe, expect, it } from 'vitest';
import { readRunArguments } from '../../src/cli/read-run-arguments.js';

const reasons = (...args: string[]): readonly string[] => {
  const read = readRunArguments(args);
  return read.ok ? [] : read.reasons;
};

describe('readRunArguments', () => {
  it('reads every option', () => {
    const args = [
      'ca.py',
      '--csr',
      'a.csr',
      '--cn',
      'www',
      '--param',
      'a=b=c',
      '--param',
      'b=',
      '--secret',
      'c=@f',
    ];
    const more = ['--secret', 'd=@-', '--time-limit', '30', '--max-days', '90', '--allow-extra-names'];
    expect(readRunArguments([...args, ...more])).toEqual({
      ok: true,
      value: {
        ...{ file: 'ca.py', csrFile: 'a.csr', commonName: 'www', timeLimitMs: 30_000, maxValidityDays: 90 },
        ...{
          allowExtraNames: true,
          params: new Map([
            ['a', 'b=c'],
            ['b', ''],
          ]),
        },
        secrets: new Map([
          ['c', 'f'],
          ['d', null],
        ]),
      },
    });
  });

  it('lists every reason', () => {
    expect(
      reasons(
        '--time-limit',
        '0',
        '--max-days',
        'x',
        '--secret',
        'a=@-',
        '--secret',
        'b=@-',
        '--param',
        'a=1',
      ),
    ).toEqual([
      'give one script',
      '--csr is missing: the file with the CSR',
      'a is given twice',
      'only one secret can come from standard input',
      '--time-limit takes a whole number from 1 to 86400',
      '--max-days takes a whole number from 1 to 36500',
    ]);
  });

  it.each([
    ['--secret', 'token=hunter22'],
    ['--secret', 'token='],
    ['--secret', 'token=@'],
    ['--secret', 'hunter22'],
    ['--param', '=hunter22'],
    ['--hunter22'],
    ['--token=hunter22'],
    ['-hunter22'],
    ['--cn'],
  ])('refuses %s %s and repeats nothing of a value', (...args) => {
    const found = reasons('ca.py', '--csr', 'a.csr', ...args);
    expect(found).toHaveLength(1);
    expect(found[0]?.replace('--hunter', '')).not.toContain('hunter22');
  });
});
