import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listScripts } from '../../src/python/read-scripts.js';
import { type ATerminal, aTerminal, type Said } from './a-terminal.js';

let terminal: ATerminal;
beforeAll(() => {
  terminal = aTerminal();
});
afterAll(() => terminal.close());

const check = (path: string): Promise<Said> => terminal.script(['check', join(terminal.dir, path)]);

const header = '"""Words.\n\nParameters:\n    a (required): hint\n"""\n';
const good = 'def certificate_request(csr, common_name, args_dict):\n    return csr\n';

/** What is said about a script of this source, without the file's name and the counts. */
async function findings(source: string): Promise<readonly string[]> {
  terminal.write('one.py', source);
  const { out } = await check('one.py');
  return out
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^.*one\.py:/, ''));
}

describe('countersign script check', () => {
  it('finds nothing wrong with the scripts that we ship', async () => {
    const folder = join(process.cwd(), 'runner', 'scripts');
    const shipped = await listScripts(folder);
    expect(shipped).toEqual(['acme', 'cfssl', 'local_ca', 'vault_pki']);
    for (const name of shipped) {
      const file = join(folder, name === 'acme' ? name : `${name}.py`);
      const { code, out, err } = await terminal.script(['check', file]);
      const fine = expect.stringMatching(/^0 faults, 0 warnings, \d+ parameters in the header\n$/);
      expect({ name, code, err, out }).toEqual({ name, code: 0, err: '', out: fine });
    }
  });

  it('never runs the script', async () => {
    terminal.write('boom.py', `${header}open("${terminal.dir}/ran", "w")\nimport boom\n${good}`);
    await check('boom.py');
    expect(await check('ran')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no'),
    });
  });

  it.each([
    ['it is not Python', 'def certificate_request(:\n', /^1: fault: this is not Python: /],
    [
      'a return stands outside',
      `return 1\n${good}`,
      /^1: fault: this is not Python: 'return' outside function$/,
    ],
    [
      'the function is missing',
      'def certificate(csr, cn, args):\n    return csr\n',
      /^1: fault: it defines no function certificate_request\(/,
    ],
    [
      'the function is only a method',
      `class A:\n    ${good.replace('\n', '\n    ')}`,
      /^1: fault: it defines no function/,
    ],
    [
      'it takes two arguments',
      good.replace(', args_dict', ''),
      /^6: fault: .*three positional arguments, and does not take them$/,
    ],
    [
      'it needs four',
      good.replace('args_dict', 'args_dict, more'),
      /^6: fault: .*three positional arguments/,
    ],
    ['it takes them by keyword', good.replace('csr,', '*, csr,'), /^6: fault: .*three positional arguments/],
    ['it is a coroutine', `async ${good}`, /^6: fault: .*a coroutine or a generator/],
    ['it is a generator', good.replace('return', 'yield'), /^6: fault: .*a coroutine or a generator/],
    [
      'it returns nothing',
      good.replace('return csr', 'print(csr)'),
      /^6: warning: certificate_request returns nothing/,
    ],
    [
      'a module is missing',
      `import no_such_module_1\n${good}`,
      /^6: fault: there is no module no_such_module_1 in this Python \(\//,
    ],
    ['an import is relative', `from . import x\n${good}`, /^6: fault: a relative import/],
    [
      'a module may be missing',
      `try:\n    import no_such_module_1\nexcept ImportError:\n    x = 1\n${good}`,
      /^7: warning: there is no module/,
    ],
    [
      'a module is missing that another system may have',
      `import sys\nif sys.platform == "other":\n    import no_such_module_1\n${good}`,
      /^8: warning: there is no module/,
    ],
    [
      'it wants the Avi SDK',
      `from avi.sdk.avi_api import ApiSession\n${good}`,
      /^6: warning: avi\.sdk\.avi_api is of the .*: runner\/avi\.py stands in for avi\.infrastructure\.avi_logging only$/,
    ],
    [
      "it logs by the Avi controller's module",
      `from avi.infrastructure.avi_logging import get_root_logger\n${good}`,
      /^6: warning: avi\.infrastructure\.avi_logging .*for which runner\/avi\.py stands in: .*get_root_logger/,
    ],
    [
      'TLS is not verified',
      `import ssl\nc = ssl._create_unverified_context()\n${good}`,
      /^7: warning: .*TLS certificate is not verified/,
    ],
    [
      'TLS is not verified by requests',
      good.replace('return csr', 'return requests.get(csr, verify=False)'),
      /^7: warning: verify=False/,
    ],
    [
      'a context does not verify',
      good.replace('return', 'csr.check_hostname = False\n    return'),
      /^7: warning: check_hostname = False/,
    ],
    [
      'a context verifies nothing',
      good.replace('return', 'csr.verify_mode = ssl.CERT_NONE\n    return'),
      /^7: warning: CERT_NONE/,
    ],
    [
      'curl does not verify',
      good.replace('return csr', 'return run(["curl", "-k", csr])'),
      /^7: warning: curl -k/,
    ],
    [
      'curl in a text does not verify',
      good.replace('return', 'command = f"curl -sSk {csr}"\n    return'),
      /^7: warning: curl -sSk: the CA's TLS certificate is not verified$/,
    ],
    [
      'curl in a list of its own does not verify',
      good.replace('return', 'command = ["/usr/bin/curl", "--insecure"]\n    return'),
      /^7: warning: curl --insecure/,
    ],
    [
      'a context without verification is imported',
      `from ssl import _create_unverified_context as make\n${good}`,
      /^6: warning: _create_unverified_context: the CA's TLS certificate is not verified$/,
    ],
    [
      'text runs as code',
      good.replace('return csr', 'return eval(csr)'),
      /^7: warning: eval runs text as code/,
    ],
    [
      'a loop has no end',
      good.replace('return', 'while True:\n        pass\n    return'),
      /^7: warning: this loop may never end/,
    ],
    [
      'a loop only waits',
      good.replace('return', 'while "BEGIN" not in csr:\n        time.sleep(15)\n    return'),
      /^7: warning: this loop may never end/,
    ],
  ])('says so when %s', async (_, source, expected) => {
    const source2 = source.startsWith('class') ? source : `${header}${source}`;
    const isBroken = / is not Python|defines no/.test(String(expected));
    const found = await findings(isBroken ? source : source2);
    expect(found.filter((line) => !line.includes('no header'))).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    [
      'other names for the arguments',
      'def certificate_request(a, b, kwargs, x=1, *more, y=2):\n    return a\n',
    ],
    ['any arguments', 'def certificate_request(*args):\n    return args[0]\n'],
    ['a function made elsewhere', 'from functools import partial\ncertificate_request = partial(print)\n'],
    ['a function in an if', `if True:\n    ${good.replace('\n', '\n    ')}`],
    [
      'curl that verifies',
      good.replace('return', 'c = ["curl", "-sS", "--key", "k"], "a curl -X POST"\n    return'),
    ],
    ['prose about curl', good.replace('return', '"No curl -k here."\n    return')],
    ['modules of the standard library', `import os.path, xml.dom.minidom, urllib.request\n${good}`],
    [
      'loops with an end',
      good.replace(
        'return',
        'while True:\n        if csr:\n            break\n    while time.time() < 5:\n        time.sleep(1)\n    return',
      ),
    ],
  ])('takes %s', async (_, source) => {
    expect(await findings(header + source)).toEqual([]);
  });

  it('reads the header', async () => {
    expect(await findings(good)).toEqual([' warning: no header: its docstring has no section Parameters']);
    expect(await findings(`${header.replace('required', 'needed')}${good}`)).toEqual([
      expect.stringMatching(/^ fault: The marks of a, "needed", are not/),
    ]);
  });

  it('looks at every module of a folder, which find each other', async () => {
    terminal.write('folder/script.py', `${header}import words, parts.one\n${good}`);
    terminal.write('folder/words.py', 'eval("1")\n');
    terminal.write('folder/parts/one.py', 'import words\n');
    const { code, out } = await check('folder/');
    expect({ code, out }).toEqual({
      code: 0,
      out: `${terminal.dir}/folder/words.py:1: warning: eval runs text as code\n0 faults, 1 warning, 1 parameter in the header\n`,
    });
  });

  it('explains itself', async () => {
    for (const args of [['check'], ['check', 'a.py', 'b.py'], ['run', 'a.py'], [], ['issue']]) {
      expect(await terminal.script(args)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('usage: countersign script check FILE'),
      });
    }
    expect(await terminal.script(['--help'])).toMatchObject({ code: 0 });
  });
});
