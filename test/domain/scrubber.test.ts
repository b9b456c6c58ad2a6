import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScrubber } from '../../src/domain/scrubber.js';
import { secretForms } from '../../src/domain/secret-forms.js';

const secretOf = (unit: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .string({ unit, minLength: 6, maxLength: 40 })
    .filter((text) => text.length >= 6 && !'[sensitive]'.includes(text));
const anySecret = fc.oneof(
  secretOf(fc.constantFrom('a', 'b')),
  secretOf(fc.constantFrom(...'aZ9/+= %\n"\'\\é€😀<')),
);
const noise = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '=', '%', 'Z') });

const cut = (text: string, points: readonly number[]): string[] => {
  const at = [...new Set([0, ...points.map((point) => point % (text.length + 1)), text.length])].sort(
    (a, b) => a - b,
  );
  return at.slice(1).map((end, i) => text.slice(at[i], end));
};

describe('createScrubber', () => {
  const text = 'pä$s wörd/"<\'\n\u00a0€';
  const scrubbed = createScrubber([text]).scrub;
  const latin1 = String.raw`p\xc3\xa4$s w\xc3\xb6rd/"<'\n\xc2\xa0\xe2\x82\xac`;

  it.each([
    ['as it is', text],
    ['as base64', Buffer.from(text).toString('base64')],
    ['as base64 of the value alone, without padding', Buffer.from(text).toString('base64url')],
    ['as hex', Buffer.from(text).toString('hex')],
    ['as hex in upper case', Buffer.from(text).toString('hex').toUpperCase()],
    ["by Python's html.escape", 'pä$s wörd/&quot;&lt;&#x27;\n\u00a0€'],
    ["by Go's html.EscapeString", 'pä$s wörd/&#34;&lt;&#39;\n\u00a0€'],
    ['as text of HTML', 'pä$s wörd/"&lt;\'\n\u00a0€'],
    ['by encodeURIComponent', encodeURIComponent(text)],
    [
      'by encodeURIComponent in lower case',
      encodeURIComponent(text).replace(/%../g, (byte) => byte.toLowerCase()),
    ],
    ['as a form field', new URLSearchParams({ a: text }).toString().slice(2)],
    ["by Python's quote", 'p%C3%A4%24s%20w%C3%B6rd/%22%3C%27%0A%C2%A0%E2%82%AC'],
    ["by Python's quote_plus", 'p%C3%A4%24s+w%C3%B6rd%2F%22%3C%27%0A%C2%A0%E2%82%AC'],
    ['by JSON.stringify', JSON.stringify(text).slice(1, -1)],
    ["by Python's json.dumps", String.raw`p\u00e4$s w\u00f6rd/\"<'\n\u00a0\u20ac`],
    ['as JSON of Go', `pä$s wörd/\\"\\u003c'\\n\u00a0€`],
    ["by Python's repr", String.raw`pä$s wörd/"<\'\n\xa0€`],
    ["by Python's ascii", String.raw`p\xe4$s w\xf6rd/"<\'\n\xa0\u20ac`],
    ["by Python's repr of bytes", latin1],
  ])('hides a secret written %s', (_, form) => {
    expect(scrubbed(`<${form}>`)).toBe('<[sensitive]>');
  });

  it.each([0, 1, 2, 3, 4])('hides base64 of a secret after %i other bytes', (before) => {
    const secret = 'correct horse battery staple';
    const encoded = Buffer.from(`${'u'.repeat(before)}${secret}:tail`).toString('base64');
    const rest = createScrubber([secret]).scrub(encoded);
    expect(rest).toContain('[sensitive]');
    expect(rest.length).toBeLessThan(28);
  });

  it.each([64, 76])('leaves at most the ends of a secret in base64 broken into lines of %i', (columns) => {
    const secret = 'eyJhbGciOiJub25lIn0.correct-horse-battery-staple.'.repeat(6);
    for (const before of [0, 1, 2, 40, 50]) {
      const encoded = Buffer.from(`${'u'.repeat(before)}${secret}`).toString('base64');
      const broken = encoded.match(new RegExp(`.{1,${columns}}`, 'g'))?.join('\n') ?? '';
      const left = createScrubber([secret])
        .scrub(broken)
        .split(/\[sensitive\]|\n/)
        .slice(1);
      expect(left.filter((text) => text.length >= 8)).toEqual([]);
    }
  });

  it('hides each line of a value that has many, however the lines are put together', () => {
    const { scrub } = createScrubber(['-----BEGIN KEY-----\r\nAAAABBBB\nCCCCDDDD\nx\n-----END KEY-----\n']);
    expect(scrub('1 AAAABBBB 2 CCCCDDDD 3 x')).toBe('1 [sensitive] 2 [sensitive] 3 x');
  });

  it('hides a value that the script has stripped', () => {
    expect(createScrubber([' hunter2hunter2\n']).scrub('(hunter2hunter2)')).toBe('([sensitive])');
  });

  it('leaves nothing of secrets that overlap', () => {
    expect(createScrubber(['abcdefgh', 'fghijklm']).scrub('-abcdefghijklm-')).toBe('-[sensitive]-');
    expect(createScrubber(['aaaaaa', 'aaaaaaaaaa', 'aab']).scrub('<aaaaaaaaab')).toBe('<[sensitive]b');
  });

  it('does not search for a value under 6 characters', () => {
    expect(createScrubber(['12345', '']).scrub('12345')).toBe('12345');
  });

  it('lets no secret through, in any form, in any company, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(anySecret, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(noise, fc.nat(), fc.nat()), { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        (secrets, pieces, points) => {
          const forms = secrets.map((secret) => [...secretForms(secret)]);
          const text = pieces
            .map(([before, which, form]) => {
              const all = forms[which % forms.length] ?? [];
              return before + (all[form % all.length] ?? '');
            })
            .join('');
          const scrubber = createScrubber(secrets);
          const stream = scrubber.stream();
          const streamed =
            cut(text, points)
              .map((chunk) => stream.write(chunk))
              .join('') + stream.end();
          expect(streamed).toBe(scrubber.scrub(text));
          const visible = streamed.split('[sensitive]');
          for (const form of forms.flat()) expect(visible.filter((part) => part.includes(form))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves a text without secrets as it is', () => {
    fc.assert(
      fc.property(fc.array(anySecret, { maxLength: 3 }), fc.string({ unit: 'binary' }), (secrets, text) => {
        const forms = secrets.flatMap((secret) => [...secretForms(secret)]);
        fc.pre(!forms.some((form) => text.includes(form)));
        expect(createScrubber(secrets).scrub(text)).toBe(text);
      }),
    );
  });

  it('holds back only an end that may begin a secret', () => {
    const stream = createScrubber(['tops3cret']).stream();
    expect(stream.write('PROGRESS: asked the CA\n')).toBe('PROGRESS: asked the CA\n');
    expect(stream.write('password tops3')).toBe('password ');
    expect(stream.write('oil\n')).toBe('tops3oil\n');
    expect(stream.write('tops3')).toBe('');
    expect(stream.write('cret')).toBe('[sensitive]');
    expect(stream.write('tops')).toBe('');
    expect(stream.end()).toBe('tops');
  });

  it('is quick with a long key and a long output', () => {
    const key = Array.from({ length: 50 }, (_, i) => Buffer.alloc(48, i + 1).toString('base64')).join('\n');
    const output = `${'some line of output, nothing to see\n'.repeat(2_000)}${key}`;
    const started = performance.now();
    expect(createScrubber([key]).scrub(output).endsWith('see\n[sensitive]')).toBe(true);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
