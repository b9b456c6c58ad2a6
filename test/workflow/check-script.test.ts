import { describe, expect, it } from 'vitest';
import { rememberChecks } from '../../src/python/remember-checks.js';
import { createScriptChecker } from '../../src/python/script-checker.js';
import { checkScript, scriptFaults } from '../../src/workflow/check-script.js';
import { aScript } from '../builders/script.js';
import { aChecker } from '../builders/script-checker.js';
import { silentLog } from '../redis/store-pair.js';

describe('checkScript', () => {
  it('says on a machine without Python that it could not look, which stands in the way of nothing', async () => {
    const python = async () => {
      throw new Error('there is no python3');
    };
    const deps = { scriptChecker: createScriptChecker({ python }), log: silentLog };
    expect(await checkScript(deps, aScript())).toEqual({ kind: 'not-checked' });
    expect(await scriptFaults(deps, aScript())).toEqual([]);
  });

  it('puts errors at the script, and leaves warnings to be said', async () => {
    const deps = { ...aChecker(['it does not parse'], ['eval runs text as code']), log: silentLog };
    expect(await scriptFaults(deps, aScript())).toEqual([{ field: 'script', sentence: 'it does not parse' }]);
    expect(await checkScript(deps, aScript())).toMatchObject({ warnings: ['eval runs text as code'] });
  });
});

describe('rememberChecks', () => {
  const counting = () => {
    const time = { now: 0 };
    const looks: string[] = [];
    const checker = {
      checkScript: async ({ name }: { readonly name: string }) => {
        looks.push(name);
        if (name === 'fails') throw new Error('no Python');
        return { errors: [], warnings: [] };
      },
    };
    return { time, looks, checks: rememberChecks(checker, { keepMs: 100, now: () => time.now }) };
  };

  it('looks at the same bytes once, also while the first look goes on, until that is too long ago', async () => {
    const { time, looks, checks } = counting();
    await Promise.all([checks.checkScript(aScript()), checks.checkScript(aScript(undefined, 'other'))]);
    expect(looks).toEqual(['example']);
    await checks.checkScript(aScript({ 'script.py': 'x = 1\n' }));
    time.now = 100;
    await checks.checkScript(aScript());
    expect(looks).toHaveLength(3);
  });

  it('remembers no look that failed', async () => {
    const { looks, checks } = counting();
    const look = () => checks.checkScript(aScript(undefined, 'fails'));
    await expect(look()).rejects.toThrow('no Python');
    await expect(look()).rejects.toThrow('no Python');
    expect(looks).toEqual(['fails', 'fails']);
  });
});
