/** The right to open one view, for a short while, because a person just did something. */
export interface Trigger {
  readonly user: string;
  readonly sentAt: number;
  /** Where the person was, for menus that start there. */
  readonly channel: string | undefined;
  /** The modal it came from; views.push needs one. */
  readonly viewId: string | undefined;
  used: boolean;
}
