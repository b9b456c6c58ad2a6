import { isRequired, type Parameter } from '../../domain/parameter.js';
import type { Profile } from '../../domain/profile.js';
import { type Blocks, section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { truncate } from '../limits.js';
import { checkOf } from './check-of.js';
import { moment } from './moment.js';
import { authorWords, mentionRoster } from './people.js';
import { type Piece, richText } from './rich-text.js';
import { ruleWords } from './rule-words.js';

/** 30 values of this length fit into what Slack takes as one message. */
const VALUE_SHOWN = 120;
const LABEL_SHOWN = 40;
/** Characters of each list of DNS names. */
const NAMES_SHOWN = 800;

/**
 * All settings of a profile as one answer. A sensitive value is "•••• set" for everybody; plain values are there
 * only with `showsValues`.
 */
export function renderProfile(
  profile: Profile,
  view: { readonly showsValues: boolean },
): { text: string; blocks: Blocks } {
  const { name, description, parameters } = profile.version.settings;
  const parts: Piece[][] = [[{ bold: name }], ...(description ? [[description]] : [])];
  return {
    text: `Profile ${escapeText(name)}`,
    blocks: [
      richText('profile.about', parts),
      section(factsOf(profile).join('\n')),
      section(ruleLines(profile).join('\n')),
      richText('profile.parameters', [
        [{ bold: 'Parameters' }, parameters.length === 0 ? ': none' : ''],
        ...parameters.map((parameter) => parameterLine(parameter, view.showsValues)),
      ]),
    ],
  };
}

function factsOf({ status, version, proposal }: Profile): readonly string[] {
  const { settings, number, author, savedAt } = version;
  return [
    `*State:* ${status}`,
    `*Script:* \`${escapeText(settings.script.name)}\` (${settings.script.hash.slice(0, 12)})`,
    `*Approvers:* ${mentionRoster(settings.approvers)}`,
    `*Approvals required:* ${settings.approvalsRequired}`,
    `*Channel:* <#${settings.channel}>`,
    `*Version:* ${number}, saved by ${authorWords(author)} ${moment(savedAt)}`,
    ...(proposal
      ? [`*Waits for review:* a change by ${authorWords(proposal.author)} ${moment(proposal.at)}`]
      : []),
  ];
}

function ruleLines({ version }: Profile): readonly string[] {
  const words = ruleWords(version.settings, NAMES_SHOWN);
  return [
    `*Names:* ${words.names}`,
    `*Keys:* ${words.keys}`,
    `*Who may request:* ${words.requesters}`,
    `*Deciding:* ${words.deciding}`,
    `*Times and limits:* ${words.times}`,
  ];
}

function parameterLine(parameter: Parameter, showsValues: boolean): Piece[] {
  const { name, label } = parameter;
  const title = label ? ` (${truncate(label, LABEL_SHOWN)})` : '';
  return ['• ', { code: name }, title, ...markPieces(parameter, showsValues), checkOf(parameter)];
}

function markPieces(parameter: Parameter, showsValues: boolean): Piece[] {
  if ('secret' in parameter) return [' sensitive: •••• set'];
  if (parameter.dynamic) {
    const marks = [
      ...(parameter.sensitive ? [', sensitive'] : []),
      ...(isRequired(parameter) ? [] : [', optional']),
    ];
    const { defaultValue } = parameter;
    const initial: Piece[] = defaultValue && showsValues ? [', at first ', ...valuePieces(defaultValue)] : [];
    return [` dynamic${marks.join('')}: asked for with each request`, ...initial];
  }
  if (!showsValues) return [' plain'];
  const { value } = parameter;
  return value ? [' plain: ', ...valuePieces(value)] : [' plain: (empty)'];
}

/** In one line: a piece cannot end it. */
function valuePieces(value: string): Piece[] {
  const length = value.length > VALUE_SHOWN ? ` (${value.length} characters)` : '';
  return [{ code: truncate(value.replace(/\s*\n\s*/g, ' ⏎ '), VALUE_SHOWN) }, length];
}
