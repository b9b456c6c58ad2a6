import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeText, escapeText, unescapeText } from '../../src/slack/escape.js';

const markup = fc.string({
  unit: fc.constantFrom('&', '<', '>', '`', '*', '!', 'a', ' ', '\n', '\u202e', '|'),
});

describe('escapeText', () => {
  it('leaves no character that begins or ends a mention, a link or an entity', () => {
    expect(escapeText('<!channel> & <@U1|x>')).toBe('&lt;!channel&gt; &amp; &lt;@U1|x&gt;');
  });

  it('is undone by what reads a command, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => unescapeText(escapeText(text)) === text));
    fc.assert(fc.property(markup, (text) => unescapeText(escapeText(text)) === text));
  });
});

describe('unescapeText', () => {
  it.each([
    ['<http://web.example.com|web.example.com>', 'web.example.com'],
    ['<https://web.example.com/a?b=1&amp;c>', 'https://web.example.com/a?b=1&c'],
    ['<mailto:eve@example.com|eve@example.com>', 'eve@example.com'],
    ['<@U0EVE>', '<@U0EVE>'],
    ['&amp;lt;', '&lt;'],
  ])('reads %s as it was typed', (sent, typed) => {
    expect(unescapeText(sent)).toBe(typed);
  });

  it('takes linear time for links that never end', () => {
    const start = performance.now();
    expect(unescapeText('<http:'.repeat(100_000))).toMatch(/^<http:/);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('codeText', () => {
  it('is one line of code that nothing in it can end, of at most the length asked for', () => {
    fc.assert(
      fc.property(markup, fc.integer({ min: 1, max: 30 }), (text, max) => {
        const code = codeText(text, max);
        const inside = unescapeText(code.slice(1, -1));
        return /^`[^`\n<>\u202e]+`$/.test(code) && inside.length <= max;
      }),
    );
  });

  it('cuts before it escapes, so no entity is cut', () => {
    expect(codeText('aa<!channel>', 4)).toBe('`aa&lt;…`');
  });
});
