import type { Role } from './role.js';

/** A worker that can be stopped in order and started again, one order after the other. */
export type WorkerSwitch = { isOn(): boolean; turn(on: boolean): Promise<void> };

/** The switch of a worker that `start` starts; it is off at first. */
export function createWorkerSwitch(start: () => Promise<Role>): WorkerSwitch {
  let running: Role | null = null;
  let turning: Promise<void> = Promise.resolve();
  const set = async (on: boolean) => {
    if (on && !running) running = await start();
    if (!on && running) {
      await running.close();
      running = null;
    }
  };
  return {
    isOn: () => running !== null,
    turn(on) {
      turning = turning.then(
        () => set(on),
        () => set(on),
      );
      return turning;
    },
  };
}
