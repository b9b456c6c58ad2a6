import type { Announcement } from '../domain/announcement.js';
import type { Request } from '../domain/request.js';

/** A channel, and the card's ts when there is one. */
export type Place = { readonly channel: string; readonly ts: string };

/** Slack's refusal that no retry mends. `gone`: the message is not there any more. */
export type Unreachable = {
  readonly ok: false;
  readonly why: 'not-a-member' | 'not-found' | 'archived' | 'gone';
};
export type Reached<T> = ({ readonly ok: true } & T) | Unreachable;

/** An upload that may have got half way: the file id of an earlier try, and a way to remember this one's. */
export type Upload = {
  readonly fileId: string | null;
  remember(fileId: string): Promise<void>;
};

/** Makes a request visible in Slack. Throws when trying again can help (Slack down, 429). */
export type Notifier = {
  postCard(channel: string, request: Request, isFallback: boolean): Promise<Reached<{ readonly ts: string }>>;
  updateCard(place: Place, request: Request): Promise<Reached<object>>;
  /** Makes a card that does not count any more say where the request goes on. */
  retireCard(place: Place, request: Request, standing: Place): Promise<Reached<object>>;
  /** Says it in the thread, or, without a ts, in the channel itself. */
  post(
    place: { readonly channel: string; readonly ts: string | null },
    request: Request,
    announcement: Announcement,
  ): Promise<Reached<{ readonly ts: string }>>;
  /** The certificate with its proof, or the details, as a file. Not uploaded again when the earlier one is there. */
  upload(
    place: { readonly channel: string; readonly ts: string | null },
    request: Request,
    announcement: Announcement,
    upload: Upload,
  ): Promise<Reached<{ readonly fileId: string }>>;
  /** Says it to one person alone, in a direct message. */
  tell(user: string, request: Request, announcement: Announcement): Promise<Reached<{ readonly ts: string }>>;
  /** Brings the message `ts` up to date by which the requester was told that a made key waits. */
  settleOffer(user: string, ts: string, request: Request): Promise<Reached<object>>;
  /** The id of the direct message channel with a user. */
  directChannel(user: string): Promise<Reached<{ readonly channel: string }>>;
};
