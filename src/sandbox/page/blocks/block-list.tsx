import type { Block } from '../../block-kit/blocks.js';
import { Element } from '../elements/element.js';
import { InputField } from '../elements/input-field.js';
import { Picture } from './picture.js';
import { RichTextBlock } from './rich-text.js';
import { Text } from './text.js';

/** Blocks one under the other, as a message, a modal or the App Home shows them. */
export function BlockList({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div class="blocks">
      {blocks.map((block) => (
        <BlockPart key={block.block_id} block={block} />
      ))}
    </div>
  );
}

function BlockPart({ block }: { block: Block }) {
  switch (block.type) {
    case 'header':
      return (
        <h3 class="block header">
          <Text text={block.text} />
        </h3>
      );
    case 'divider':
      return <hr class="block" />;
    case 'section':
      return <Section block={block} />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return (
        <div class="block actions">
          {block.elements.map((element) => (
            <Element key={element.action_id} block={block} element={element} name={nameBeside(element)} />
          ))}
        </div>
      );
    case 'image':
      return (
        <figure class="block image">
          {block.title && (
            <figcaption>
              <Text text={block.title} />
            </figcaption>
          )}
          <Picture url={block.image_url} alt={block.alt_text} />
        </figure>
      );
    case 'rich_text':
      return <RichTextBlock block={block} />;
    case 'input':
      return <InputField block={block} />;
  }
}

/** What a reader calls an element that has no label of its own. */
function nameBeside(element: { type: string; placeholder?: { text: string } | undefined }): string {
  return element.placeholder?.text ?? element.type.replaceAll('_', ' ');
}

function Section({ block }: { block: Extract<Block, { type: 'section' }> }) {
  const { text, fields, accessory } = block;
  return (
    <div class="block section">
      <div class="section-words">
        {text && (
          <div class="words">
            <Text text={text} />
          </div>
        )}
        {fields && (
          <div class="fields">
            {fields.map((field, index) => (
              <div class="words" key={index}>
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory?.type === 'image' && <Picture url={accessory.image_url} alt={accessory.alt_text} isSmall />}
      {accessory && accessory.type !== 'image' && (
        <div class="accessory">
          <Element block={block} element={accessory} name={text?.text ?? nameBeside(accessory)} />
        </div>
      )}
    </div>
  );
}

function Context({ block }: { block: Extract<Block, { type: 'context' }> }) {
  return (
    <div class="block context">
      {block.elements.map((element, index) =>
        element.type === 'image' ? (
          <Picture key={index} url={element.image_url} alt={element.alt_text} isSmall />
        ) : (
          <div class="words" key={index}>
            <Text text={element} />
          </div>
        ),
      )}
    </div>
  );
}
