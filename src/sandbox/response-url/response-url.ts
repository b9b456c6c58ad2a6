/** A response_url is good for 5 answers within 30 minutes (docs.slack.dev, handling user interaction). */
export const responseUrlUses = 5;
export const responseUrlLife = 30 * 60 * 1000;

/** Where an answer goes, and how often it still may. */
export interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  /** The message it came from, which it may replace or delete; a command has none. */
  readonly originalTs: string | undefined;
  readonly createdAt: number;
  uses: number;
}
