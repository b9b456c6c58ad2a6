import { newResponseUrl } from '../response-url/new-response-url.js';
import { newTrigger } from '../workspace/triggers.js';
import type { ModalView } from '../workspace/view.js';
import { type Channel, type Message, nextTs, type User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { messagePayload } from './message-payload.js';
import { channelPart, commonPart, teamPart } from './people.js';
import { viewPayload } from './view-payload.js';

type Payload = Record<string, unknown>;

/** A modal that was submitted, with everything entered in it. */
export function viewSubmissionPayload(world: World, user: User, view: ModalView): Payload {
  return {
    type: 'view_submission',
    ...commonPart(world, user),
    trigger_id: newTrigger(world, user.id, { viewId: view.id, channel: view.channel }),
    view: viewPayload(world, view, view.state),
    response_urls: responseUrls(world, user, view),
  };
}

/** A modal that was closed without being submitted; what was entered is not told. */
export function viewClosedPayload(world: World, user: User, view: ModalView, isCleared: boolean): Payload {
  return {
    type: 'view_closed',
    ...commonPart(world, user),
    view: viewPayload(world, view, new Map()),
    is_cleared: isCleared,
  };
}

/** A shortcut used from anywhere: no channel, no response_url. */
export function globalShortcutPayload(world: World, user: User, callbackId: string): Payload {
  return {
    type: 'shortcut',
    ...commonPart(world, user),
    callback_id: callbackId,
    trigger_id: newTrigger(world, user.id),
    action_ts: nextTs(world.workspace, world.clock.now()),
  };
}

/** A shortcut used on a message, with the message. */
export function messageShortcutPayload(
  world: World,
  used: { user: User; callbackId: string; channel: Channel; message: Message },
): Payload {
  const { user, channel, message } = used;
  return {
    type: 'message_action',
    ...commonPart(world, user),
    callback_id: used.callbackId,
    trigger_id: newTrigger(world, user.id, { channel: channel.id }),
    action_ts: nextTs(world.workspace, world.clock.now()),
    message_ts: message.ts,
    channel: channelPart(channel),
    message: messagePayload(world, channel, message),
    response_url: newResponseUrl(world, { channel: channel.id, user: user.id, originalTs: message.ts }),
  };
}

/** An event in the wrapper of the Events API. */
export function eventPayload(world: World, event: Payload): Payload {
  const { workspace } = world;
  const now = world.clock.now();
  return {
    token: 'verification-token-is-deprecated',
    team_id: workspace.team.id,
    api_app_id: workspace.appId,
    type: 'event_callback',
    event: { ...event, event_ts: nextTs(workspace, now) },
    event_id: `Ev${nextTs(workspace, now).replace('.', '')}`,
    event_time: Math.floor(now / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.team.id,
        user_id: workspace.bot.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    context_team_id: teamPart(workspace.team).id,
    context_enterprise_id: null,
  };
}

function responseUrls(world: World, user: User, view: ModalView): Payload[] {
  return view.content.blocks.flatMap((block) => {
    if (block.type !== 'input') return [];
    const { element } = block;
    const value = view.state.get(block.block_id)?.get(element.action_id);
    const isAsked = 'response_url_enabled' in element && element.response_url_enabled === true;
    const channel =
      value?.type === 'conversations_select'
        ? value.selected_conversation
        : value?.type === 'channels_select'
          ? value.selected_channel
          : null;
    if (!isAsked || channel === null) return [];
    const url = newResponseUrl(world, { channel, user: user.id });
    return [
      { block_id: block.block_id, action_id: element.action_id, channel_id: channel, response_url: url },
    ];
  });
}
