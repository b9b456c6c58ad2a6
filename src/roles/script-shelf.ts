import { listScripts, readScript } from '../python/read-scripts.js';
import type { ScriptShelf } from '../workflow/ports.js';

/** The scripts in a folder, as profiles may take them. A script that is refused there is not on the shelf. */
export function scriptShelf(directory: string): ScriptShelf {
  return {
    names: () => listScripts(directory),
    async read(name) {
      const read = await readScript(directory, name);
      return read.kind === 'read' ? read.script : null;
    },
  };
}
