import type { ActionsBlock, ModalView } from '@slack/types';
import type { RunLog } from '../../domain/run-log.js';
import { textPieces } from '../../domain/text-pages.js';
import type { LookAtLogResult } from '../../workflow/look-at-log.js';
import { type Blocks, button, context, option, plain, section } from '../blocks.js';
import { actions, callbacks } from '../ids.js';
import { writeLogValue } from '../log-value.js';
import { modal } from '../modal.js';
import { leftOutWords, logHeading, noLogWords, visible, withheldBlocks } from '../render/log-words.js';
import { preformatted } from '../render/rich-text.js';

type Seen = Extract<LookAtLogResult, { kind: 'seen' }>;

const PIECES_ON_A_PAGE = 25;

/** The log of one run, a page of it, with ways to its other pages and to the request's other runs. */
export function logView(seen: Seen, wantedPage: number): ModalView {
  const { request, run, log } = seen;
  const title = `Log of ${request.id}`;
  if (!log) {
    const blocks = [section(noLogWords(request, run)), ...ways(seen, 0, 1)];
    return modal(callbacks.notice, title, blocks, { close: 'Close' });
  }
  const pages = pagesOf(log);
  const page = Math.min(Math.max(0, wantedPage), pages.length - 1);
  const blocks = [
    logHeading(log),
    ...ways(seen, page, pages.length),
    ...(pages[page] ?? []),
    ...(page === pages.length - 1 ? [...leftOutWords(log), ...withheldBlocks(request, run)] : []),
    ...(pages.length > 1 ? [context(`Page ${page + 1} of ${pages.length}`)] : []),
  ];
  return modal(callbacks.notice, title, blocks, { close: 'Close' });
}

/** The traceback, then the output, each under its name where it begins. */
function pagesOf({ detail, output }: RunLog): readonly Blocks[] {
  const parts = [
    ['*Where it stopped*', textPieces(visible(detail))],
    ['*What it printed*', textPieces(visible(output))],
  ] as const;
  const blocks = parts.flatMap(([heading, pieces]) =>
    pieces.map((piece, at) => [...(at === 0 ? [section(heading)] : []), preformatted(piece)]),
  );
  if (blocks.length === 0) return [[section('The script printed nothing.')]];
  const count = Math.ceil(blocks.length / PIECES_ON_A_PAGE);
  return Array.from({ length: count }, (_, at) =>
    blocks.slice(at * PIECES_ON_A_PAGE, (at + 1) * PIECES_ON_A_PAGE).flat(),
  );
}

function ways({ request, run }: Seen, page: number, pages: number): Blocks {
  const value = (to: { run?: number; page?: number }) =>
    writeLogValue({ requestId: request.id, run: to.run ?? run, page: to.page ?? 0 });
  const optionOf = (number: number) => option(`Run ${number}`, value({ run: number }));
  const known = request.runs.some(({ number }) => number === run);
  const elements: ActionsBlock['elements'] = [
    ...(request.runs.length > 1
      ? [
          {
            type: 'static_select' as const,
            action_id: actions.chooseLog,
            placeholder: plain('Another run', 75),
            options: request.runs.map(({ number }) => optionOf(number)),
            ...(known ? { initial_option: optionOf(run) } : {}),
          },
        ]
      : []),
    ...(page > 0 ? [button('Previous', actions.logPrevious, value({ page: page - 1 }))] : []),
    ...(page < pages - 1 ? [button('Next', actions.logNext, value({ page: page + 1 }))] : []),
  ];
  return elements.length > 0 ? [{ type: 'actions', block_id: `log.ways:${run}:${page}`, elements }] : [];
}
