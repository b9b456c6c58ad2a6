import type { PlacedElement } from '../block-kit/elements-of.js';
import type { ElementValue } from '../client/element-value.js';
import { statePayload } from '../client/input-state.js';
import { type Surface, stateOf } from '../client/surface.js';
import { newResponseUrl } from '../response-url/new-response-url.js';
import { newTrigger } from '../workspace/triggers.js';
import type { InputState } from '../workspace/view.js';
import { nextTs, type User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { messagePayload } from './message-payload.js';
import { channelPart, commonPart } from './people.js';
import { viewPayload } from './view-payload.js';

/** What the person did with one element: pressed it, picked an overflow option, or changed its value. */
export interface Use {
  readonly placed: PlacedElement;
  readonly value?: ElementValue | undefined;
  readonly chosen?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * A block_actions payload (docs.slack.dev/reference/interaction-payloads/block_actions-payload). From a view
 * it has the view with the state of all its elements and no response_url; from a message the other way round,
 * and an ephemeral message is not in it.
 */
export function blockActionsPayload(
  world: World,
  from: { user: User; surface: Surface; state?: InputState },
  use: Use,
): Record<string, unknown> {
  const { user, surface } = from;
  const state = from.state ?? stateOf(surface);
  return {
    type: 'block_actions',
    ...commonPart(world, user),
    trigger_id: newTrigger(world, user.id, triggerPlace(surface)),
    ...surfacePart(world, from, state),
    actions: [actionPart(world, use)],
  };
}

function triggerPlace(surface: Surface): { viewId?: string; channel?: string | undefined } {
  if (surface.kind === 'message') return { channel: surface.channel.id };
  const { view } = surface;
  return view.content.type === 'modal' ? { viewId: view.id, channel: view.channel } : {};
}

function surfacePart(
  world: World,
  { user, surface }: { user: User; surface: Surface },
  state: InputState,
): Record<string, unknown> {
  if (surface.kind === 'view') {
    return {
      container: { type: 'view', view_id: surface.view.id },
      view: viewPayload(world, surface.view, state),
    };
  }
  const { channel, message } = surface;
  const isEphemeral = message.ephemeralTo !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: channelPart(channel),
    ...(isEphemeral ? {} : { message: messagePayload(world, channel, message) }),
    state: statePayload(state),
    response_url: newResponseUrl(world, { channel: channel.id, user: user.id, originalTs: message.ts }),
  };
}

function actionPart(world: World, { placed, value, chosen }: Use): Record<string, unknown> {
  const { block, element } = placed;
  const button =
    element.type === 'button'
      ? {
          text: element.text,
          ...(element.value === undefined ? {} : { value: element.value }),
          ...(element.style ? { style: element.style } : {}),
        }
      : {};
  return {
    action_id: element.action_id,
    block_id: block.block_id,
    ...button,
    ...value,
    ...(chosen ? { selected_option: chosen } : {}),
    type: element.type,
    action_ts: nextTs(world.workspace, world.clock.now()),
  };
}
