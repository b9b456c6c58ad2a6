import { z } from 'zod';
import { parseBlocks } from '../block-kit/parse-blocks.js';
import { findMessage } from '../workspace/find.js';
import { postMessage } from '../workspace/post-message.js';
import type { Channel, StoredFile } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { structure, text } from './arguments.js';
import { method, type Refusal, refuse } from './method.js';
import { joinedChannel, type Reachable } from './reachable-channel.js';

const fileList = structure.pipe(
  z.array(z.strictObject({ id: text, title: text.optional(), highlight_type: text.optional() })).min(1),
);

/**
 * Last of three calls, once per file: takes the uploaded bytes and shares them. The app must be a member of
 * the channel whatever its scopes, `channel_id` is a channel and never a user, `thread_ts` a thread's root.
 */
export const filesCompleteUploadExternal = method({
  name: 'files.completeUploadExternal',
  token: 'bot',
  scopes: ['files:write'],
  tier: 4,
  args: z.strictObject({
    files: fileList,
    channel_id: z
      .string()
      .regex(/^[CGDZ][A-Z0-9]{8,}$/, 'must match pattern ^[CGDZ][A-Z0-9]{8,}$')
      .optional(),
    thread_ts: text.optional(),
    initial_comment: z.string().optional(),
    blocks: structure.optional(),
  }),
  run: (world, args) => {
    const uploaded = uploadedFiles(world, args.files);
    if (!uploaded.ok) return uploaded;
    const target = args.channel_id === undefined ? undefined : shareTarget(world, args.channel_id, args);
    if (target?.ok === false) return target;
    const content = parseBlocks(args.initial_comment ? [] : (args.blocks ?? []));
    if (!content.ok) return refuse(content.error, content.messages);
    for (const { file, title } of uploaded.files) {
      file.completed = true;
      file.title = title;
    }
    if (target) {
      const files = uploaded.files.map(({ file }) => file);
      share(world, target.channel, files, {
        text: args.initial_comment ?? '',
        blocks: content.blocks,
        threadTs: args.thread_ts,
      });
    }
    return { ok: true, files: uploaded.files.map(({ file, title }) => ({ id: file.id, title })) };
  },
});

type Uploaded = { readonly ok: true; readonly files: { file: StoredFile; title: string }[] } | Refusal;

function uploadedFiles(world: World, sent: z.infer<typeof fileList>): Uploaded {
  const files = sent.flatMap(({ id, title }) => {
    const file = world.workspace.files.get(id);
    const isReady = file?.content && !file.completed && file.user === world.workspace.bot.id;
    return isReady ? [{ file, title: title ?? file.title }] : [];
  });
  return files.length === sent.length ? { ok: true, files } : refuse('file_not_found');
}

function shareTarget(
  world: World,
  channelId: string,
  { thread_ts }: { thread_ts?: string | undefined },
): Reachable {
  const found = joinedChannel(world, channelId);
  if (!found.ok || thread_ts === undefined) return found;
  const root = findMessage(found.channel, thread_ts);
  if (root && root.threadTs === undefined) return found;
  return refuse('invalid_arguments', [
    '[ERROR] must be the ts of a parent message [json-pointer:/thread_ts]',
  ]);
}

function share(
  world: World,
  channel: Channel,
  files: StoredFile[],
  message: Pick<Parameters<typeof postMessage>[2], 'text' | 'blocks' | 'threadTs'>,
): void {
  const posted = postMessage(world, channel, {
    ...message,
    user: world.workspace.bot.id,
    byApp: true,
    fileIds: files.map((file) => file.id),
  });
  for (const file of files) file.shares.push({ channel: channel.id, ts: posted.ts });
}
