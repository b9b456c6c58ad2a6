import { useMemo } from 'preact/hooks';
import type { ShownView } from '../../screen/screen.js';
import { BlockList } from '../blocks/block-list.js';
import { createSurface, SurfaceContext } from '../state/surface.js';
import { useChat } from '../state/use-chat.js';

/** The blocks of the App Home with what is entered in them. */
export function ViewBlocks({ view }: { view: ShownView }) {
  const chat = useChat();
  const surface = useMemo(() => createSurface(chat, { view_id: view.id }), [chat, view.id]);
  const { state, fieldErrors } = view;
  return (
    <SurfaceContext.Provider value={{ surface, state, fieldErrors }}>
      <BlockList blocks={view.blocks} />
    </SurfaceContext.Provider>
  );
}
