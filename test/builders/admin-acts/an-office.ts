import { join } from 'node:path';
import { profileCommand } from '../../../src/cli/profile-command.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import { loadDigestKey } from '../../../src/redis/digest-key.js';
import type { Stores } from '../../../src/redis/open-stores.js';
import { createSealer } from '../../../src/redis/secret-box.js';
import { newId } from '../../../src/roles/new-id.js';
import { scriptShelf } from '../../../src/roles/script-shelf.js';
import type { Control, Seen } from '../control.js';
import type { Countersign } from '../countersign.js';
import { storesOf } from '../saved-profile.js';
import { aSecret } from './a-secret.js';
import type { Writing } from './acts.js';

type Typed = {
  readonly stdin?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly review?: boolean;
};

/** Where admins work: Slack and a terminal. Whatever either shows is in `shown`, and every value in `secrets`. */
export type Office = {
  readonly control: Control;
  readonly stores: Stores;
  /** The profile that this round is about. */
  readonly name: string;
  readonly secrets: string[];
  /** Values that were plain once and became sensitive. */
  readonly hidden: string[];
  readonly shown: string[];
  /** How often each act came to something. */
  readonly done: Map<string, number>;
  fresh(how: Writing): string;
  /** The act came to something. */
  count(act: string): void;
  see(seen: Promise<Seen>): Promise<Seen>;
  type(
    args: readonly string[],
    typed?: Typed,
  ): Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
};

/** One round's office; `of` are the records of all rounds. */
export async function anOffice(
  world: Countersign,
  name: string,
  of: Pick<Office, 'secrets' | 'hidden' | 'shown' | 'done'>,
): Promise<Office> {
  const { control, ring, workspace, dir } = world;
  const stores = storesOf(world);
  const digestKey = await loadDigestKey(stores.client, { ring, workspace });
  const tools = {
    ...{ ...stores, newId, operator: 'terminal of ada', runTimeLimitMs: 20_000 },
    shelf: scriptShelf(join(dir, 'scripts')),
    sealer: async () => createSealer(ring, digestKey),
  };
  return {
    ...{ control, stores, name, ...of },
    fresh(how) {
      const value = aSecret(how);
      of.secrets.push(value);
      return value;
    },
    count: (act) => void of.done.set(act, (of.done.get(act) ?? 0) + 1),
    async see(asked) {
      const seen = await asked;
      // What somebody has typed stays on their own screen until they send it.
      const view = seen.view ? { ...seen.view, values: {} } : null;
      of.shown.push(JSON.stringify({ ...seen, view }));
      return seen;
    },
    async type(args, { stdin = '', files = {}, review = false } = {}) {
      const heard = { out: '', err: '' };
      const terminal = aTerminal(heard, stdin, files);
      const opened = {
        kind: 'opened',
        tools: { ...tools, needsReview: review },
        close: async () => undefined,
      };
      const code = await profileCommand(
        { terminal, open: async () => ({ ...opened, kind: 'opened' }) },
        args,
      );
      of.shown.push(heard.out, heard.err);
      return { code, ...heard };
    },
  };
}

function aTerminal(
  heard: { out: string; err: string },
  stdin: string,
  files: Readonly<Record<string, string>>,
): Terminal {
  return {
    out: (text) => {
      heard.out += text;
    },
    err: (text) => {
      heard.err += text;
    },
    readFile: async (path) => files[path] ?? Promise.reject(new Error(`there is no file ${path}`)),
    readStdin: async () => stdin,
    now: () => Date.now(),
  };
}
