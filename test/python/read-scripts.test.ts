import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listScripts, readScript } from '../../src/python/read-scripts.js';
import { aScript } from '../builders/script.js';

let directory = '';
const write = (path: string, content: string | Buffer = ''): void => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), content);
};
const reasons = async (name: string): Promise<unknown> => {
  const found = await readScript(directory, name);
  return found.kind === 'refused' ? found.reasons : found;
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'countersign-scripts-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('listScripts', () => {
  it('names the files and the folders that are scripts', async () => {
    for (const path of [
      'b.py',
      'a/script.py',
      'notes.md',
      'c/other.py',
      '__pycache__/script.py',
      'not.a.name.py',
    ]) {
      write(path);
    }
    symlinkSync(join(directory, 'b.py'), join(directory, 'link.py'));
    expect(await listScripts(directory)).toEqual(['a', 'b']);
  });

  it('is empty where there is no directory', async () => {
    expect(await listScripts(join(directory, 'missing'))).toEqual([]);
  });
});

describe('readScript', () => {
  it('reads a single file as the entry file', async () => {
    write('one.py', 'the code');
    expect(await readScript(directory, 'one')).toEqual({
      kind: 'read',
      script: aScript({ 'script.py': 'the code' }, 'one'),
    });
  });

  it('reads a folder with its modules, without what Python has compiled', async () => {
    const bytes = Buffer.from([0, 255, 10]);
    write('two/script.py', 'the code');
    write('two/lib/data.bin', bytes);
    write('two/lib/__pycache__/x.pyc');
    expect(await readScript(directory, 'two')).toEqual({
      kind: 'read',
      script: aScript({ 'script.py': 'the code', 'lib/data.bin': bytes }, 'two'),
    });
  });

  it.each(['../one', '/etc/passwd', 'a/b', '', '.', 'one.py'])('refuses the name "%s"', async (name) => {
    write('one.py');
    expect(await reasons(name)).toEqual([`"${name}" is not a script name`]);
  });

  it('refuses what is not there, not a folder, or there twice', async () => {
    write('file');
    write('twice.py');
    write('twice/script.py');
    write('empty/notes.md');
    expect(await reasons('none')).toEqual(['there is no none.py and no folder none']);
    expect(await reasons('file')).toEqual(['file is not a folder']);
    expect(await reasons('twice')).toEqual(['there are both twice.py and a folder twice']);
    expect(await reasons('empty')).toEqual(['has no script.py']);
  });

  it('refuses links, wherever they are and lead', async () => {
    write('real/script.py');
    symlinkSync('/etc/passwd', join(directory, 'one.py'));
    symlinkSync(join(directory, 'real'), join(directory, 'linked'));
    symlinkSync('/etc', join(directory, 'real', 'lib'));
    expect(await reasons('one')).toEqual(['script.py is not a regular file']);
    expect(await reasons('linked')).toEqual(['linked is not a folder']);
    expect(await reasons('real')).toEqual(['lib is not a regular file']);
  });

  it('refuses what is too large, with every reason', async () => {
    write('big/script.py', Buffer.alloc((1 << 20) + 1));
    write('big/.hidden');
    expect(await reasons('big')).toEqual(['.hidden is not a plain name', 'script.py is over 1 MB']);
    write('much/script.py');
    for (const name of ['a', 'b', 'c', 'd', 'e']) write(`much/${name}`, Buffer.alloc(1 << 20));
    expect(await reasons('much')).toEqual(['is over 4 MB']);
  });
});
