import type { WebClient } from '@slack/web-api';
import type { HandedKey, KeyCourier } from '../workflow/fetch-key.js';
import { codeText } from './escape.js';
import { openDirectChannel } from './open-direct-channel.js';
import { certificateFileName } from './render/render-proof.js';
import { uploadFiles } from './upload-files.js';

/** Hands made keys to their requesters, as files in one direct message. `client` has the time that uploads take. */
export function createKeyCourier(client: WebClient): KeyCourier {
  return {
    async hand({ request, keyPem, chainPem, pkcs12 }: HandedKey) {
      const channel = await openDirectChannel(client, request.requester.user);
      const pem = certificateFileName(request);
      const name = pem.replace(/\.pem$/, '');
      const files = [
        { name: `${name}.key.pem`, content: keyPem },
        { name: `${name}.p12`, content: pkcs12 },
        { name: pem, content: chainPem },
      ];
      await uploadFiles(client, channel, files, comment(request.snapshot.commonName, name));
    },
  };
}

function comment(commonName: string, name: string): string {
  return [
    `Your key for ${codeText(commonName, 200)}, under your passphrase:`,
    `• the key as PKCS#8: \`${name}.key.pem\``,
    `• key, certificate and chain as PKCS#12, for Java and others: \`${name}.p12\``,
    `• certificate and chain: \`${name}.pem\``,
    'Save them, then delete this message: I keep no copy of the key.',
  ].join('\n');
}
