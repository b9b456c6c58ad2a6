import type { WebClient } from '@slack/web-api';
import type { RequestIn } from '../domain/request.js';
import { codeText } from './escape.js';
import { openDirectChannel } from './open-direct-channel.js';
import { certificateFiles } from './render/certificate-files.js';
import { uploadFiles } from './upload-files.js';

/** Sends a certificate in all its forms to one user, as files in one direct message. */
export async function sendCertificate(
  client: WebClient,
  user: string,
  request: RequestIn<'issued'>,
): Promise<void> {
  const files = certificateFiles(request);
  const channel = await openDirectChannel(client, user);
  const lines = files.map(({ name, what }) => `• \`${name}\`: ${what}`);
  const about = `Your certificate for ${codeText(request.snapshot.commonName, 200)} (request \`${request.id}\`):`;
  await uploadFiles(client, channel, files, [about, ...lines].join('\n'));
}
