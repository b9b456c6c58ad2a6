import type { ModalView } from '@slack/types';
import type { Person } from '../../domain/person.js';
import { TEST_RUN } from '../../domain/profile-test.js';
import { refuseAdmin } from '../../workflow/refuse-admin.js';
import type { SlackDeps } from '../deps.js';
import { callbacks } from '../ids.js';
import { modal, noticeModal } from '../modal.js';
import { adminRefusalWords } from '../render/admin-refusal-words.js';
import { textPageBlocks } from './text-page-blocks.js';

const TITLE = 'What it printed';

/** The modal with all that a test printed, for the admin whose test it was. */
export async function fillTestOutput(
  deps: SlackDeps,
  look: { readonly id: string; readonly by: Person; readonly page: number },
): Promise<ModalView> {
  const { id, by, page } = look;
  const refusal = await refuseAdmin(deps, by);
  if (refusal) return noticeModal(TITLE, adminRefusalWords(refusal, deps.admins, 'can see this'));
  const [test, log] = await Promise.all([deps.tests.read(id), deps.runLogs.read(id, TEST_RUN)]);
  if (test?.tester.user !== by.user || !log)
    return noticeModal(TITLE, 'This is not there any more, or is of another admin.');
  const parts = [log.firstLine, log.detail, log.output].filter((part) => part.trim() !== '');
  const blocks = textPageBlocks(parts.join('\n\n'), { of: 'test', id, page }, `*${TITLE}*`);
  return modal(callbacks.notice, TITLE, blocks, { close: 'Close' });
}
