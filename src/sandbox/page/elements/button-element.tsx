import { useState } from 'preact/hooks';
import type { InteractiveElement } from '../../block-kit/elements.js';
import { Text } from '../blocks/text.js';
import { safeAddress } from '../blocks/words.js';
import { useSurface } from '../state/surface.js';
import { useChat } from '../state/use-chat.js';
import { idsOf, markOf, type Placed } from './placed.js';

type Button = Extract<InteractiveElement, { type: 'button' }>;

/** A button; it is busy until the app acknowledged. */
export function ButtonElement({ block, element }: Placed<Button>) {
  const { surface } = useSurface();
  const { confirmation } = useChat();
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    if (isBusy || !(await confirmation.ask(element.confirm))) return;
    const address = element.url === undefined ? null : safeAddress(element.url);
    if (address !== null) window.open(address, '_blank', 'noopener');
    setBusy(true);
    await surface.click(idsOf({ block, element }));
    setBusy(false);
  };
  return (
    <button
      type="button"
      data-mark={markOf(idsOf({ block, element }))}
      class={`button ${element.style ?? 'plain'}`}
      aria-label={element.accessibility_label}
      aria-busy={isBusy}
      onClick={press}
    >
      <Text text={element.text} />
    </button>
  );
}
