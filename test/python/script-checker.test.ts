import { describe, expect, it } from 'vitest';
import type { Script } from '../../src/domain/script.js';
import { resolveInterpreter } from '../../src/python/resolve-interpreter.js';
import { createScriptChecker } from '../../src/python/script-checker.js';
import { shippedScript } from '../builders/runner.js';

const interpreter = await resolveInterpreter();
const environment = { PATH: process.env.PATH ?? '' };
const python = async () => ({ executable: interpreter.executable, environment });
const checker = createScriptChecker({ python });

const aScript = (source: string): Script => ({
  ...{ format: 1, name: 'one' },
  files: { 'script.py': Buffer.from(source).toString('base64') },
});
const good = 'def certificate_request(csr, common_name, args_dict):\n    return csr\n';

describe('checkScript', () => {
  it('has nothing to say of a script that we ship', async () => {
    expect(await checker.checkScript(await shippedScript('acme'))).toEqual({ errors: [], warnings: [] });
  });

  it('says with the place what cannot work, and apart from it what somebody should look at', async () => {
    const source = `"""Words.\n\nParameters:\n    a (needed): hint\n"""\nimport no_such_module_1\nexec("1")\n${good}`;
    expect(await checker.checkScript(aScript(source))).toEqual({
      errors: [
        expect.stringMatching(/^script\.py: The marks of a, "needed", are not/),
        expect.stringMatching(/^script\.py, line 6: there is no module no_such_module_1/),
      ],
      warnings: ['script.py, line 7: exec runs text as code'],
    });
    expect((await checker.checkScript(aScript(good))).warnings).toEqual([
      'script.py: no header: its docstring has no section Parameters',
    ]);
  });

  it('runs nothing of the script', async () => {
    const source = `import os\nos.kill(os.getppid(), 15)\nraise SystemExit(3)\n${good}`;
    expect((await checker.checkScript(aScript(source))).errors).toEqual([]);
  });

  it('gives up on a Python that takes too long, and on one that is not there', async () => {
    const slow = createScriptChecker({ python, mostMs: 1 });
    await expect(slow.checkScript(aScript(good))).rejects.toThrow(
      'the script could not be looked at: it took too long',
    );
    const gone = createScriptChecker({ python: async () => ({ executable: '/no/python', environment }) });
    await expect(gone.checkScript(aScript(good))).rejects.toThrow('ENOENT');
  });

  it('ends well for a source that is made to break parsers', async () => {
    for (const source of [
      '('.repeat(200_000),
      `x = ${'-'.repeat(100_000)}1`,
      '\0',
      '\ufeff# -*- coding: nope -*-',
    ])
      expect((await checker.checkScript(aScript(source))).errors).not.toEqual([]);
  });
});
