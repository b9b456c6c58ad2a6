import type { WebClient } from '@slack/web-api';
import type { RequestIn } from '../domain/request.js';
import { codeText } from './escape.js';
import { certificateFiles } from './render/certificate-files.js';
import { uploadFiles } from './upload-files.js';

/** Sends a certificate in all its forms to one user, as files in one direct message. */
export async function sendCertificate(
  client: WebClient,
  user: string,
  request: RequestIn<'issued'>,
): Promise<void> {
  const files = certificateFiles(request);
  const { channel } = await client.conversations.open({ users: user });
  if (!channel?.id) throw new Error('conversations.open answered without a channel');
  const lines = files.map(({ name, what }) => `• \`${name}\`: ${what}`);
  const about = `Your certificate for ${codeText(request.snapshot.commonName, 200)} (request \`${request.id}\`):`;
  await uploadFiles(client, channel.id, files, [about, ...lines].join('\n'));
}
