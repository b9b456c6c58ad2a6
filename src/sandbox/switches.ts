/** Something beside the workspace that whoever plays with it may turn off and on, such as the app's worker. */
export interface Switch {
  isOn(): boolean;
  /** Resolves once it is off or on. */
  turn(on: boolean): Promise<void>;
}

/** By name, as people see it. */
export type Switches = Readonly<Record<string, Switch>>;

/** How each switch stands. */
export function standOf(switches: Switches): Record<string, boolean> {
  return Object.fromEntries(Object.entries(switches).map(([name, each]) => [name, each.isOn()]));
}
