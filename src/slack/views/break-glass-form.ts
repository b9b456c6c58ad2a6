import type { ModalView } from '@slack/types';
import type { Request } from '../../domain/request.js';
import { section } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';
import type { VoteValue } from '../vote-value.js';
import { aboutRequest } from './about-request.js';
import { reasonInput } from './vote-form.js';

const WARNING =
  ':rotating_light: *You approve this request alone.* Its approvers are not waited for. Everybody in the channel and every approver is told, with your reason, and it stays in the audit log. Do this only when it cannot wait.';

/** The warning before an admin approves alone, and the reason, which is mandatory. */
export function breakGlassForm(memory: VoteValue, request: Request | null): ModalView {
  const blocks = [section(WARNING), ...aboutRequest(request), reasonInput(fields.breakGlass, false)];
  return modal(callbacks.breakGlass, 'Break glass', blocks, { submit: 'Approve alone', memory });
}
