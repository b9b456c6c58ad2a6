import type { Parameter } from '../../domain/parameter.js';
import type { Profile } from '../../domain/profile.js';
import { type Blocks, section } from '../blocks.js';
import { escapeText } from '../escape.js';
import { truncate } from '../limits.js';
import { moment } from './moment.js';
import { mention, mentionRoster } from './people.js';
import { type Piece, richText } from './rich-text.js';

/** 30 values of this length fit into what Slack takes as one message. */
const VALUE_SHOWN = 200;

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
      richText('profile.parameters', [
        [{ bold: 'Parameters' }, parameters.length === 0 ? ': none' : ''],
        ...parameters.map((parameter) => parameterLine(parameter, view.showsValues)),
      ]),
    ],
  };
}

function factsOf({ status, version }: Profile): readonly string[] {
  const { settings, number, author, savedAt } = version;
  return [
    `*State:* ${status}`,
    `*Script:* \`${escapeText(settings.script.name)}\` (${settings.script.hash.slice(0, 12)})`,
    `*Approvers:* ${mentionRoster(settings.approvers)}`,
    `*Approvals required:* ${settings.approvalsRequired}`,
    `*Channel:* <#${settings.channel}>`,
    `*Time limit:* ${Math.round(settings.timeLimitMs / 1000)} seconds`,
    `*Longest validity:* ${settings.maxValidityDays ? `${settings.maxValidityDays} days` : 'as the CA decides'}`,
    `*Names the CA adds:* ${settings.allowExtraNames ? 'allowed' : 'not allowed'}`,
    `*Version:* ${number}, saved by ${mention(author.user)} ${moment(savedAt)}`,
  ];
}

function parameterLine(parameter: Parameter, showsValues: boolean): Piece[] {
  const name: Piece[] = ['• ', { code: parameter.name }];
  if ('secret' in parameter) return [...name, ' sensitive: •••• set'];
  if (parameter.dynamic) {
    return [...name, ` dynamic${parameter.sensitive ? ', sensitive' : ''}: asked for with each request`];
  }
  if (!showsValues) return [...name, ' plain'];
  const { value } = parameter;
  if (!value) return [...name, ' plain: (empty)'];
  const length = value.length > VALUE_SHOWN ? ` (${value.length} characters)` : '';
  return [...name, ' plain: ', { code: truncate(value, VALUE_SHOWN) }, length];
}
