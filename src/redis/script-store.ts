import { hashScript, scriptSchema } from '../domain/script.js';
import type { ScriptStore } from '../workflow/ports.js';
import { formatRecord, readValue } from './read-record.js';
import type { StoreClient } from './store-client.js';

/** Scripts by the hash of their bytes. Keeping one again also repairs an entry that was damaged. */
export function createScriptStore(client: StoreClient): ScriptStore {
  const { script: keyOf } = client.keys;
  return {
    async keep(script) {
      const hash = hashScript(script);
      const text = formatRecord(scriptSchema, `script ${script.name}`, script);
      await client.command((redis) => redis.set(keyOf(hash), text));
      return hash;
    },
    async read(hash) {
      const script = await readValue(client, scriptSchema, keyOf(hash), `script ${hash}`);
      if (script && hashScript(script) !== hash) {
        throw new Error(`the stored bytes of script ${hash} are not the ones that were approved`);
      }
      return script;
    },
  };
}
