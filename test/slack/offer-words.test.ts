import { describe, expect, it } from 'vitest';
import { noProfileWords, whyNotWords } from '../../src/slack/views/offer-words.js';
import type { ProfileOffer } from '../../src/workflow/refuse-requester.js';
import { aProfile } from '../builders/profile.js';

const admins = { users: ['U0ADA'], groups: [] };
const named = (name: string) => aProfile({ id: `p-${name}`, settings: { name } });
const requesters = { users: ['U0BEN'], groups: ['S0TEAM'] };
const offer: ProfileOffer = {
  usable: [named('web')],
  refused: [{ profile: named('vpn'), refusal: { code: 'not-a-requester', requesters } }],
  disabled: [named('old')],
};

describe('whyNotWords', () => {
  it.each([
    ['VPN', 'The profile `vpn` is for <@U0BEN> or <!subteam^S0TEAM>. To be one of them, ask <@U0ADA>.'],
    ['old', 'The profile `old` is disabled, so nobody can request with it now. <@U0ADA> can enable it.'],
    ['wbe', 'There is no profile `wbe`. Did you mean `web`? Choose one of these.'],
    ['<!channel>', 'There is no profile `&lt;!channel&gt;`. Choose one of these.'],
  ])('says of %s: %s', (typed, words) => {
    expect(whyNotWords(offer, typed, admins)).toBe(words);
  });
});

describe('noProfileWords', () => {
  const nothing: ProfileOffer = { usable: [], refused: [], disabled: [] };
  const foreign: ProfileOffer['refused'][number] = {
    ...{ profile: named('vpn'), refusal: { code: 'no-standing', standing: 'guest' } },
  };

  it.each<[string, ProfileOffer, string]>([
    ['there is none', nothing, 'An admin makes one with `/cert profile new`.'],
    ['all are disabled', { ...nothing, disabled: offer.disabled }, 'All profiles are disabled. <@U0ADA>'],
    [
      'all are for others',
      { ...offer, usable: [] },
      'No profile is for you yet. To be let in, ask <@U0ADA>.',
    ],
    ['they are a guest', { ...nothing, refused: [foreign] }, 'Guests cannot do this here. Ask a full member'],
  ])('says so when %s', (_, given, words) => {
    expect(noProfileWords(given, admins)).toContain(words);
  });
});
