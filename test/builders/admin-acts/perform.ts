import { stringify } from 'yaml';
import { documentOf, type ProfileDocument } from '../../../src/domain/profile-document.js';
import { eventually } from '../control.js';
import { aCsr } from '../pki.js';
import { cardOf, requestCertificate, requestIdIn } from '../walks.js';
import { type AdminAct, PLAIN, type Writing } from './acts.js';
import type { Office } from './an-office.js';
import { clone, define, edit, test } from './in-modals.js';

const CHANNEL = 'cert-requests';
const csr = aCsr({ commonName: 'web.example.com' }).pem;

/** Does what the act says, as far as the profile is there for it; what Countersign refuses is refused. */
export async function perform(office: Office, what: AdminAct): Promise<void> {
  const before = await plainUrl(office);
  await act(office, what);
  const after = await plainUrl(office);
  if (before.value && before.value !== PLAIN && after.isSensitive) office.hidden.push(before.value);
}

/** The parameter that is plain at times and sensitive at others. */
async function plainUrl({ stores, name }: Office) {
  const profile = await stores.profiles.byName(name);
  const url = profile?.version.settings.parameters.find((each) => each.name === 'secret_url');
  return { value: url && 'value' in url ? url.value : null, isSensitive: url?.sensitive === true };
}

async function act(office: Office, what: AdminAct): Promise<void> {
  if (what.act === 'define') return define(office, what);
  const profile = await office.stores.profiles.byName(office.name);
  if (!profile) return makeByFile(office, what.act === 'review' ? 'token' : what.how);
  const document = documentOf(profile);
  switch (what.act) {
    case 'edit':
      return edit(office, what);
    case 'clone':
      return clone(office, what);
    case 'replace': {
      const typed = { stdin: `${office.fresh(what.how)}\n`, review: what.review };
      return ended(office, what.act, await office.type(['secret', office.name, 'secret_token'], typed));
    }
    case 'import':
      return importAnew(office, document, what);
    case 'mark':
    case 'unmark':
    case 'change':
      return setMark(office, document, what);
    case 'export':
      return ended(
        office,
        what.act,
        await office.type(['export', ...(what.how === 'odd' ? [] : [office.name])]),
      );
    case 'look':
      return look(office);
    case 'restore':
      return restore(office);
    case 'request':
      return request(office);
    case 'test':
      return test(office);
    case 'misuse':
      return misuse(office, document, what.how);
    case 'review':
      return review(office, what.decision);
  }
}

function ended(office: Office, act: string, { code }: { readonly code: number }): void {
  if (code === 0) office.count(act);
}

const yamlOf = (document: ProfileDocument): string => `${stringify(document)}...\n`;

async function makeByFile(office: Office, how: Writing): Promise<void> {
  const { control, name } = office;
  const document = {
    ...{ name, script: { name: 'spills' }, channel: await control.idOf('channels', CHANNEL) },
    approvers: { groups: [await control.idOf('usergroups', 'pki-approvers')] },
    parameters: [
      { name: 'what', value: 'leak' },
      { name: 'secret_token', sensitive: true },
      { name: 'secret_url', value: PLAIN },
    ],
  };
  const files = { 'a-file': `${office.fresh(how)}\n` };
  const given = ['--secret', `${name}.secret_token=@a-file`];
  const stdin = `${stringify(document)}...\n`;
  ended(office, 'made by file', await office.type(['import', '-', ...given], { stdin, files }));
}

async function importAnew(
  office: Office,
  document: ProfileDocument,
  { how, fault, review: isReviewed }: Extract<AdminAct, { act: 'import' }>,
): Promise<void> {
  const approvals = document.approvalsRequired === 1 ? 2 : 1;
  const changed = { ...document, approvalsRequired: approvals, ...(fault ? { channel: 'nowhere' } : {}) };
  const files = { 'a-file': office.fresh(how) };
  const given = ['--secret', `${office.name}.secret_token=@a-file`];
  const typed = { stdin: yamlOf(changed), files, review: isReviewed };
  await office.type(['import', '-', '--dry-run', ...given], typed);
  ended(office, 'import', await office.type(['import', '-', ...given], typed));
}

