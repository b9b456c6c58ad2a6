import type { WebClient } from '@slack/web-api';
import { sendBytes } from './upload-file.js';

/** Several files as one message in a channel; asking again shows them again. */
export async function uploadFiles(
  client: WebClient,
  channel: string,
  files: readonly { readonly name: string; readonly content: string | Buffer }[],
  comment: string,
): Promise<void> {
  const ids = await Promise.all(files.map((file) => sendBytes(client, file)));
  const [first, ...others] = ids.map((id, index) => ({ id, title: files[index]?.name ?? id }));
  if (!first) throw new Error('no file to upload');
  await client.files.completeUploadExternal({
    files: [first, ...others],
    channel_id: channel,
    initial_comment: comment,
  });
}
