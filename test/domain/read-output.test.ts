import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOutput } from '../../src/domain/read-output.js';
import { createScrubber } from '../../src/domain/scrubber.js';
import { secretForms } from '../../src/domain/secret-forms.js';

const secrets = ['correct horse battery', '-----BEGIN KEY-----\nAAAABBBBCCCC\n-----END KEY-----\n'];
const forms = secrets.flatMap((secret) => [...secretForms(secret)]);
const scrubber = createScrubber(secrets);

/** Output with secrets in any of their forms in it. */
const outputs = fc
  .array(
    fc.oneof(
      fc.constantFrom(...forms),
      fc.constantFrom('a', 'PROGRESS: b', '\n', ' ', 'corr', '€😀', '-----BEGIN'),
    ),
  )
  .map((parts) => parts.join(''));

function cut(text: string, points: readonly number[]): readonly string[] {
  const at = [0, ...points.map((point) => point % (text.length + 1)).sort((a, b) => a - b), text.length];
  return at.slice(1).map((end, i) => text.slice(at[i], end));
}

function read(chunks: readonly string[], whole: string, most = 100_000) {
  const lines: string[] = [];
  const reader = readOutput(scrubber, { most, onLine: (line) => lines.push(line) });
  for (const chunk of chunks) reader.take(chunk);
  const early = lines.length;
  return { ...reader.end(whole), lines, early };
}

describe('readOutput', () => {
  it('gives the same as scrubbing the whole, however the output is cut, and each line of it', () => {
    fc.assert(
      fc.property(outputs, fc.array(fc.nat(), { maxLength: 10 }), (output, points) => {
        const { text, leftOutBytes, lines } = read(cut(output, points), output);
        expect({ text, leftOutBytes }).toEqual({ text: scrubber.scrub(output), leftOutBytes: 0 });
        expect(lines).toEqual(text.split('\n').slice(0, -1));
      }),
      { numRuns: 300 },
    );
  });

  it('lets no secret through at a cut, and counts every byte that it leaves out', () => {
    fc.assert(
      fc.property(
        outputs,
        fc.array(fc.nat(), { maxLength: 10 }),
        fc.integer({ min: 1, max: 60 }),
        (output, points, most) => {
          const { text, leftOutBytes } = read(cut(output, points), output, most);
          const scrubbed = scrubber.scrub(output);
          for (const form of forms) expect(text).not.toContain(form);
          if (leftOutBytes === 0) expect(text).toBe(scrubbed);
          if (leftOutBytes === 0) return;
          const [head = '', tail = ''] = text.split(`[${leftOutBytes} bytes left out]\n`);
          expect(head.length).toBeLessThanOrEqual(most + 1);
          expect(tail.length).toBeLessThanOrEqual(most);
          expect(scrubbed.endsWith(tail)).toBe(true);
          // The mark stands on a line of its own, so that the last character may be the mark's.
          const sums = [head, head.slice(0, -1)].map((kept) => Buffer.byteLength(kept + tail) + leftOutBytes);
          expect(sums).toContain(Buffer.byteLength(scrubbed));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('hands a line on once it has ended, not before, and only the beginning of an endless one', () => {
    expect(read(['PROGRESS: as', 'king\nnext'], 'PROGRESS: asking\nnext')).toMatchObject({
      ...{ lines: ['PROGRESS: asking'], early: 1, text: 'PROGRESS: asking\nnext' },
    });
    const { lines } = read([], `${'x'.repeat(200_000)}\ny\n`);
    expect(lines.map((line) => line.length)).toEqual([4000, 1]);
  });

  it('reads what was added to the output after it came', () => {
    expect(read(['one\n'], 'one\nCountersign: two\n').text).toBe('one\nCountersign: two\n');
  });

  it('holds no more than it keeps of an output without end', () => {
    const reader = readOutput(scrubber, { most: 1000, onLine: () => undefined });
    for (let i = 0; i < 20_000; i += 1) reader.take(`${i}: ${'x'.repeat(90)}\n`);
    const { text, leftOutBytes } = reader.end('');
    expect(text).toMatch(/^0: x.*19999: x+\n$/s);
    expect(text.length).toBeLessThan(2100);
    expect(leftOutBytes).toBeGreaterThan(1_900_000);
  });
});
