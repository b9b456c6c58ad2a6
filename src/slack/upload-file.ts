import type { WebClient } from '@slack/web-api';
import type { Upload } from '../workflow/notifier.js';

type File = { readonly name: string; readonly content: string; readonly comment: string };

/**
 * A text file into a channel or thread in Slack's three calls. The file id is remembered before the last call,
 * which makes the file visible: a retry asks files.info first and does not show the file twice. Gives the id.
 */
export async function uploadFile(
  client: WebClient,
  place: { readonly channel: string; readonly ts: string | null },
  file: File,
  upload: Upload,
): Promise<string> {
  if (upload.fileId !== null && (await isShared(client, upload.fileId, place.channel))) return upload.fileId;
  const bytes = Buffer.from(file.content, 'utf8');
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    filename: file.name,
    length: bytes.byteLength,
  });
  if (!upload_url || !file_id)
    throw new Error('files.getUploadURLExternal answered without a place to upload to');
  const sent = await fetch(upload_url, {
    method: 'POST',
    body: bytes,
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  });
  if (!sent.ok) throw new Error(`the upload was answered with ${sent.status}`);
  await upload.remember(file_id);
  await client.files.completeUploadExternal({
    files: [{ id: file_id, title: file.name }],
    channel_id: place.channel,
    initial_comment: file.comment,
    ...(place.ts === null ? {} : { thread_ts: place.ts }),
  });
  return file_id;
}

async function isShared(client: WebClient, fileId: string, channel: string): Promise<boolean> {
  const { file } = await client.files.info({ file: fileId });
  return [...(file?.channels ?? []), ...(file?.groups ?? []), ...(file?.ims ?? [])].includes(channel);
}
