import { limits } from '../block-kit/limits.js';
import { filePayload } from '../payloads/file-payload.js';
import { newId } from '../workspace/new-id.js';
import type { StoredFile, User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import type { ElementValue } from './element-value.js';
import { failed } from './outcome.js';

/** A file as the control API takes it; binary content comes as base64. */
export interface GivenFile {
  readonly name: string;
  readonly content: string;
  readonly encoding?: 'utf8' | 'base64' | undefined;
}

/** Uploads what a person picked in a file input: so many files, none over 10 MB. */
export function uploadFiles(
  world: World,
  user: User,
  element: { max_files?: number | undefined },
  given: readonly GivenFile[],
): { ok: true; value: ElementValue } | ReturnType<typeof failed> {
  const most = element.max_files ?? limits.fileInput.files;
  if (given.length > most) return failed(`takes at most ${most} files`);
  const files = given.map((file) => storedFile(world, user, file));
  const tooBig = files.find((file) => file.length > limits.fileInput.bytes);
  if (tooBig) return failed(`takes files up to 10 MB, ${tooBig.name} is larger`);
  for (const file of files) world.workspace.files.set(file.id, file);
  return { ok: true, value: { type: 'file_input', files: files.map((file) => filePayload(world, file)) } };
}

function storedFile(world: World, user: User, given: GivenFile): StoredFile {
  const content = Buffer.from(given.content, given.encoding ?? 'utf8');
  return {
    id: newId('F'),
    name: given.name,
    title: given.name,
    length: content.length,
    user: user.id,
    created: Math.floor(world.clock.now() / 1000),
    content,
    completed: true,
    shares: [],
  };
}
