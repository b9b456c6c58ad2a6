import { describe, expect, it } from 'vitest';
import { announcementsOf } from '../../../src/domain/announcement.js';
import type { MadeKey } from '../../../src/domain/made-key.js';
import {
  fetchKeyButtons,
  fetchRefusalWords,
  keyNewsWords,
  keyOffer,
} from '../../../src/slack/render/made-key-words.js';
import { renderRequest } from '../../../src/slack/render/render-request.js';
import { eve, MONDAY } from '../../builders/profile.js';
import { aRequest } from '../../builders/request.js';

const day = 86_400_000;
const made = (state: MadeKey['state']): MadeKey => ({ state, changedAt: MONDAY, keepMs: 7 * day });
const issuedWith = (state: MadeKey['state']) => aRequest({ status: 'issued', madeKey: made(state) });

describe('the words about a made key', () => {
  it('say that it waits, until when, and have a button, as long as it does', () => {
    const { text, blocks } = keyOffer(issuedWith('held'));
    expect(text).toContain('waits for you');
    expect(text).toContain('2026-01-12 09:07 UTC');
    expect(JSON.stringify(blocks)).toContain('Get the key');
  });

  it.each(['fetched', 'deleted'] as const)('have no button once it is %s', (state) => {
    expect(fetchKeyButtons(issuedWith(state))).toEqual([]);
    expect(JSON.stringify(keyOffer(issuedWith(state)))).not.toContain('"button"');
  });

  it('call nobody but the requester in the thread, and tell them what to do next', () => {
    expect(keyNewsWords(issuedWith('fetched'))).toContain(`<@${eve.user}> has the key`);
    expect(keyNewsWords(issuedWith('deleted'))).toContain('ask again with `/cert request`');
    expect(keyNewsWords(aRequest({ status: 'denied', madeKey: made('deleted') }))).toContain(
      'I deleted the key',
    );
  });

  it('tell everybody else why they do not get it', () => {
    expect(fetchRefusalWords({ code: 'not-yours' })).toContain('not admins');
    expect(fetchRefusalWords({ code: 'fetched', at: MONDAY })).toContain('2026-01-05 09:00 UTC');
  });

  it('are on the card, for approvers', () => {
    const card = (madeKey: MadeKey | null) => JSON.stringify(renderRequest(aRequest({ madeKey })).blocks);
    expect(card(made('held'))).toContain('made by Countersign for the requester');
    expect(card(null)).not.toContain('made by Countersign');
  });

  it('are said to the requester alone while it waits, and in the thread when it is kept no more', () => {
    const keys = (request: Parameters<typeof announcementsOf>[0]) =>
      announcementsOf(request).filter(({ key }) => key.startsWith('key-'));
    expect(keys(issuedWith('held'))).toEqual([{ kind: 'key-waits', key: 'key-waits', user: eve.user }]);
    expect(keys(issuedWith('fetched'))).toEqual([{ kind: 'key-settled', key: 'key-fetched' }]);
    expect(keys(aRequest({ madeKey: made('held') }))).toEqual([]);
  });
});
