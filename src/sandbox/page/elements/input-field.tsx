import { useId } from 'preact/hooks';
import type { InputBlock } from '../../block-kit/blocks.js';
import { Text } from '../blocks/text.js';
import { useSurface } from '../state/surface.js';
import { Element } from './element.js';

/** An input block: its label, whether it may stay empty, the field, what is wrong with it, and a hint. */
export function InputField({ block }: { block: InputBlock }) {
  const { fieldErrors } = useSurface();
  const error = fieldErrors[block.block_id];
  const id = useId();
  const describedBy = [error === undefined ? '' : `${id}-error`, block.hint ? `${id}-hint` : '']
    .join(' ')
    .trim();
  return (
    <div class={error === undefined ? 'block field' : 'block field field-wrong'}>
      <div class="field-label" id={`${id}-label`}>
        <Text text={block.label} />
        {block.optional ? (
          <span class="optional"> (optional)</span>
        ) : (
          <span class="required" aria-hidden="true">
            {' '}
            *
          </span>
        )}
      </div>
      <Element
        key={block.element.action_id}
        block={block}
        element={block.element}
        name={block.label.text}
        labelledBy={`${id}-label`}
        describedBy={describedBy === '' ? undefined : describedBy}
        isRequired={block.optional !== true}
        isInvalid={error !== undefined}
      />
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {block.hint && (
        <p class="hint" id={`${id}-hint`}>
          <Text text={block.hint} />
        </p>
      )}
    </div>
  );
}
