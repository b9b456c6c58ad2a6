import { describe, expect, it } from 'vitest';
import {
  listEntries,
  newsIn,
  rootMessages,
  threadsIn,
} from '../../../src/sandbox/page/state/conversation.js';
import type { ShownChannel, ShownMessage } from '../../../src/sandbox/screen/screen.js';

const start = Date.UTC(2026, 10, 24, 12) / 1000;
const message = (at: number, more: Partial<ShownMessage> = {}): ShownMessage => ({
  ...{ ts: `${start + at}.000100`, threadTs: null, user: 'UEVE', byApp: false, text: 'hello', blocks: [] },
  ...{ files: [], isEphemeral: false, isEdited: false, ...more },
});
const channel = (messages: ShownMessage[], kind: ShownChannel['kind'] = 'public'): ShownChannel => ({
  ...{ id: 'C1', name: 'general', kind, isArchived: false, isMember: true, members: [], messages },
});
const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
const entries = (messages: ShownMessage[], seen: string | null = null) =>
  listEntries(messages, { seen, me: 'UME', dayOf });

describe('listEntries', () => {
  it('puts messages of one author within five minutes together, ephemeral ones never', () => {
    const list = entries([message(0), message(60), message(600), message(601, { isEphemeral: true })]);
    expect(list.map(({ isContinued }) => isContinued)).toEqual([false, true, false, false]);
  });

  it('puts the day above the first message of each', () => {
    const list = entries([message(0), message(10), message(86_400)]);
    expect(list.map(({ day }) => day)).toEqual(['2026-11-24', null, '2026-11-25']);
  });

  it('marks the first message that is new to the reader and not their own', () => {
    const list = entries([message(0), message(10, { user: 'UME' }), message(20), message(30)], message(5).ts);
    expect(list.map(({ isFirstNew }) => isFirstNew)).toEqual([false, false, true, false]);
  });
});

describe('newsIn', () => {
  it('counts what others wrote since, and of that what names the reader', () => {
    const came = channel([
      message(0),
      message(10, { text: 'for <@UME>' }),
      message(20, { user: 'UME' }),
      message(30, { threadTs: message(0).ts }),
    ]);
    expect(newsIn(came, 'UME', undefined)).toEqual({ unread: 2, mentions: 1 });
    expect(newsIn(came, 'UME', message(10).ts)).toEqual({ unread: 0, mentions: 0 });
  });

  it('counts each direct message as one that names the reader', () => {
    expect(newsIn(channel([message(0)], 'im'), 'UME', undefined)).toEqual({ unread: 1, mentions: 1 });
  });
});

describe('a channel', () => {
  const root = message(0, { threadTs: message(0).ts });
  const reply = message(10, { threadTs: root.ts });

  it('shows the first message of a thread, not its replies', () => {
    expect(rootMessages(channel([root, reply]))).toEqual([root]);
    expect(threadsIn(channel([root, reply]))).toEqual(new Map([[root.ts, [reply]]]));
  });
});
