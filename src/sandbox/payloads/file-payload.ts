import { extname } from 'node:path';
import type { StoredFile } from '../workspace/workspace.js';
import type { World } from '../world.js';

const mimetypes: Readonly<Record<string, string>> = {
  pem: 'text/plain',
  csr: 'text/plain',
  txt: 'text/plain',
  log: 'text/plain',
  json: 'application/json',
  crt: 'application/x-x509-ca-cert',
  p12: 'application/x-pkcs12',
};

/** A file object (docs.slack.dev/reference/objects/file-object), without shares: Slack fills those in later. */
export function filePayload(world: World, file: StoredFile): Record<string, unknown> {
  const filetype = extname(file.name).slice(1).toLowerCase() || 'text';
  const user = world.workspace.users.get(file.user);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: mimetypes[filetype] ?? 'application/octet-stream',
    filetype,
    pretty_type: filetype.toUpperCase(),
    user: file.user,
    user_team: user?.team.id ?? world.workspace.team.id,
    editable: false,
    size: file.length,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    file_access: 'visible',
    url_private: fileUrl(world, file, ''),
    url_private_download: fileUrl(world, file, 'download/'),
    permalink: `${world.origin}/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
  };
}

function fileUrl(world: World, file: StoredFile, how: string): string {
  return `${world.origin}/files-pri/${world.workspace.team.id}-${file.id}/${how}${encodeURIComponent(file.name)}`;
}
