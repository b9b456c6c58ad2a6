import { globalShortcutPayload, messageShortcutPayload } from '../payloads/interaction-payloads.js';
import type { User } from '../workspace/workspace.js';
import type { World } from '../world.js';
import { failed, type Outcome } from './outcome.js';
import { notify, sendInteraction } from './send-interaction.js';
import type { VisibleMessage } from './visible-messages.js';

/** Uses a shortcut of the app by its name: on a message, or from anywhere. */
export async function useShortcut(
  world: World,
  user: User,
  used: { name: string; on?: VisibleMessage | undefined },
): Promise<Outcome> {
  const type = used.on ? 'message' : 'global';
  const shortcut = world.manifest.features.shortcuts.find(
    (each) => each.name === used.name && each.type === type,
  );
  if (!shortcut) return failed(`the app has no ${type} shortcut called "${used.name}" in its manifest`);
  const callbackId = shortcut.callback_id;
  const sent = await sendInteraction(world, () =>
    used.on
      ? messageShortcutPayload(world, { user, callbackId, ...used.on })
      : globalShortcutPayload(world, user, callbackId),
  );
  if (!sent.ok) notify(world, user.id, sent.error);
  return sent.ok ? { ok: true } : sent;
}
