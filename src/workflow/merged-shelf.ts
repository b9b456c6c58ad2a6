import type { ScriptShelf, ScriptStore, ScriptUploads } from './ports.js';

/**
 * The scripts on disk and those that came through Slack as one shelf. Under a name that both have, the one on disk
 * counts: whoever runs Countersign put it there.
 */
export function mergedShelf(
  disk: ScriptShelf,
  { uploads, scripts }: { readonly uploads: ScriptUploads; readonly scripts: Pick<ScriptStore, 'read'> },
): ScriptShelf {
  return {
    async names() {
      const [onDisk, uploaded] = await Promise.all([disk.names(), uploads.list()]);
      return [...new Set([...onDisk, ...uploaded.map(({ name }) => name)])].sort();
    },
    async read(name) {
      const own = await disk.read(name);
      if (own || (await disk.names()).includes(name)) return own;
      const uploaded = await uploads.read(name);
      const script = uploaded && (await scripts.read(uploaded.hash));
      // The store has the name under which these bytes were kept last.
      return script && { ...script, name };
    },
  };
}
