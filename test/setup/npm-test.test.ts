import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCheckout, type Checkout, withPackages } from './a-checkout.js';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await withPackages(aCheckout(), 'typescript', 'vitest', '@biomejs/biome', 'dependency-cruiser');
  const compilerOptions = { module: 'nodenext', target: 'ES2023', types: [], skipLibCheck: true };
  checkout.write('tsconfig.json', JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true } }));
  checkout.write(
    'tsconfig.build.json',
    JSON.stringify({
      compilerOptions: { ...compilerOptions, rootDir: 'src', outDir: 'dist' },
      include: ['src'],
    }),
  );
  checkout.write('biome.json', '{}\n');
  checkout.write('.dependency-cruiser.cjs', readFileSync('.dependency-cruiser.cjs', 'utf8'));
  checkout.write('src/redis/lua/step.lua', 'return 1');
  checkout.write('src/one.ts', 'export const one = 1;\n');
  checkout.write('test/__init__.py', '');
  checkout.write('test/runner/__init__.py', '');
});
afterAll(() => {
  checkout.remove();
});
const npmTest = (env: Readonly<Record<string, string>>) =>
  checkout.node([join(checkout.dir, 'setup', 'test.mjs')], env);
const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

describe('npm test', { timeout: 120_000 }, () => {
  it('runs everything although each part fails, and ends with the count of both languages', async () => {
    checkout.write('src/domain/bad.ts', "import '../one.js';\nexport const bad: number = 'text';\n");
    checkout.write(
      'test/a.test.ts',
      `import { expect, it } from 'vitest';
       it('passes', () => {});
       it('fails', () => { expect(1).toBe(2); });
       it.skip('is skipped', () => {});`,
    );
    checkout.write(
      'test/runner/test_a.py',
      'import unittest\nclass A(unittest.TestCase):\n def test_a(self): pass\n def test_b(self): self.fail()\n',
    );
    const { code, stdout } = await npmTest({ CI: 'true' });
    for (const name of ['lint', 'types', 'arch', 'build'])
      expect(stdout).toContain(`FAILED ${name} (npm run ${name})`);
    expect(stdout).toContain('skipped, which counts as failed here: is skipped');
    expect(lastLine(stdout)).toBe('2 passed, 7 failed');
    expect(code).toBe(1);
  });

  it('ends well when all is well, with a skipped test outside of CI', async () => {
    checkout.write('src/domain/bad.ts', 'export const good = 1;\n');
    checkout.write('biome.json', '{ "formatter": { "enabled": false }, "linter": { "enabled": false } }\n');
    checkout.write(
      'test/a.test.ts',
      `import { it } from 'vitest'; it('passes', () => {}); it.skip('is skipped', () => {});`,
    );
    checkout.write(
      'test/runner/test_a.py',
      'import unittest\nclass A(unittest.TestCase):\n def test_a(self): pass\n',
    );
    const { code, stdout } = await npmTest({});
    expect(lastLine(stdout)).toBe('2 passed, 0 failed');
    expect(code).toBe(0);
  });
});
