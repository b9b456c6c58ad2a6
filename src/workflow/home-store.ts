import type { HomeViewer } from '../domain/home-viewer.js';
import type { Lock } from './ports.js';

/** Who looks at their Home, what they follow, and whose Home has to be published again. Times in ms. */
export type HomeStore = {
  read(user: string): Promise<HomeViewer | null>;
  /** Kept for `ms`; null keeps it as long as it would have been, and does nothing when it is gone. */
  save(viewer: HomeViewer, ms: number | null): Promise<void>;
  follow(
    user: string,
    topics: readonly string[],
    span: { readonly now: number; readonly ms: number },
  ): Promise<void>;
  /** Makes the Homes of those who follow a topic due, not before `pauseMs` after they were published last. */
  touch(topics: readonly string[], at: { readonly now: number; readonly pauseMs: number }): Promise<void>;
  /** Takes up to `limit` users whose Homes are due; each is given to one caller. */
  take(now: number, limit: number): Promise<readonly string[]>;
  /** The Home is being published: what was due for it is done. */
  begin(user: string, now: number): Promise<void>;
  /** Makes one Home due at `at`. */
  again(user: string, at: number): Promise<void>;
  lock(user: string, ms: number): Promise<Lock | null>;
};
