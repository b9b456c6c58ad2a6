import type { ModalView } from '@slack/types';
import { type Blocks, plain, section } from './blocks.js';
import { callbacks } from './ids.js';
import { limits } from './limits.js';

/** A modal. `memory` is what comes back with every payload of this view: ids only, never a value of anybody. */
export function modal(
  callbackId: string,
  title: string,
  blocks: Blocks,
  more: { readonly submit?: string; readonly close?: string; readonly memory?: object } = {},
): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title, limits.title),
    blocks,
    close: plain(more.close ?? 'Cancel', limits.title),
    ...(more.submit ? { submit: plain(more.submit, limits.title) } : {}),
    private_metadata: JSON.stringify(more.memory ?? {}),
  };
}

/** What opens at once, before anything is looked up. */
export function loadingModal(title: string): ModalView {
  return modal(callbacks.loading, title, [section('One moment…')]);
}

/** A modal that only says something; mrkdwn of ours. */
export function noticeModal(title: string, mrkdwn: string): ModalView {
  return modal(callbacks.notice, title, [section(mrkdwn)], { close: 'Close' });
}
