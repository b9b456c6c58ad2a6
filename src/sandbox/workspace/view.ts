import type { HomeContent, ModalContent } from '../block-kit/view.js';
import type { ElementValue } from '../client/element-value.js';

/** What was entered or chosen so far, by block id and action id. */
export type InputState = Map<string, Map<string, ElementValue>>;

interface ViewRecord {
  readonly id: string;
  readonly user: string;
  /** Where the person was when it opened. */
  readonly channel: string | undefined;
  hash: string;
  readonly rootId: string;
  readonly previousId: string | undefined;
  state: InputState;
  /** What the person is told at a field, by block id. */
  readonly fieldErrors: Map<string, string>;
  /** What the person is told about the whole view. */
  error: string | undefined;
  submitting: boolean;
  /** When the app opened it by views.open or views.push, in real time; forgotten once the app changes it. */
  openedAt: number | undefined;
}

/** A modal or an App Home on somebody's screen. */
export type View = ModalView | HomeView;
export type ModalView = ViewRecord & { content: ModalContent };
export type HomeView = ViewRecord & { content: HomeContent };
