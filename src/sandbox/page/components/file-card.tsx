import { useEffect, useState } from 'preact/hooks';
import type { ShownFile } from '../../screen/screen.js';
import { readFileText } from '../state/control.js';
import { fileSize } from './file-size.js';
import { Icon } from './icon.js';

const isText = /\.(pem|csr|crt|cer|key|txt|log|json|md|py|ya?ml)$/i;
const mostPreviewed = 100_000;
const firstLines = 5;

/** A file with its beginning, where that is text, and a link to have all of it. */
export function FileCard({ file }: { file: ShownFile }) {
  const [text, setText] = useState<string | null>(null);
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    if (isText.test(file.name) && file.bytes <= mostPreviewed) void readFileText(file.id).then(setText);
  }, [file.id]);
  const lines = (text ?? '').trimEnd().split('\n');
  const hasMore = lines.length > firstLines;
  return (
    <figure class="file">
      <figcaption class="file-head">
        <span class="file-icon">
          <Icon name="file" />
        </span>
        <span class="file-name">
          <strong>{file.name}</strong>
          <small>
            {kindOf(file.name)} · {fileSize(file.bytes)}
          </small>
        </span>
        <a
          class="button plain"
          href={`/_control/files/${file.id}`}
          download={file.name}
          aria-label={`Download ${file.name}`}
        >
          <Icon name="download" /> <span>Download</span>
        </a>
      </figcaption>
      {text !== null && (
        <div class="file-text" role="group" tabIndex={0} aria-label={`Beginning of ${file.name}`}>
          <pre>{isWhole ? lines.join('\n') : lines.slice(0, firstLines).join('\n')}</pre>
        </div>
      )}
      {hasMore && (
        <button type="button" class="file-more" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : `Show all ${lines.length} lines`}
        </button>
      )}
    </figure>
  );
}

function kindOf(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1] ?? '';
  return ending === 'pem' ? 'PEM certificate' : ending.toUpperCase() || 'File';
}
