import { type Control, eventually, type Message, type Seen } from './control.js';

export type RequestWish = {
  readonly profile: string;
  readonly csr?: string;
  readonly csrFile?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly user?: string;
};

/** `/cert request` filled in and submitted, as an engineer does it. */
export async function requestCertificate(control: Control, wish: RequestWish): Promise<Seen> {
  const { profile, csr, csrFile, values = {}, user = 'eve' } = wish;
  await control.command(user, 'cert-requests', `/cert request ${profile}`);
  await eventually('the request form', async () => (await control.top(user))?.callback_id === 'request');
  const file =
    csrFile === undefined ? {} : { 'CSR as file': { file: { name: 'server.csr', content: csrFile } } };
  const filled = await control.fill(user, {
    ...values,
    ...(csr === undefined ? {} : { 'CSR as text': csr }),
    ...file,
  });
  if (!filled.ok) throw new Error(`the form could not be filled in: ${filled.error}`);
  return control.submit(user);
}

/** The id that the confirmation names. */
export function requestIdIn(seen: Seen): string {
  const id = /Request `([0-9a-z]{4}-[0-9a-z]{4})` was sent/.exec(JSON.stringify(seen.view?.blocks))?.[1];
  if (!id) throw new Error(`no request was sent: ${JSON.stringify(seen)}`);
  return id;
}

/** The card of a request, once it is there and `says` is on it. */
export function cardOf(control: Control, id: string, says = '', channel = 'cert-requests'): Promise<Message> {
  return eventually(`a card of ${id} that says "${says}"`, async () =>
    (await control.messages(channel)).find(
      ({ blocks, thread_ts, ts }) =>
        (thread_ts === undefined || thread_ts === ts) &&
        JSON.stringify(blocks).includes(id) &&
        JSON.stringify(blocks).includes(says),
    ),
  );
}

/** The messages in a card's thread. */
export async function threadOf(
  control: Control,
  card: Message,
  channel = 'cert-requests',
): Promise<readonly Message[]> {
  const messages = await control.messages(channel);
  return messages.filter(({ thread_ts, ts }) => thread_ts === card.ts && ts !== card.ts);
}

/** The one file in a card's thread, once it is there: its message and its bytes. */
export async function certificateFileOf(
  control: Control,
  card: Message,
): Promise<{ readonly name: string; readonly pem: string; readonly message: Message }> {
  const message = await eventually('a file in the thread', async () =>
    (await threadOf(control, card)).find(({ files }) => files.length > 0),
  );
  const [file] = message.files;
  if (!file) throw new Error('no file');
  return { name: file.name, pem: await control.file(file.id), message };
}

/** Request, approve, and wait for the file. */
export async function walkToCertificate(control: Control, wish: RequestWish) {
  const id = requestIdIn(await requestCertificate(control, wish));
  const card = await cardOf(control, id);
  const approved = await control.click('amy', 'Approve', { channel: 'cert-requests', ts: card.ts });
  return { id, card, approved, ...(await certificateFileOf(control, card)) };
}
