import type { Block } from './blocks.js';
import { elementsOf } from './elements-of.js';

/** What is wrong, and where below the list of blocks. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

type Surface = 'message' | 'modal' | 'home';

/** What no block can see alone: ids used twice, two elements that want the focus, blocks out of place. */
export function layoutFaults(blocks: readonly Block[], surface: Surface): Fault[] {
  return [
    ...repeatedBlockIds(blocks),
    ...blocks.flatMap(repeatedActionIds),
    ...focusFaults(blocks),
    ...blocks.flatMap((block, index) => placeFaults(block, `/${index}`, surface)),
  ];
}

function repeatedBlockIds(blocks: readonly Block[]): Fault[] {
  return blocks.flatMap((block, index) =>
    blocks.findIndex((each) => each.block_id === block.block_id) < index
      ? [{ path: `/${index}/block_id`, message: `block_id already exists: ${block.block_id}` }]
      : [],
  );
}

function repeatedActionIds(block: Block, index: number): Fault[] {
  const ids = elementsOf([block]).map(({ element }) => element.action_id);
  return ids.flatMap((id, place) =>
    ids.indexOf(id) < place
      ? [{ path: `/${index}/elements/${place}/action_id`, message: `action_id already exists: ${id}` }]
      : [],
  );
}

function focusFaults(blocks: readonly Block[]): Fault[] {
  const focused = elementsOf(blocks).filter(
    ({ element }) => 'focus_on_load' in element && element.focus_on_load === true,
  );
  return focused.length > 1 ? [{ path: '', message: 'only one element may set focus_on_load' }] : [];
}

function placeFaults(block: Block, path: string, surface: Surface): Fault[] {
  const faults: Fault[] = [];
  // Slack shows some inputs in messages by now; a message that asks for input is refused here.
  if (block.type === 'input' && surface === 'message') {
    faults.push({ path: `${path}/type`, message: 'unsupported type: input' });
  }
  if (block.type === 'input' && block.element.type === 'file_input' && surface !== 'modal') {
    faults.push({ path: `${path}/element/type`, message: 'unsupported type: file_input' });
  }
  const asksForResponseUrl = elementsOf([block]).some(
    ({ element }) => 'response_url_enabled' in element && element.response_url_enabled === true,
  );
  if (asksForResponseUrl && (surface !== 'modal' || block.type !== 'input')) {
    faults.push({ path, message: 'response_url_enabled is for input blocks of modals only' });
  }
  return faults;
}
