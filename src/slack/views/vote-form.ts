import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Request } from '../../domain/request.js';
import { input, textInput } from '../blocks.js';
import { callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';
import type { VoteValue } from '../vote-value.js';
import { aboutRequest } from './about-request.js';

const schema = z.object({ requestId: z.string(), shownDigest: z.string() });

/** Which request a reason is for, and what of it was shown. */
export function readVoteMemory(text: string): VoteValue {
  return schema.parse(JSON.parse(text));
}

const PUBLIC = 'The requester and everybody in the channel will see it in the thread.';

/** A multi-line input for a reason that is kept in the thread. */
export function reasonInput(field: string, isOptional: boolean) {
  const element = textInput(field, { multiline: true, max: 2000 });
  return input(field, 'Reason', element, { optional: isOptional, hint: PUBLIC });
}

/** Asks for the reason of a denial, which the profile may demand. */
export function denialForm(memory: VoteValue, request: Request | null): ModalView {
  const isMandatory = request?.snapshot.policy.reasons.deny === 'mandatory';
  const blocks = [...aboutRequest(request), reasonInput(fields.denial, !isMandatory)];
  return modal(callbacks.denial, 'Deny request', blocks, { submit: 'Deny request', memory });
}

/** Asks for the reason of an approval; the vote counts when it is sent. */
export function approvalForm(memory: VoteValue, request: Request | null): ModalView {
  const blocks = [...aboutRequest(request), reasonInput(fields.approval, false)];
  return modal(callbacks.approval, 'Approve request', blocks, { submit: 'Approve', memory });
}
