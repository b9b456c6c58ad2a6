import { describe, expect, it } from 'vitest';
import { completions, outgoing, usageHint } from '../../../src/sandbox/page/state/completion.js';
import type { Screen } from '../../../src/sandbox/screen/screen.js';

const person = (name: string): Screen['people'][number] => ({
  ...{ id: `U${name.toUpperCase()}`, name, realName: `${name} Somebody`, kind: 'member', isActive: true },
});
const known = {
  commands: [{ command: '/cert', description: 'Certificates', hint: 'help | request' }],
  people: [person('eve'), { ...person('dan'), isActive: false }],
  groups: [{ id: 'S1', handle: 'pki-admins', name: 'PKI admins', members: [] }],
  shortcuts: [{ name: 'Do it', type: 'global' as const }],
};
const labels = (text: string) => completions(text, known).map(({ label }) => label);

describe('completions', () => {
  it('offer commands, shortcuts and /invite at the beginning of a message only', () => {
    expect(labels('/')).toEqual(['/cert', '/invite', 'Do it']);
    expect(labels('/ce')).toEqual(['/cert']);
    expect(labels('and /ce')).toEqual([]);
    expect(labels('/cert ')).toEqual([]);
  });

  it('offer people and groups after @, not who has left', () => {
    expect(labels('hi @')).toEqual(['@eve', '@pki-admins']);
    expect(completions('hi @ev', known)[0]?.text).toBe('hi @eve ');
    expect(labels('mail@ev')).toEqual([]);
  });
});

describe('usageHint', () => {
  it('stands by while a command is being typed', () => {
    expect(usageHint('/cert req', known)).toBe('/cert help | request');
    expect(usageHint('/certain', known)).toBeNull();
  });
});

describe('outgoing', () => {
  it('escapes what Slack escapes and makes mentions of known names', () => {
    expect(outgoing('a < b & @eve, @pki-admins @nobody', known)).toBe(
      'a &lt; b &amp; <@UEVE>, <!subteam^S1> @nobody',
    );
  });

  it('leaves commands as they were typed', () => {
    expect(outgoing(' /cert show <x> @eve ', known)).toBe('/cert show <x> @eve');
  });
});
