import type { ModalView } from '@slack/types';
import type { RequestDraft } from '../../domain/draft.js';
import { dynamicParameters } from '../../domain/parameter.js';
import type { Profile } from '../../domain/profile.js';
import { type Blocks, input, section, textInput } from '../blocks.js';
import { escapeText } from '../escape.js';
import { actions, callbacks, fields } from '../ids.js';
import { modal } from '../modal.js';
import { parameterBlocks } from './request-parameter-blocks.js';
import type { TestMemory } from './test-memory.js';

/** The modal for a test: the name, and what a requester would assign. */
export function testForm(profile: Profile, draft: RequestDraft): ModalView {
  const { settings, number } = profile.version;
  const memory: TestMemory = { id: draft.id, profileId: profile.id, version: number };
  const allowed = settings.policy.names.allowed.slice(0, 5).join(', ');
  const hint = allowed ? `The profile allows: ${allowed}` : 'The profile allows any name.';
  const blocks: Blocks = [
    section(
      `Runs \`${escapeText(settings.script.name)}\` once as *${escapeText(settings.name)}* (version ${number}) would, with its real parameters and a key that nobody keeps. A CA that issues, issues: the certificate is thrown away, and you get its serial. <#${settings.channel}> is told that you test; the result comes to you alone.`,
    ),
    input(fields.testName, 'Name to test for', textInput(fields.testName, { max: 253 }), { hint }),
    ...dynamicParameters(settings.parameters).flatMap((parameter) =>
      parameterBlocks(draft, profile, parameter, actions.setTestSecret),
    ),
  ];
  return modal(callbacks.test, 'Test a profile', blocks, { submit: 'Test', memory });
}
