import { z } from 'zod';
import { filePayload } from '../payloads/file-payload.js';
import { newId, newSecret } from '../workspace/new-id.js';
import { noteActivity } from '../workspace/post-message.js';
import type { StoredFile } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { count, page, text } from './arguments.js';
import { method, refuse } from './method.js';

/** A text that is shown as a snippet is 1 MB at most. */
const snippetLimit = 1024 * 1024;

/** First of three calls: announces a file of that name and length, says where its bytes go. */
export const filesGetUploadUrlExternal = method({
  name: 'files.getUploadURLExternal',
  token: 'bot',
  scopes: ['files:write'],
  tier: 4,
  args: z.strictObject({
    filename: text,
    length: count,
    alt_txt: text.optional(),
    alt_text: text.optional(),
    snippet_type: text.optional(),
  }),
  run: (world, args) => {
    if (args.length === 0) return refuse('missing_argument');
    if (args.snippet_type !== undefined && args.length > snippetLimit) return refuse('snippet_too_large');
    const file: StoredFile = {
      id: newId('F'),
      name: args.filename,
      title: args.filename,
      length: args.length,
      user: world.workspace.bot.id,
      created: Math.floor(world.clock.now() / 1000),
      content: undefined,
      completed: false,
      shares: [],
    };
    const secret = newSecret();
    world.workspace.files.set(file.id, file);
    world.uploads.set(secret, file.id);
    return { ok: true, upload_url: `${world.origin}/upload/v1/${secret}`, file_id: file.id };
  },
});

/** files.info, with the messages the file was shared in. */
export const filesInfo = method({
  name: 'files.info',
  token: 'bot',
  scopes: ['files:read'],
  tier: 4,
  args: z.strictObject({ file: text, ...page, count: count.optional(), page: count.optional() }),
  run: (world, args) => {
    const file = world.workspace.files.get(args.file);
    if (!file?.completed) return refuse('file_not_found');
    return { ok: true, file: { ...filePayload(world, file), ...sharesOf(world, file) }, comments: [] };
  },
});

/** The app deletes what it uploaded itself, nothing else. */
export const filesDelete = method({
  name: 'files.delete',
  token: 'bot',
  scopes: ['files:write'],
  tier: 3,
  args: z.strictObject({ file: text }),
  run: (world, args) => {
    const file = world.workspace.files.get(args.file);
    if (!file?.completed) return refuse('file_not_found');
    if (file.user !== world.workspace.bot.id) return refuse('cant_delete_file');
    world.workspace.files.delete(file.id);
    noteActivity(world);
    return { ok: true };
  },
});

function sharesOf(world: World, file: StoredFile): Record<string, unknown> {
  const shares: Record<'public' | 'private', Record<string, { ts: string }[]>> = {
    public: {},
    private: {},
  };
  for (const { channel, ts } of file.shares) {
    const kind = world.workspace.channels.get(channel)?.kind === 'public' ? 'public' : 'private';
    shares[kind][channel] = [...(shares[kind][channel] ?? []), { ts }];
  }
  return { shares, channels: file.shares.map((share) => share.channel) };
}
