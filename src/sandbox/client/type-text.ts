import { commandPayload, escapeTyped } from '../payloads/command-payload.js';
import { parseAnswer } from '../response-url/app-answer.js';
import { postAnswer } from '../response-url/use-response-url.js';
import { findUser } from '../workspace/find.js';
import { noteActivity, postMessage, tellPrivately } from '../workspace/post-message.js';
import type { Channel, User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { done, failed, type Outcome } from './outcome.js';
import { send } from './send-interaction.js';
import { shownName } from './surface.js';

interface Typed {
  readonly user: User;
  readonly channel: Channel;
  readonly text: string;
  /** The thread it is typed into. */
  readonly threadTs?: string | undefined;
}

/** What a person types into a channel and sends: a command of the app, /invite, or a message. */
export async function typeText(world: World, typed: Typed): Promise<Outcome> {
  const { user, channel, text, threadTs } = typed;
  if (!channel.members.has(user.id)) return failed(`${user.name} is not in ${shownName(channel)}`);
  if (channel.archived) return failed(`${shownName(channel)} is archived`);
  if (!text.startsWith('/')) {
    postMessage(world, channel, { user: user.id, byApp: false, text, threadTs });
    return done;
  }
  if (threadTs !== undefined) return failed('Slash commands cannot be used in threads.');
  const [, command = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  if (command === '/invite') return invite(world, typed, rest);
  return runCommand(world, typed, { command, rest });
}

function invite(world: World, { user, channel }: Typed, whom: string): Outcome {
  const invited = findUser(world.workspace, whom.trim());
  if (!invited || invited.deleted) return failed(`no user is called ${whom}`);
  if (channel.kind === 'im') return failed('nobody can be invited into direct messages');
  channel.members.add(invited.id);
  const text = `<@${invited.id}> was added by <@${user.id}>`;
  postMessage(world, channel, { user: invited.id, byApp: false, text });
  return done;
}

async function runCommand(
  world: World,
  { user, channel }: Typed,
  { command, rest }: { command: string; rest: string },
): Promise<Outcome> {
  const row = world.manifest.features.slash_commands.find((each) => each.command === command);
  if (!row) {
    return tell(world, { user, channel }, `${command} is not a valid command. Is it in the app manifest?`);
  }
  const text = row.should_escape ? escapeTyped(world, rest.trim()) : rest.trim();
  const payload = commandPayload(world, { user, channel, command, text });
  const sent = await send(world, { type: 'slash_commands', accepts: true, payload });
  if (!sent.ok) return tell(world, { user, channel }, `${command} failed with the error "${sent.reason}"`);
  return showAnswer(world, { user, channel, text: `${command} ${rest}`.trim() }, sent.payload);
}

function showAnswer(world: World, { user, channel, text }: Typed, payload: unknown): Outcome {
  if (isNothing(payload)) return done;
  const parsed = parseAnswer(payload);
  if (!parsed.ok) {
    const why = [parsed.error, ...parsed.messages].join(' ');
    const command = text.split(' ')[0];
    return tell(
      world,
      { user, channel },
      `${command} failed with the error "invalid_command_response": ${why}`,
    );
  }
  const { answer } = parsed;
  if (answer.responseType === 'in_channel') {
    postMessage(world, channel, { user: user.id, byApp: false, text });
  }
  postAnswer(world, { url: { user: user.id }, channel, answer });
  return done;
}

function isNothing(payload: unknown): boolean {
  if (payload === undefined || payload === null || payload === '') return true;
  return typeof payload === 'object' && Object.keys(payload).length === 0;
}

function tell(world: World, { user, channel }: Omit<Typed, 'text'>, text: string): Outcome {
  tellPrivately(world, channel, user.id, text);
  noteActivity(world);
  return failed(text);
}
