import type { ElementValue } from '../client/element-value.js';
import type { View } from '../workspace/view.js';
import type { ShownView } from './screen.js';
import type { ShownValue } from './shown-value.js';

/** A modal or an App Home as its owner's client shows it. */
export function describeShownView({ id, hash, content, state, ...view }: View): ShownView {
  const isModal = content.type === 'modal';
  return {
    ...{ id, hash, type: content.type },
    title: isModal ? content.title.text : 'Home',
    submit: isModal ? (content.submit?.text ?? null) : null,
    close: isModal ? (content.close?.text ?? 'Cancel') : '',
    blocks: content.blocks,
    state: Object.fromEntries([...state].map(([block, values]) => [block, shownValues(values)])),
    fieldErrors: Object.fromEntries(view.fieldErrors),
    error: view.error ?? null,
    isSubmitting: view.submitting,
  };
}

function shownValues(values: ReadonlyMap<string, ElementValue>): Record<string, ShownValue> {
  return Object.fromEntries([...values].map(([action, value]) => [action, shownValue(value)]));
}

function shownValue(value: ElementValue): ShownValue {
  if (value.type !== 'file_input') return value;
  const files = value.files.map(({ id, name, size }) => ({
    ...{ id: String(id), name: String(name), size: Number(size) },
  }));
  return { type: 'file_input', files };
}
