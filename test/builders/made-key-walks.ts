import { type Control, eventually, type Message, type Seen } from './control.js';

export const passphrase = 'seven purple Anvils & 1 spoon';

export type KeyRequestWish = {
  readonly profile: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly user?: string;
};

/** `/cert request`, "Make one for me" and what is typed then, up to the question for the passphrase. */
export async function askForKey(control: Control, { profile, values = {}, user = 'eve' }: KeyRequestWish) {
  await control.command(user, 'cert-requests', `/cert request ${profile}`);
  await eventually('the request form', async () => (await control.top(user))?.callback_id === 'request');
  await control.fill(user, { 'Certificate request': 'Make one for me' });
  const filled = await eventually('the fields of a key', async () => {
    const seen = await control.fill(user, { 'Common name': 'web.example.com', ...values });
    return seen.ok || seen.error?.includes('Key type') === false ? seen : null;
  });
  if (!filled.ok) throw new Error(`the form could not be filled in: ${filled.error}`);
  return control.submit(user);
}

/** Enters the passphrase and waits for what the modal says in the end. */
export async function enterPassphrase(control: Control, user = 'eve', typed = passphrase): Promise<Seen> {
  await control.fill(user, { Passphrase: typed });
  const seen = await control.submit(user);
  if (!seen.ok) return seen;
  return eventually('the end of the making', async () => {
    const top = await control.top(user);
    const says = JSON.stringify(top?.blocks ?? '');
    return /Making your key|Sending your key|One moment/.test(says) ? null : { ...seen, view: top };
  });
}

/** The message in a person's conversation with the app that holds these words, once it is there. */
export function directMessage(control: Control, user: string, words: string): Promise<Message> {
  return eventually(`${user} reads "${words}" in a direct message`, async () => {
    const found = (await directMessages(control, user)).filter((message) =>
      JSON.stringify(message).includes(words),
    );
    return found.at(-1);
  });
}

/** All that the app wrote to one person directly. */
export async function directMessages(control: Control, user: string): Promise<readonly Message[]> {
  const { channels } = await control.state(user);
  return channels.filter(({ kind }) => kind === 'im').flatMap(({ messages }) => messages);
}
