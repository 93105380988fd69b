/** How often each fault is made, and how long a freeze lasts. */
export const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1);
export const FREEZE_MS = Number(process.env.FAULT_FREEZE_SECONDS ?? 3) * 1_000;
export const WRITERS = 16;
/** Enough that the first of them can't all have been under way when a fault came. */
export const ANSWERS_AFTERWARDS = WRITERS * 20;
/** In a short freeze, outcomes become unknown sooner than they do in the product. */
export const LIMITS = FREEZE_MS < 10_000 ? { appendMs: 1_000 } : {};
/** Longer than a frozen node keeps its locks and its claims to answers. */
export const NODE_FREEZE_MS = 8_000;
/** Whether also what takes minutes is to run: clusters below the whole product, leases that lapse by the clock. */
export const IS_THOROUGH = process.env.FAULTS === 'all';
export const RACE_ROUNDS = Number(process.env.RACE_ROUNDS ?? 200);
