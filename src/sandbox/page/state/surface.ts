import { type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ShownValue } from '../../screen/shown-value.js';
import type { Chat } from './chat.js';

/** Where blocks are: in a view, or in a message. */
export type Where = { readonly view_id: string } | { readonly channel: string; readonly ts: string };

type Value =
  | string
  | readonly string[]
  | readonly { file: { name: string; content: string; encoding: 'base64' } }[]
  | null;

/** What the elements of one surface do. One thing at a time, and what was typed goes first. */
export interface Surface {
  readonly where: Where;
  readonly isBusy: ReadonlySignal<boolean>;
  /** Keeps typed text until the next thing is done. */
  type(at: At, text: string): void;
  enter(at: At, value: Value, isEnter?: boolean): Promise<void>;
  click(at: At, option?: string): Promise<void>;
  /** Sends what was typed, then does something with the whole surface: submits, closes. */
  act(action: string, body?: object): Promise<void>;
  flush(): Promise<void>;
}

export interface At {
  readonly block_id: string;
  readonly action_id: string;
}

export function createSurface(chat: Chat, where: Where): Surface {
  const running = signal(0);
  const typed = new Map<string, { at: At; text: string }>();
  let last: Promise<void> = Promise.resolve();
  const post = async (action: string, body: object): Promise<void> => {
    await chat.act(action, body);
  };
  const sendTyped = async (): Promise<void> => {
    const waiting = [...typed.values()];
    typed.clear();
    for (const { at, text } of waiting) await post('enter-exactly', { ...where, ...at, value: text });
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    running.value += 1;
    last = last.then(work).finally(() => {
      running.value -= 1;
    });
    return last;
  };
  const afterTyped = (action: string, body: object): Promise<void> =>
    inTurn(async () => {
      await sendTyped();
      await post(action, body);
    });
  const isBusy = signal(false);
  running.subscribe((count) => {
    isBusy.value = count > 0;
  });
  return {
    where,
    isBusy,
    type: (at, text) => typed.set(keyOf(at), { at, text }),
    enter: (at, value, isEnter = false) => {
      typed.delete(keyOf(at));
      return afterTyped('enter-exactly', { ...where, ...at, value, enter: isEnter });
    },
    click: (at, option) =>
      afterTyped('click-exactly', { ...where, ...at, ...(option === undefined ? {} : { option }) }),
    act: afterTyped,
    flush: () => (typed.size > 0 ? inTurn(sendTyped) : last),
  };
}

const keyOf = ({ block_id, action_id }: At): string => JSON.stringify([block_id, action_id]);

interface SurfaceHere {
  readonly surface: Surface;
  /** What the elements hold, by block id and action id; messages hold nothing. */
  readonly state: Readonly<Record<string, Readonly<Record<string, ShownValue>>>>;
  readonly fieldErrors: Readonly<Record<string, string>>;
}

export const SurfaceContext = createContext<SurfaceHere | null>(null);

export function useSurface(): SurfaceHere {
  const here = useContext(SurfaceContext);
  if (!here) throw new Error('these blocks are on no surface');
  return here;
}
