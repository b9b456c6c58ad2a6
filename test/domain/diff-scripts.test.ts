import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { diffScripts } from '../../src/domain/diff-scripts.js';
import { aScript } from '../builders/script.js';

describe('diffScripts', () => {
  it('says nothing about the same bytes', () => {
    expect(diffScripts(aScript(), aScript())).toBe('');
  });

  it('shows the lines that changed with those around them, file by file', () => {
    const before = aScript({ 'script.py': 'a\nb\nc\nd\ne\nf\n', 'lib/one.py': '1\n', 'old.py': 'x\n' });
    const after = aScript({ 'script.py': 'a\nb\nc\nd\nE\nf\n', 'lib/one.py': '1\n', 'new.py': 'y\n' });
    const diff = diffScripts(before, after);
    expect(diff).toContain(' d\n-e\n+E\n f\n');
    expect(diff).not.toContain(' a\n');
    expect(diff).toContain('+++ new.py\n');
    expect(diff).toContain('--- (not there)\n');
    expect(diff).toContain('+++ (gone)\n');
    expect(diff).not.toContain('one.py');
  });

  it('names what is no text without showing it', () => {
    const bytes = randomBytes(64);
    const after = aScript({ 'script.py': 'a\n', 'data.bin': Buffer.concat([bytes, Buffer.from([0])]) });
    expect(diffScripts(aScript({ 'script.py': 'a\n' }), after)).toBe(
      'data.bin: its bytes changed; it is no text\n',
    );
  });

  it('gives up within a moment on two large files with nothing in common', () => {
    const text = (word: string) => Array.from({ length: 60_000 }, (_, line) => `${word} ${line}`).join('\n');
    const began = performance.now();
    const diff = diffScripts(aScript({ 'script.py': text('a') }), aScript({ 'script.py': text('b') }));
    expect(diff).toBe('script.py: almost everything changed (60000 lines before, 60000 now)\n');
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
