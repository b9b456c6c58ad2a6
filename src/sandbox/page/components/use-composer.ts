import { useSignal } from '@preact/signals';
import type { ShownChannel } from '../../screen/screen.js';
import { type Completion, completions, outgoing, usageHint } from '../state/completion.js';
import { threadKey } from '../state/place.js';
import { useChat, useScreen } from '../state/use-chat.js';

/** The draft of a channel or a thread, what completes it, and sending it. */
export function useComposer(channel: ShownChannel, thread: string | null) {
  const chat = useChat();
  const screen = useScreen();
  const active = useSignal(0);
  const isClosed = useSignal(false);
  const waiting = useSignal<string | null>(null);
  const place = thread === null ? channel.id : threadKey(channel.id, thread);
  const text = chat.place.value.drafts[place] ?? '';
  const offered = isClosed.value || thread !== null ? [] : completions(text, screen);
  const hint = offered.length === 0 && thread === null ? usageHint(text, screen) : null;
  const write = (next: string) => {
    chat.note('drafts', place, next === '' ? undefined : next);
    active.value = 0;
    isClosed.value = false;
  };
  const send = async () => {
    const sent = outgoing(text, screen);
    if (sent === '') return;
    write('');
    if (sent.startsWith('/')) waiting.value = sent.split(' ')[0] ?? '';
    chat.note('scroll', place, undefined);
    const into = thread === null ? {} : { thread_ts: thread };
    await chat.act('command', { channel: channel.id, text: sent, ...into });
    waiting.value = null;
  };
  const take = (taken: Completion) => {
    write(taken.text);
    if (taken.shortcut !== undefined) void chat.act('shortcut', { name: taken.shortcut });
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const chosen = offered[active.value];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const takes = event.key === 'Tab' || (event.key === 'Enter' && chosen?.text.trim() !== text.trim());
    if (chosen && step !== 0) active.value = (active.value + step + offered.length) % offered.length;
    else if (chosen && takes && !event.shiftKey) take(chosen);
    else if (chosen && event.key === 'Escape') isClosed.value = true;
    else if (event.key === 'Enter' && !event.shiftKey) void send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { text, offered, active: active.value, hint, waiting: waiting.value, write, take, send, press };
}
