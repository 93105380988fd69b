import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

/** Waits until something is so. */
export async function eventually(isSo: () => Promise<boolean> | boolean, withinMs: number): Promise<void> {
  for (const giveUpAt = performance.now() + withinMs; !(await isSo()); await pause(LOOK_EVERY_MS))
    if (performance.now() > giveUpAt) throw new Error(`It was not so within ${withinMs} ms`);
}
