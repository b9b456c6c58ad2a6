import { eventually } from '../control.js';
import { aSecret } from './a-secret.js';
import { type AdminAct, PLAIN, type Writing } from './acts.js';
import type { Office } from './an-office.js';

const CHANNEL = 'cert-requests';

/** One admin before the profile's modal; each of these waits until the screen lets it. */
function hands({ control, see }: Office, user: string) {
  const blocks = async () => JSON.stringify((await control.top(user))?.blocks ?? []);
  const fill = async (values: Parameters<typeof control.fill>[1]) => {
    let said = '';
    const isFilled = async () => {
      const seen = await see(control.fill(user, values));
      said = `${seen.error} ${JSON.stringify(seen.view ?? null).slice(0, 500)}`;
      return seen.ok;
    };
    await eventually(`the modal takes ${Object.keys(values)}`, isFilled).catch((cause: unknown) => {
      throw new Error(`${user}'s modal: ${said}`, { cause });
    });
  };
  const press = (label: string) =>
    eventually(`${user} can press ${label}`, async () => (await see(control.click(user, label))).ok);
  return {
    ...{ blocks, fill, press },
    submit: () => see(control.submit(user)),
    close: () => control.close(user),
    /** Types the command until it has opened a modal: on a slow machine the trigger may have ended. */
    open: (text: string) =>
      eventually(`${text} opens a modal`, async () => {
        await control.close(user);
        await see(control.command(user, CHANNEL, text));
        const opened = eventually(
          'a modal',
          async () => !['[]', undefined].includes(await shownTo(user)),
          4000,
        );
        return opened.catch(() => false);
      }),
  };
  async function shownTo(who: string) {
    const top = await control.top(who);
    return top && top.callback_id !== 'loading' ? JSON.stringify(top.blocks) : undefined;
  }
}

type Hands = ReturnType<typeof hands>;

async function addPlain({ press, fill, submit }: Hands, name: string, value: string): Promise<void> {
  await press('Add parameter');
  await fill({ Name: name, Value: value });
  await submit();
}

/** A new profile with a sensitive parameter: saved, sent with a fault first, or left behind as a draft. */
export async function define(office: Office, what: Extract<AdminAct, { act: 'define' }>): Promise<void> {
  const ada = hands(office, 'ada');
  await ada.open(`/cert profile new ${office.name}`);
  await ada.fill({ Script: 'spills' });
  await ada.fill({ 'Approver groups': ['@pki-approvers'] });
  await ada.press('Add parameter');
  // Typed where it can be seen, before the mark: it goes nowhere from there.
  await ada.fill({ Name: 'secret_token', Value: office.fresh(what.how) });
  await ada.fill({ Marks: ['Sensitive'] });
  await ada.submit();
  await ada.fill({ Value: office.fresh(what.how) });
  await ada.submit();
  await addPlain(ada, 'what', 'leak');
  await addPlain(ada, 'secret_url', PLAIN);
  if (what.end === 'faulty') await ada.submit();
  if (what.end !== 'left') {
    await ada.fill({ Channel: CHANNEL });
    await ada.submit();
  }
  await ada.close();
  office.count(`define ${what.end}`);
}

/** Changes the profile in its modal. */
export async function edit(office: Office, what: Extract<AdminAct, { act: 'edit' }>): Promise<void> {
  const admin = hands(office, what.by);
  await admin.open(`/cert profile edit ${office.name}`);
  if ((await admin.blocks()).includes('Start over')) await admin.press(what.goesOn ? 'Go on' : 'Start over');
  await eventually('the form', async () => (await admin.blocks()).includes('Add parameter'));
  const before = (await office.stores.profiles.byName(office.name))?.version.number;
  await change(office, admin, what);
  if (what.isSent) {
    await admin.submit();
    if ((await admin.blocks()).includes('Take theirs')) {
      await admin.press('Take theirs as base and keep my changes');
      office.count('edit: theirs taken');
      await admin.submit();
    }
  }
  await admin.close();
  const after = (await office.stores.profiles.byName(office.name))?.version.number;
  office.count(`edit ${what.what}: ${before === after ? 'left' : 'saved'}`);
}

async function change(
  office: Office,
  { press, fill, submit, blocks }: Hands,
  { what, how }: { readonly what: Extract<AdminAct, { act: 'edit' }>['what']; readonly how: Writing },
): Promise<void> {
  switch (what) {
    case 'replace':
      await press('Change secret_token');
      await submit();
      await fill({ Value: `${office.fresh(how)}\n` });
      return void (await submit());
    case 'refused':
      await press('Change secret_token');
      await fill({ Check: 'Whole number' });
      await submit();
      await fill({ Value: office.fresh(how) });
      await submit();
      // Back at the form, whatever the row has now.
      return void (await fill({ Value: '12345678' }).then(submit));
    case 'mark':
      await press('Change secret_url');
      await fill({ Marks: ['Sensitive'] });
      await submit();
      await fill({ Value: office.fresh(how) });
      return void (await submit());
    case 'unmark':
      await press('Change secret_url');
      await fill({ Marks: [] });
      await fill({ Value: aSecret(how) });
      return void (await submit());
    case 'approvals': {
      const isOne = /"initial_value":"1"/.test(await blocks());
      return void (await fill({ 'Approvals required': isOne ? '2' : '1' }));
    }
  }
}

/** A copy under another name: its sensitive values are entered anew. */
export async function clone(office: Office, what: Extract<AdminAct, { act: 'clone' }>): Promise<void> {
  const ada = hands(office, 'ada');
  await ada.open(`/cert profile clone ${office.name} ${office.name}-copy`);
  await eventually('the form', async () => (await ada.blocks()).includes('Add parameter'));
  if (what.isSent) {
    for (const name of ['secret_token', 'secret_url']) {
      if (!(await ada.blocks()).includes(`${name}\\nsensitive`)) continue;
      await ada.press(`Change ${name}`);
      await ada.submit();
      await ada.fill({ Value: office.fresh(what.how) });
      await ada.submit();
    }
    await ada.submit();
  }
  await ada.close();
  office.count(`clone ${what.isSent ? 'sent' : 'left'}`);
}

/** The script prints all it was given, in many forms, for the admin who tests the profile. */
export async function test(office: Office): Promise<void> {
  const { control, name } = office;
  const ada = hands(office, 'ada');
  const told = async () =>
    (await control.state('ada')).channels
      .filter(({ id }) => id.startsWith('D'))
      .flatMap(({ messages }) => messages)
      .filter(({ text, blocks }) => `${text}${JSON.stringify(blocks)}`.includes(name)).length;
  const before = await told();
  await ada.open(`/cert profile test ${name}`);
  await ada.fill({ 'Name to test for': 'test.example.com' });
  await ada.submit();
  await ada.close();
  await eventually('ada is told how it went', async () => (await told()) > before);
  office.count('test');
}
