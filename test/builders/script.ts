import { type Script, scriptSchema } from '../../src/domain/script.js';

/** A script of the given files (text or bytes), by default one that returns nothing. */
export function aScript(
  files: Readonly<Record<string, string | Uint8Array>> = {
    'script.py': 'def certificate_request(csr, common_name, args_dict):\n    return None\n',
  },
  name = 'example',
): Script {
  const encoded = Object.entries(files).map(([path, content]) => [
    path,
    Buffer.from(content).toString('base64'),
  ]);
  return scriptSchema.parse({ format: 1, name, files: Object.fromEntries(encoded) });
}
