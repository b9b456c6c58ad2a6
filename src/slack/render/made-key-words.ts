import type { Button } from '@slack/types';
import { keptUntil } from '../../domain/key-fate.js';
import type { Request } from '../../domain/request.js';
import type { FetchKeyRefusal } from '../../workflow/fetch-key.js';
import { actionRow, type Blocks, button, section } from '../blocks.js';
import { codeText } from '../escape.js';
import { actions } from '../ids.js';
import { moment } from './moment.js';
import { mention } from './people.js';
import { standingWords } from './standing-words.js';

/** The button by which a requester fetches a made key; none where nothing waits. */
export function fetchKeyButtons(request: Request): Button[] {
  const waits = request.status === 'issued' && request.madeKey?.state === 'held';
  return waits ? [button('Get the key', actions.fetchKey, request.id, 'primary')] : [];
}

/** What the requester alone reads in a direct message about a made key: that it waits, or what became of it. */
export function keyOffer(request: Request): { readonly text: string; readonly blocks: Blocks } {
  const text = offerWords(request);
  const buttons = fetchKeyButtons(request);
  return {
    text,
    blocks: [section(text), ...(buttons.length > 0 ? [actionRow('made-key.buttons', buttons)] : [])],
  };
}

function offerWords(request: Request): string {
  const what = `the key that I made for ${codeText(request.snapshot.commonName, 200)} (request \`${request.id}\`)`;
  const { madeKey } = request;
  if (madeKey?.state === 'fetched') {
    return `You have ${what}. I sent it ${moment(madeKey.changedAt)} and deleted my copy.`;
  }
  if (madeKey?.state === 'deleted') return `Deleted ${moment(madeKey.changedAt)}: ${what}.`;
  const until = moment(keptUntil(request) ?? request.changedAt);
  return `The certificate is issued, and ${what} waits for you. *Get the key* asks for your passphrase and sends it here, as PEM and as PKCS#12 with the certificate. Then I delete it; if you do not fetch it, I delete it ${until}.`;
}

/** What the thread says about a made key that is not kept any more. */
export function keyNewsWords(request: Request): string {
  const to = mention(request.requester.user);
  if (request.madeKey?.state === 'fetched') {
    return `${to} has the key that I made. It went to them alone, and I deleted my copy.`;
  }
  return request.status === 'issued'
    ? `${to} nobody fetched the key that I made in time, so I deleted it. Without it this certificate is of no use: ask again with \`/cert request\` if you need one.`
    : `${to} I deleted the key that I had made for this request.`;
}

/** Why somebody does not get a made key, in words for them. */
export function fetchRefusalWords(refusal: FetchKeyRefusal): string {
  switch (refusal.code) {
    case 'no-such-request':
      return 'This request is not there any more.';
    case 'not-yours':
      return 'Only the requester gets this key: not approvers, not admins.';
    case 'not-made-here':
      return 'I did not make the key of this request: whoever made the CSR has it.';
    case 'not-issued':
      return 'The certificate is not issued yet. I tell you here when it is.';
    case 'fetched':
      return `I sent you this key ${moment(refusal.at)} and deleted my copy. Look for the files in this conversation.`;
    case 'deleted':
      return `This key was deleted ${moment(refusal.at)}. Ask for a new certificate with \`/cert request\`.`;
    case 'no-standing':
      return standingWords(refusal.standing);
  }
}
