import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
/** Against hanging, on a machine that is busy with other work. */
const WITHIN_MS = 60_000;

/** Waits until something is so. */
export async function eventually(isSo: () => Promise<boolean> | boolean, withinMs = WITHIN_MS): Promise<void> {
  for (const giveUpAt = performance.now() + withinMs; !(await isSo()); await pause(LOOK_EVERY_MS))
    if (performance.now() > giveUpAt) throw new Error(`Not within ${withinMs} ms: ${isSo}`);
}
