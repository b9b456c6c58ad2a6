import type { ModalView } from '@slack/types';
import type { RequestDraft } from '../../domain/draft.js';
import type { Person } from '../../domain/person.js';
import { refuseAdmin } from '../../workflow/refuse-admin.js';
import type { SlackDeps } from '../deps.js';
import { noticeModal } from '../modal.js';
import { openModal } from '../open-modal.js';
import { adminRefusalWords } from '../render/admin-refusal-words.js';
import { testForm } from '../views/test-form.js';
import type { ProfileCommand } from './profile-command.js';
import { whichWords } from './profile-show.js';

const TITLE = 'Test a profile';

/** `/cert profile test NAME`: the modal that runs a profile's script once for nobody; for admins. */
export const profileTest: ProfileCommand = async (deps, { payload, client, ack }, [name = '']) => {
  await ack();
  const person = { user: payload.user_id, team: payload.team_id };
  const call = { client, triggerId: payload.trigger_id };
  await openModal(deps, call, TITLE, () => newForm(deps, person, name));
};

async function newForm(deps: SlackDeps, person: Person, name: string): Promise<ModalView> {
  const refusal = await refuseAdmin(deps, person);
  if (refusal) return noticeModal(TITLE, adminRefusalWords(refusal, deps.admins, 'can test profiles'));
  const profile = name ? await deps.profiles.byName(name) : null;
  if (!profile) return noticeModal(TITLE, await whichWords(deps, 'test', name));
  const draft = await newDraft(deps, person.user);
  return testForm(profile, draft);
}

/** What a requester would assign is held as in a request's draft: sealed for the id that the test will have. */
async function newDraft(deps: SlackDeps, user: string): Promise<RequestDraft> {
  const id = deps.ids.request();
  const [test, request] = await Promise.all([deps.tests.read(id), deps.requests.read(id)]);
  if (test || request) return newDraft(deps, user);
  const draft: RequestDraft = { format: 1, kind: 'request', id, user, channel: null, values: {}, sealed: {} };
  await deps.drafts.create(draft);
  return draft;
}
