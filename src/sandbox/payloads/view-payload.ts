import { statePayload } from '../client/input-state.js';
import type { InputState, View } from '../workspace/view.js';
import type { World } from '../world.js';

/**
 * A view as the app gets it back, from views.* and in interactions: with its hash, its place in the stack
 * and the state of its elements (slack-platform.md 8).
 */
export function viewPayload(world: World, view: View, state: InputState): Record<string, unknown> {
  const { workspace } = world;
  const { content } = view;
  const modal =
    content.type === 'modal'
      ? {
          title: content.title,
          submit: content.submit ?? null,
          close: content.close ?? null,
          clear_on_close: content.clear_on_close,
          notify_on_close: content.notify_on_close,
        }
      : { title: { type: 'plain_text', text: 'View Title', emoji: true }, submit: null, close: null };
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: content.type,
    blocks: content.blocks,
    private_metadata: content.private_metadata,
    callback_id: content.callback_id,
    external_id: content.external_id,
    ...modal,
    state: statePayload(state),
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    app_id: workspace.appId,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.botId,
  };
}
