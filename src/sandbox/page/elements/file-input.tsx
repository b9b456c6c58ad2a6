import { useRef, useState } from 'preact/hooks';
import type { InteractiveElement } from '../../block-kit/elements.js';
import { fileSize } from '../components/file-size.js';
import { useSurface } from '../state/surface.js';
import { idsOf, markOf, type Placed } from './placed.js';

type Files = Extract<InteractiveElement, { type: 'file_input' }>;

/** Files by choosing or by dropping. */
export function FileInput({ block, element, ...placed }: Placed<Files>) {
  const { surface, state } = useSurface();
  const at = idsOf({ block, element });
  const held = state[at.block_id]?.[at.action_id];
  const files = held?.type === 'file_input' ? held.files : [];
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const most = element.max_files ?? 10;
  const take = async (chosen: FileList | null | undefined) => {
    if (!chosen || chosen.length === 0) return;
    await surface.enter(at, await Promise.all([...chosen].map(readFile)));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer?.files);
  };
  const over = (isHere: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isHere);
  };
  const types = element.filetypes?.map((type) => `.${type}`).join(',');
  return (
    <div
      role="group"
      class={isOver ? 'drop drop-over' : 'drop'}
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={drop}
    >
      <input
        ref={chooser}
        type="file"
        class="out-of-sight"
        data-mark={markOf(at)}
        multiple={most > 1}
        accept={types}
        aria-labelledby={placed.labelledBy}
        aria-describedby={placed.describedBy}
        aria-invalid={placed.isInvalid}
        onChange={(event) => take(event.currentTarget.files)}
      />
      {files.map((file) => (
        <span class="chip" key={file.id}>
          {file.name} <small>{fileSize(file.size)}</small>
          <button type="button" aria-label={`Remove ${file.name}`} onClick={() => surface.enter(at, null)}>
            ×
          </button>
        </span>
      ))}
      {files.length === 0 && (
        <span class="drop-words">
          <button type="button" class="link" tabIndex={-1} onClick={() => chooser.current?.click()}>
            Choose {most > 1 ? 'files' : 'a file'}
          </button>{' '}
          or drop {most > 1 ? 'them' : 'it'} here
        </span>
      )}
    </div>
  );
}

async function readFile(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { file: { name: file.name, content: btoa(binary), encoding: 'base64' as const } };
}
