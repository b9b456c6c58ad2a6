import type { HomeView } from '@slack/types';
import { cardRoom } from '../../domain/card-room.js';
import { isFinished } from '../../domain/finished-request.js';
import type { HomePart } from '../../domain/home-viewer.js';
import type { Profile } from '../../domain/profile.js';
import type { Request, RequestIn } from '../../domain/request.js';
import type { HomeContent, Page } from '../../workflow/look-at-home.js';
import { actionRow, type Blocks, button, context, plain, section } from '../blocks.js';
import { codeText, escapeText } from '../escape.js';
import { ANY_PROFILE, actions, homeId } from '../ids.js';
import { limits, truncate } from '../limits.js';
import { attentionBlocks } from './attention-blocks.js';
import { wishLines } from './fact-lines.js';
import { moment } from './moment.js';
import { mention } from './people.js';
import { cancelButton, voteButtons } from './request-buttons.js';
import { requestLine } from './request-line.js';
import { quote, richText } from './rich-text.js';

/** Characters of what needs attention, beside the other requests of the page. */
const ATTENTION_ROOM = 600;

export type HomeWords = {
  readonly content: HomeContent;
  /** Of each request on it that has a card. */
  readonly links: ReadonlyMap<string, string>;
  readonly notice: string | null;
  readonly now: number;
};

/** The App Home of one person: what waits for them first. A pure function of what it shows. */
export function renderHome({ content, links, notice, now }: HomeWords): HomeView {
  const linkOf = ({ id }: Request) => links.get(id) ?? null;
  const { role, votes, mine, ending, profiles } = content;
  const blocks: Blocks = [
    ...(notice === null ? [] : [section(`:warning: ${notice}`, 'home.notice')]),
    actionRow('home.top', [button('Request a certificate', actions.homeRequest, ANY_PROFILE, 'primary')]),
    ...(role.isApprover
      ? part('votes', 'Waiting for your vote', votes, 'Nothing waits for your vote.', (request) =>
          voteBlocks(request, linkOf(request)),
        )
      : []),
    ...part('mine', 'Your requests', mine, 'You have not asked for a certificate yet.', (request) => [
      mineBlock(request, linkOf(request)),
    ]),
    ...part(
      'ending',
      role.isAdmin ? 'Certificates of everybody that end soon' : 'Your certificates that end soon',
      ending,
      'None ends within 30 days.',
      (request) => [endingBlock(request, linkOf(request), now)],
    ),
    ...part(
      'profiles',
      'Profiles you may use',
      profiles,
      'None yet. `/cert profile list` shows all profiles.',
      (profile) => [profileBlock(profile)],
    ),
    context(
      'This page follows changes for ten minutes after you open it. `/cert help` says what else there is.',
    ),
  ];
  return { type: 'home', callback_id: homeId, blocks };
}

/** The Home of somebody who may do nothing here. */
export function renderClosedHome(words: string): HomeView {
  return { type: 'home', callback_id: homeId, blocks: [section(words)] };
}

function part<T>(
  name: HomePart,
  title: string,
  { items, page, pages, total }: Page<T>,
  none: string,
  blocksOf: (item: T) => Blocks,
): Blocks {
  const count = total === 0 ? '' : ` (${total})`;
  const turns = [
    ...(page > 1 ? [button('Previous page', actions.homePrevious, `${name}:${page - 1}`)] : []),
    ...(page < pages ? [button('Next page', actions.homeNext, `${name}:${page + 1}`)] : []),
  ];
  return [
    { type: 'header', text: plain(`${title}${count}`, limits.header), block_id: `home.${name}` },
    ...(total === 0 ? [context(none)] : items.flatMap(blocksOf)),
    ...(turns.length > 0
      ? [context(`Page ${page} of ${pages}`), actionRow(`home.${name}.pages`, turns)]
      : []),
  ];
}

/** All that an approver has to see before they press; the rest is behind Details. */
function voteBlocks(request: RequestIn<'pending'>, link: string | null): Blocks {
  const { id, reason } = request;
  const details = button('Details', actions.showDetails, id);
  return [
    section(requestLine(request, link, 'deciders'), `home.vote:${id}`),
    ...attentionBlocks(request, ATTENTION_ROOM).map((block) => ({
      ...block,
      ...(block.block_id ? { block_id: `home.${block.block_id}:${id}` } : {}),
    })),
    richText(`home.wish:${id}`, wishLines(request)),
    ...(reason ? [quote(`home.reason:${id}`, 'Reason', truncate(reason, cardRoom.reason))] : []),
    actionRow(`home.vote-buttons:${id}`, [...voteButtons(request), details]),
  ];
}

function mineBlock(request: Request, link: string | null): Blocks[number] {
  const block = section(requestLine(request, link, 'requester'), `home.mine:${request.id}`);
  if (isFinished(request)) return { ...block, accessory: button('Ask again', actions.askAgain, request.id) };
  return request.status === 'pending' || request.status === 'approved'
    ? { ...block, accessory: cancelButton(request) }
    : block;
}

function endingBlock(request: RequestIn<'issued'>, link: string | null, now: number): Blocks[number] {
  const { snapshot, certificate, requester, id } = request;
  const word = certificate.notAfter <= now ? 'ended' : 'ends';
  const card = link === null ? '' : ` · <${link}|open the card>`;
  const about = `profile ${escapeText(snapshot.profile.name)} · asked for by ${mention(requester.user)}${card}`;
  return {
    ...section(
      `${codeText(snapshot.commonName, 80)} *${word} ${moment(certificate.notAfter)}*\n${about}`,
      `home.ending:${id}`,
    ),
    accessory: button('Ask again', actions.askAgain, id),
  };
}

function profileBlock({ id, version }: Profile): Blocks[number] {
  const { name, description } = version.settings;
  const about = description ? `\n${escapeText(truncate(oneLine(description), 200))}` : '';
  return {
    ...section(`*${escapeText(name)}*${about}`, `home.profile:${id}`),
    accessory: button('Request', actions.homeRequest, name),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
