import { useEffect, useRef, useState } from 'preact/hooks';
import type { InteractiveElement } from '../../block-kit/elements.js';
import { useSurface } from '../state/surface.js';
import { idsOf, markOf, type Placed } from './placed.js';

type Typed = Extract<InteractiveElement, { type: 'plain_text_input' | 'number_input' }>;

/** How long a pause in typing is, for an app that wants to hear of each character. */
const pause = 300;

/** A line or a field of text. What is typed goes to the app with the next thing that is done, or when left. */
export function TextInput({ block, element, ...placed }: Placed<Typed>) {
  const { surface, state } = useSurface();
  const at = idsOf({ block, element });
  const held = state[at.block_id]?.[at.action_id];
  const known = held && 'value' in held ? (held.value ?? '') : '';
  const [text, setText] = useState(known);
  const isDirty = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const dispatch = dispatchOf(block, element);
  // What somebody else put in, by the control API, is shown; never while it is being typed into.
  useEffect(() => {
    if (!isDirty.current) setText(known);
  }, [known]);
  const type = (typed: string) => {
    setText(typed);
    isDirty.current = true;
    surface.type(at, typed);
    clearTimeout(timer.current);
    if (dispatch.onCharacter) timer.current = setTimeout(() => surface.enter(at, typed), pause);
  };
  const leave = async () => {
    await surface.flush();
    isDirty.current = false;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing || !dispatch.onEnter || isMultiline) return;
    event.preventDefault();
    void surface.enter(at, text, true);
  };
  const isMultiline = element.type === 'plain_text_input' && element.multiline === true;
  const common = {
    value: text,
    'data-mark': markOf(at),
    placeholder: element.placeholder?.text,
    'aria-label': placed.labelledBy === undefined ? placed.name : undefined,
    'aria-labelledby': placed.labelledBy,
    'aria-describedby': placed.describedBy,
    'aria-required': placed.isRequired,
    'aria-invalid': placed.isInvalid,
    'data-first-focus': element.focus_on_load,
    spellcheck: false,
    autocomplete: 'off' as const,
    onKeyDown: press,
    onBlur: leave,
  };
  if (isMultiline) {
    return (
      <textarea
        class="text-field"
        rows={5}
        {...common}
        onInput={(event) => type(event.currentTarget.value)}
      />
    );
  }
  const inputMode = element.type === 'number_input' ? ('decimal' as const) : ('text' as const);
  return (
    <input
      class="text-field"
      type="text"
      inputMode={inputMode}
      {...common}
      onInput={(event) => type(event.currentTarget.value)}
    />
  );
}

function dispatchOf(
  block: Placed<Typed>['block'],
  element: Typed,
): { onEnter: boolean; onCharacter: boolean } {
  const isOn = block.type === 'input' && block.dispatch_action === true;
  const on = isOn ? (element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']) : [];
  return { onEnter: on.includes('on_enter_pressed'), onCharacter: on.includes('on_character_entered') };
}
