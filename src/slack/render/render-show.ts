import type { Button } from '@slack/types';
import { isFinished } from '../../domain/finished-request.js';
import type { Request, RequestIn } from '../../domain/request.js';
import { actionRow, type Blocks, button, context, section } from '../blocks.js';
import { actions } from '../ids.js';
import type { Answer } from '../listen.js';
import { blockText } from './block-text.js';
import { certificateFiles } from './certificate-files.js';
import { fetchKeyButtons } from './made-key-words.js';
import { renderProof } from './render-proof.js';
import { renderRequest } from './render-request.js';
import { requestLine } from './request-line.js';
import { preformatted } from './rich-text.js';

/** Slack refuses a message whose blocks hold more than about 13,200 characters. */
const MOST_CHARACTERS = 12_500;

/**
 * All of a request for somebody who may see it: what the card says, and an issued certificate as text. What has no
 * room is named, with where it is: the certificate itself goes before everything else.
 */
export function renderShow(request: Request, link: string | null): Answer {
  const line = section(requestLine(request, link));
  const card = renderRequest(request).blocks.filter(({ type }) => type !== 'actions');
  const buttons = showButtons(request);
  const last = buttons.length > 0 ? [actionRow('show.buttons', buttons)] : [];
  const certificate = request.status === 'issued' ? certificateBlocks(request, room([line])) : [];
  const isWhole = blockText(card) <= room([line, ...certificate]);
  const short = context('The card has more: open it from the link above.');
  return {
    text: `Request ${request.id}: ${request.status}`,
    blocks: [line, ...(isWhole ? card : [short]), ...certificate, ...last],
  };
}

function room(blocks: Blocks): number {
  return MOST_CHARACTERS - blockText(blocks);
}

function showButtons(request: Request): Button[] {
  return [
    ...(request.status === 'issued'
      ? [button('Send me the certificate', actions.sendCertificate, request.id)]
      : []),
    ...fetchKeyButtons(request),
    ...(isFinished(request) ? [button('Ask again', actions.askAgain, request.id)] : []),
  ];
}

/** The proof, then the full chain as text, or as much of it as there is room for, whole certificates only. */
function certificateBlocks(request: RequestIn<'issued'>, characters: number): Blocks {
  const { leafPem, chainPem } = request.certificate;
  const proof = section(renderProof(request));
  const [full] = certificateFiles(request);
  const missing = context(
    `The rest has no room in a message. *Send me the certificate* brings all of it as files: \`${full?.name}\` is the full chain.`,
  );
  let left = characters - blockText([proof, missing]);
  const shown = [leafPem, ...chainPem].filter((pem) => {
    left -= pem.length;
    return left >= 0;
  });
  const isAll = shown.length === chainPem.length + 1;
  return [proof, ...shown.map(preformatted), ...(isAll ? [] : [missing])];
}
