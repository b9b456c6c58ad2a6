import type { Request, RequestIn, Status } from '../../src/domain/request.js';
import type { Stores } from '../../src/redis/open-stores.js';
import { type Control, eventually, type Message, type Seen } from './control.js';
import type { Ledger } from './ledger.js';
import { cardOf, requestCertificate, requestIdIn, threadOf } from './walks.js';

/** A request that was submitted through Slack: its card, its record, and what people do with it. */
export type Asked = {
  readonly id: string;
  readonly card: Message;
  click(user: string, label: string): Promise<Seen>;
  read(): Promise<Request>;
  /** Waits for the record to be in this state. */
  becomes<S extends Status>(status: S, ms?: number): Promise<RequestIn<S>>;
  /** Waits for the card to say so. */
  shows(words: string): Promise<Message>;
  /** What the thread says, without ephemeral answers. */
  thread(): Promise<readonly Message[]>;
  /** Waits for the thread to say so. */
  says(words: string): Promise<Message>;
};

type World = { readonly control: Control };

/** eve asks for the ledger's certificate. `channel` is where the profile's cards go. */
export async function anAsked(
  world: World,
  stores: Stores,
  ledger: Ledger,
  channel = 'cert-requests',
): Promise<Asked> {
  const { profile, csr } = ledger;
  const name = profile.version.settings.name;
  const id = requestIdIn(await requestCertificate(world.control, { profile: name, csr }));
  await world.control.close('eve');
  return askedFor(world, stores, id, await cardOf(world.control, id, '', channel), channel);
}

/** The same for a request that is there already. */
export function askedFor(
  { control }: World,
  stores: Stores,
  id: string,
  card: Message,
  channel = 'cert-requests',
): Asked {
  const read = async () => {
    const request = await stores.requests.read(id);
    if (!request) throw new Error(`no request ${id}`);
    return request;
  };
  const thread = async () =>
    (await threadOf(control, card, channel)).filter(({ ephemeral_to }) => ephemeral_to === undefined);
  return {
    ...{ id, card, read, thread },
    click: (user, label) => control.click(user, label, { channel, ts: card.ts }),
    becomes: (status, ms) =>
      eventually(
        `${id} is ${status}`,
        async () => {
          const request = await read();
          return isIn(request, status) ? request : null;
        },
        ms,
      ),
    shows: (words) => cardOf(control, id, words, channel),
    says: (words) =>
      eventually(`the thread of ${id} says "${words}"`, async () =>
        (await thread()).find(({ text }) => text.includes(words)),
      ),
  };
}

function isIn<S extends Status>(request: Request, status: S): request is RequestIn<S> {
  return request.status === status;
}

/** What a person was told privately, once it is there. */
export function toldTo(control: Control, user: string, words: string): Promise<Message> {
  return eventually(`${user} is told "${words}"`, async () => {
    const id = await control.idOf('users', user);
    return (await control.messages('cert-requests')).find(
      ({ ephemeral_to, text }) =>
        ephemeral_to !== undefined && [user, id].includes(ephemeral_to) && text.includes(words),
    );
  });
}
