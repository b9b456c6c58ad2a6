import type { Profile, Proposal } from '../../domain/profile.js';
import { diffSettings, type SettingsChange } from '../../domain/profile-diff.js';
import { actionRow, type Blocks, button, confirmed, context, section } from '../blocks.js';
import { codeText } from '../escape.js';
import { actions } from '../ids.js';
import { writeProposalValue } from '../proposal-value.js';
import { changeLines } from './change-words.js';
import { authorWords } from './people.js';

/** The card by which a second admin decides about a save: what would change, the dangerous part first. */
export function renderProposal(profile: Profile, proposal: Proposal): { text: string; blocks: Blocks } {
  const { name } = profile.version.settings;
  const changes = diffSettings(profile.version.settings, proposal.settings);
  const value = writeProposalValue({ profileId: profile.id, proposalId: proposal.id });
  const text = `${authorWords(proposal.author)} wants to change the profile *${name}*. Another admin has to let it through.`;
  return {
    text,
    blocks: [
      section(text),
      ...(movesSecrets(changes, proposal) ? [section(WARNING)] : []),
      section(changeLines(changes)),
      actionRow('proposal.buttons', [
        confirmed(button('Let it through', actions.letThrough, value, 'primary'), {
          title: 'Let this change through?',
          text: `It becomes the next version of ${name} at once.`,
          ...{ confirm: 'Let it through', deny: 'Not yet' },
        }),
        button('Turn it down', actions.turnDown, value, 'danger'),
        button('Withdraw', actions.withdrawProposal, value),
      ]),
      context(`Profile ${codeText(name, 60)}, made from version ${proposal.basedOn}`),
    ],
  };
}

const WARNING =
  ':warning: *This profile holds sensitive values, and this changes what they are given to* (the script, or a value beside them). Make sure that they are not sent to somebody else.';

/** Who changes the script or a plain value could have the script send the secrets elsewhere. */
function movesSecrets(changes: readonly SettingsChange[], { settings }: Proposal): boolean {
  const holdsSecrets = settings.parameters.some((parameter) => 'secret' in parameter);
  const isMoved = changes.some(
    (change) => change.kind === 'script' || (change.kind === 'parameter' && change.change !== 'asked'),
  );
  return holdsSecrets && isMoved;
}
