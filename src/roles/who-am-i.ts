import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { slackErrorName } from '../slack/slack-failure.js';
import type { EventLog } from '../workflow/ports.js';

export type Identity = {
  readonly team: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botName: string;
};

/**
 * Who the bot token belongs to (auth.test). Waits for Slack as long as it takes; throws when Slack says that the
 * token is no good, which waiting does not mend.
 */
export async function whoAmI(client: WebClient, log: EventLog): Promise<Identity> {
  for (;;) {
    try {
      const {
        team_id: team,
        bot_id: botId,
        user_id: botUserId,
        user = 'countersign',
      } = await client.auth.test();
      if (!team || !botId || !botUserId)
        throw new Error('auth.test says that SLACK_BOT_TOKEN is not a bot token');
      return { team, botId, botUserId, botName: user };
    } catch (err) {
      const name = slackErrorName(err);
      if (name) throw new Error(`Slack does not take SLACK_BOT_TOKEN: ${name}`, { cause: err });
      log.warn({ err }, 'waiting for Slack');
      await sleep(2000);
    }
  }
}
