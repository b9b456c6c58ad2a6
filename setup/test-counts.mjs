/** `{passed, failed, remarks}` of vitest's JSON report; `exitCode` catches what fails outside of any test. */
export function countVitest(report, exitCode, isStrict) {
  const files = report === undefined ? [] : report.testResults;
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = tests.filter((test) => test.status === 'failed').length;
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const isUnexplained = exitCode !== 0 && failed + broken.length === 0;
  return {
    passed,
    failed: failed + broken.length + (isUnexplained ? 1 : 0) + (isStrict ? skipped.length : 0),
    remarks: [
      ...broken.map((file) => `${file.name} could not be run: it counts as one failed`),
      ...(isUnexplained ? [`vitest ended with code ${exitCode}: it counts as one failed`] : []),
      ...(isStrict ? skipped.map((test) => `skipped, which counts as failed here: ${test.fullName}`) : []),
    ],
  };
}

/** The same from what `python3 -m unittest` writes at its end. */
export function countUnittest(output, exitCode, isStrict) {
  const ran = Number(/^Ran (\d+) tests? in /m.exec(output)?.[1] ?? 0);
  const verdict = /^(?:OK|FAILED|NO TESTS RAN)(?: \((.*)\))?\s*$/m.exec(output)?.[1] ?? '';
  const of = (name) => Number(new RegExp(`(?:^|, )${name}=(\\d+)`).exec(verdict)?.[1] ?? 0);
  const failed = of('failures') + of('errors') + of('unexpected successes');
  const skipped = of('skipped') + of('expected failures');
  const isUnexplained = (exitCode !== 0 && failed === 0) || ran === 0;
  return {
    passed: Math.max(0, ran - failed - skipped),
    failed: failed + (isUnexplained ? 1 : 0) + (isStrict ? skipped : 0),
    remarks: [
      ...(isUnexplained ? [`unittest ran ${ran} tests, exit code ${exitCode}: it counts as one failed`] : []),
      ...(isStrict && skipped > 0
        ? [`${skipped} Python tests were skipped, which counts as failed here`]
        : []),
    ],
  };
}
