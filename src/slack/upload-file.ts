import type { WebClient } from '@slack/web-api';
import type { Upload } from '../workflow/notifier.js';
import { slackErrorName } from './slack-failure.js';

type File = { readonly name: string; readonly content: string; readonly comment: string };
type Place = { readonly channel: string; readonly ts: string | null };

/**
 * A text file into a channel or thread in Slack's three calls. The file id is remembered before the last call,
 * which makes the file visible: a retry goes on with that file and does not show a second one. Gives the id.
 */
export async function uploadFile(
  client: WebClient,
  place: Place,
  file: File,
  upload: Upload,
): Promise<string> {
  if (upload.fileId !== null && (await isFinished(client, place, file, upload.fileId))) return upload.fileId;
  const fileId = await sendBytes(client, file);
  await upload.remember(fileId);
  await complete(client, place, file, fileId);
  return fileId;
}

/** The first two calls: nobody sees the file yet. Gives its id. */
export async function sendBytes(
  client: WebClient,
  { name, content }: { readonly name: string; readonly content: string | Buffer },
): Promise<string> {
  const bytes = Buffer.from(content);
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    filename: name,
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
  return file_id;
}

async function complete(client: WebClient, place: Place, file: File, fileId: string): Promise<void> {
  await client.files.completeUploadExternal({
    files: [{ id: fileId, title: file.name }],
    channel_id: place.channel,
    initial_comment: file.comment,
    ...(place.ts === null ? {} : { thread_ts: place.ts }),
  });
}

/**
 * Finishes an earlier upload whose last call was not answered: it may not have been carried out, or may still be.
 * Slack carries it out once per file, so asking again for the same file cannot show it twice. False: start anew.
 */
async function isFinished(client: WebClient, place: Place, file: File, fileId: string): Promise<boolean> {
  const found = await whereIs(client, fileId, place.channel);
  if (found !== 'nowhere') return found === 'there';
  try {
    await complete(client, place, file, fileId);
    return true;
  } catch (err) {
    if (slackErrorName(err) !== 'file_not_found') throw err;
    return (await whereIs(client, fileId, place.channel)) === 'there';
  }
}

/** Slack does not know a file before its last call was carried out. */
async function whereIs(
  client: WebClient,
  fileId: string,
  channel: string,
): Promise<'there' | 'elsewhere' | 'nowhere'> {
  try {
    const { file } = await client.files.info({ file: fileId });
    const shared = [...(file?.channels ?? []), ...(file?.groups ?? []), ...(file?.ims ?? [])];
    return shared.includes(channel) ? 'there' : 'elsewhere';
  } catch (err) {
    if (slackErrorName(err) === 'file_not_found') return 'nowhere';
    throw err;
  }
}
