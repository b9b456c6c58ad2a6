import { describe, expect, it } from 'vitest';
import { countUnittest, countVitest, type VitestReport } from '../../setup/test-counts.mjs';

const file = (status: string, ...statuses: readonly string[]): VitestReport['testResults'][number] => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((each, index) => ({ status: each, fullName: `fact ${index + 1}` })),
});

describe('countVitest', () => {
  const report = {
    testResults: [file('failed', 'passed', 'failed', 'skipped', 'todo'), file('passed', 'passed')],
  };

  it('counts passed and failed tests, and leaves out those that were skipped', () => {
    expect(countVitest(report, 1, false)).toEqual({ passed: 2, failed: 1, remarks: [] });
  });

  it('counts a skipped and a todo test as failed where nothing may be skipped, by name', () => {
    const { failed, remarks } = countVitest(report, 1, true);
    expect(failed).toBe(3);
    expect(remarks).toEqual([expect.stringContaining('fact 3'), expect.stringContaining('fact 4')]);
  });

  it('counts a file that could not be run as one failed', () => {
    const broken = { testResults: [file('failed'), file('passed', 'passed')] };
    expect(countVitest(broken, 1, false)).toMatchObject({ passed: 1, failed: 1 });
  });

  it.each<[string, VitestReport | undefined, number]>([
    ['an error outside of any test', { testResults: [file('passed', 'passed')] }, 1],
    ['no report', undefined, 134],
  ])('counts %s as one failed', (_, given, exitCode) => {
    expect(countVitest(given, exitCode, false).failed).toBe(1);
  });
});

describe('countUnittest', () => {
  it.each([
    ['OK', 0, { passed: 5, failed: 0 }, 0],
    ['OK (skipped=2)', 0, { passed: 3, failed: 0 }, 2],
    ['FAILED (failures=1, errors=2)', 1, { passed: 2, failed: 3 }, 0],
    [
      'FAILED (failures=1, skipped=1, expected failures=1, unexpected successes=1)',
      1,
      { passed: 1, failed: 2 },
      2,
    ],
  ])('reads %s', (verdict, exitCode, expected, skipped) => {
    const output = `.....\n---\nRan 5 tests in 0.010s\n\n${verdict}\n`;
    expect(countUnittest(output, exitCode, false)).toMatchObject(expected);
    expect(countUnittest(output, exitCode, true).failed).toBe(expected.failed + skipped);
  });

  it.each([
    ['a crash', 'Segmentation fault', 139],
    ['a run without tests', 'Ran 0 tests in 0.000s\n\nNO TESTS RAN\n', 5],
    ['a failing exit after passing tests', 'Ran 5 tests in 0.010s\n\nOK\n', 1],
  ])('counts %s as one failed', (_, output, exitCode) => {
    expect(countUnittest(output, exitCode, false)).toMatchObject({
      failed: 1,
      remarks: [expect.any(String)],
    });
  });
});
