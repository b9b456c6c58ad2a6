import { slackErrorName } from './slack-failure.js';

/** Updates a modal, unless the person closed it or it moved on since its hash: then it is left as it is. */
export async function unlessMoved(update: () => Promise<unknown>): Promise<void> {
  try {
    await update();
  } catch (err) {
    const name = slackErrorName(err);
    if (name !== 'not_found' && name !== 'hash_conflict') throw err;
  }
}