/** One of the profile's parameters gets another mark, or the plain one another value. */
async function setMark(
  office: Office,
  document: ProfileDocument,
  { act, how, review: isReviewed }: Extract<AdminAct, { act: 'mark' | 'unmark' | 'change' }>,
): Promise<void> {
  const url = document.parameters.find(({ name }) => name === 'secret_url');
  if (!url) return;
  const value = office.fresh(how);
  // What is plain may be seen, until it is marked.
  if (act !== 'mark') office.secrets.splice(office.secrets.indexOf(value), 1);
  const parameters = document.parameters.map((parameter) => {
    if (parameter !== url) return parameter;
    const { value: _, ...rest } = parameter;
    return act === 'mark' ? { ...rest, sensitive: true } : { ...rest, sensitive: false, value };
  });
  const given = act === 'mark' ? ['--secret', `${office.name}.secret_url=@a-file`] : [];
  const typed = {
    stdin: yamlOf({ ...document, parameters }),
    files: { 'a-file': value },
    review: isReviewed,
  };
  ended(office, act, await office.type(['import', '-', ...given], typed));
}

async function look(office: Office): Promise<void> {
  const { control, see, name } = office;
  for (const who of ['ben', 'eve']) {
    for (const verb of ['history', 'show'])
      await see(control.command(who, CHANNEL, `/cert profile ${verb} ${name}`));
  }
  office.count('look');
}

async function restore(office: Office): Promise<void> {
  const { control, see, name } = office;
  const profile = await office.stores.profiles.byName(name);
  if (!profile || profile.version.number < 2) return;
  await see(control.command('ben', CHANNEL, `/cert profile history ${name}`));
  const label = `Restore version ${profile.version.number - 1}`;
  const shown = (await control.state('ben')).channels
    .find((channel) => channel.name === CHANNEL)
    ?.messages.findLast(({ blocks }) => JSON.stringify(blocks).includes(label));
  if (!shown) return;
  const { ok } = await see(control.click('ben', label, { channel: CHANNEL, ts: shown.ts }));
  if (ok) office.count('restore');
}

/** The script prints all it was given, in many forms, and an admin reads the log. */
async function request(office: Office): Promise<void> {
  const { control, see, name } = office;
  await see(control.command('ben', CHANNEL, `/cert profile show ${name}`));
  const sent = await see(requestCertificate(control, { profile: name, csr }));
  if (!sent.ok) return;
  const id = requestIdIn(sent);
  const { ts } = await cardOf(control, id);
  for (const who of ['amy', 'abe']) await see(control.click(who, 'Approve', { channel: CHANNEL, ts }));
  await cardOf(control, id, 'Failed');
  await see(control.command('ada', CHANNEL, `/cert log ${id}`));
  await control.close('eve');
  office.count('request');
}

/** Values where none belong: nothing says them back. */
async function misuse(office: Office, document: ProfileDocument, how: Writing): Promise<void> {
  const { name } = office;
  const value = office.fresh(how);
  await office.type(['secret', name, 'what'], { stdin: value });
  await office.type(['secret', name, 'secret_token'], { stdin: `${value}\0` });
  await office.type(['secret', name, 'secret_token'], { stdin: value.padEnd(300_000, 'x') });
  await office.type(['import', '-', '--secret', `${name}.secret_token=${value}`], {
    stdin: yamlOf(document),
  });
  const parameters = document.parameters.map((each) => (each.sensitive ? { ...each, value } : each));
  await office.type(['import', '-'], { stdin: yamlOf({ ...document, parameters }) });
  office.count('misuse');
}

async function review(
  office: Office,
  decision: Extract<AdminAct, { act: 'review' }>['decision'],
): Promise<void> {
  const { control, see, name } = office;
  const profile = await office.stores.profiles.byName(name);
  if (!profile?.proposal) return;
  const card = await eventually('the card of the proposal', async () =>
    (await control.messages(CHANNEL)).findLast(
      ({ blocks, text }) => text.includes(`*${name}*`) && JSON.stringify(blocks).includes('Let it through'),
    ),
  );
  await see(control.click('ben', decision, { channel: CHANNEL, ts: card.ts }));
  if (decision === 'Turn it down') {
    await eventually('the modal', async () => (await control.top('ben'))?.callback_id);
    await see(control.fill('ben', { Reason: 'not this one' }));
    await see(control.submit('ben'));
    await control.close('ben');
  }
  const after = await office.stores.profiles.byName(name);
  if (!after?.proposal) office.count(`review: ${decision}`);
}
