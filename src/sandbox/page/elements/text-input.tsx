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
  const sent = useRef(known);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const dispatch = dispatchOf(block, element);
  // What the app or somebody else put in wins over what stands here, unless it is what was sent from here.
  useEffect(() => {
    if (known !== sent.current) setText(known);
    sent.current = known;
  }, [known]);
  const type = (typed: string) => {
    setText(typed);
    sent.current = typed;
    surface.type(at, typed);
    clearTimeout(timer.current);
    if (dispatch.onCharacter) timer.current = setTimeout(() => surface.enter(at, typed), pause);
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
    onBlur: () => void surface.flush(),
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
