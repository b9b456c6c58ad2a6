import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Screen, ShownChannel } from '../../screen/screen.js';
import { type Confirmation, createConfirmation } from './confirmation.js';
import { type ControlAnswer, control, readScreen } from './control.js';
import { type Names, namesOn } from './names.js';
import { firstPlace, type Place, places, withEntry } from './place.js';
import { shareMessages } from './share-messages.js';
import { steady } from './steady.js';
import { keep, recall } from './storage.js';
import { createToasts, type Toasts } from './toasts.js';

/** The client: who one is, what is on the screen, where one is, and what one can do. */
export interface Chat {
  readonly user: ReadonlySignal<string>;
  readonly screen: ReadonlySignal<Screen | null>;
  readonly names: ReadonlySignal<Names>;
  readonly place: ReadonlySignal<Place>;
  /** Of the place, what decides which panes there are: it does not change while somebody types. */
  readonly view: ReadonlySignal<Pick<Place, 'thread' | 'tab' | 'pane'>>;
  readonly channel: ReadonlySignal<ShownChannel | null>;
  readonly isConnected: Signal<boolean>;
  /** Why there is no screen, where that is not a matter of waiting. */
  readonly trouble: ReadonlySignal<string | null>;
  readonly toasts: Toasts;
  readonly confirmation: Confirmation;
  /** What somebody else had seen, for the marks beside their names. */
  placeOf(user: string): Place;
  become(user: string): void;
  go(change: Partial<Place>): void;
  /** Changes one entry of `scroll`, `drafts` or `read`; undefined takes it away. */
  note(what: 'scroll', key: string, value: number | undefined): void;
  note(what: 'drafts' | 'read', key: string, value: string | undefined): void;
  refresh(): Promise<void>;
  /** Does something as the current person; what went wrong and is not on the screen becomes a toast. */
  act(action: string, body?: object): Promise<ControlAnswer>;
}

const placesKey = 'local-workspace-places';

export function createChat(first: string): Chat {
  const user = signal(first);
  const screen = signal<Screen | null>(null);
  const all = signal(recall(placesKey, places, {}));
  const placeOf = (name: string): Place => all.value[name] ?? firstPlace;
  const place = computed(() => placeOf(user.value));
  const names = namesOn(screen);
  const view = steady(() => {
    const { thread, tab, pane } = place.value;
    return { thread, tab, pane };
  });
  const chosen = computed(() => place.value.channel);
  const channel = computed(() => currentChannel(screen.value, chosen.value));
  const toasts = createToasts();
  const trouble = signal<string | null>(null);
  const refresh = createRefresh({ user, screen, trouble });
  const go = (change: Partial<Place>): void => {
    all.value = { ...all.value, [user.value]: { ...place.value, ...change } };
    keep(placesKey, all.value);
  };
  const note = (
    what: 'scroll' | 'drafts' | 'read',
    key: string,
    value: number | string | undefined,
  ): void => {
    go({ [what]: withEntry<number | string>(place.value[what], key, value) });
  };
  const become = (name: string): void => {
    user.value = name;
    void refresh();
  };
  const act = async (action: string, body: object = {}): Promise<ControlAnswer> => {
    const answer = await control(action, { user: user.value, ...body });
    await refresh();
    if (!answer.ok && answer.error !== undefined && !isShown(answer, screen.value)) toasts.add(answer.error);
    return answer;
  };
  const isConnected = signal(true);
  const confirmation = createConfirmation();
  return {
    user,
    screen,
    trouble,
    names,
    view,
    place,
    channel,
    isConnected,
    toasts,
    confirmation,
    placeOf,
    become,
    go,
    note,
    refresh,
    act,
  };
}

interface Shown {
  readonly user: Signal<string>;
  readonly screen: Signal<Screen | null>;
  readonly trouble: Signal<string | null>;
}

/** One question at a time; what changes meanwhile is asked for once more. */
function createRefresh(shown: Shown): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isStale = false;
  const run = async (): Promise<void> => {
    do {
      isStale = false;
      await look(shown);
    } while (isStale);
    running = null;
  };
  return () => {
    isStale = running !== null;
    running ??= run();
    return running;
  };
}

/** Puts on the screen what the person sees; an answer for somebody who is no longer looking is dropped. */
async function look({ user, screen, trouble }: Shown): Promise<void> {
  const asked = user.value;
  try {
    const seen = await readScreen(asked);
    if (asked !== user.value) return await look({ user, screen, trouble });
    if (seen) screen.value = shareMessages(screen.value, seen);
    trouble.value = seen ? null : `Nobody here is called ${asked}. Open the page without #as=${asked}.`;
  } catch (error) {
    trouble.value = error instanceof Error ? error.message : String(error);
  }
}

function currentChannel(screen: Screen | null, channel: string | null): ShownChannel | null {
  const mine = screen?.channels.filter(({ isMember }) => isMember) ?? [];
  return (
    mine.find(({ id }) => id === channel) ??
    mine.find(({ name }) => name === 'cert-requests') ??
    mine[0] ??
    null
  );
}

/** Whether the screen itself says what went wrong: at fields, in the modal, as a message or as a notice. */
function isShown({ error = '', messages }: ControlAnswer, screen: Screen | null): boolean {
  const said = [
    'fields need attention',
    ...messages.map(({ text }) => text),
    ...(screen?.modals.map((view) => view.error ?? '') ?? []),
    ...(screen?.notices.map(({ text }) => text) ?? []),
  ];
  return said.includes(error);
}
