import type { Upcasts } from './decider.ts';
import { seatPoolUpcasts } from './seat-pool/seat-pool.upcast.ts';

export type { Upcast, Upcasts } from './decider.ts';

/** The schema version of an event type that never changed its shape. */
const FIRST_SCHEMA = 1;

const UPCASTS: Upcasts = { ...seatPoolUpcasts };

/** The schema version under which this build writes events of the type. */
export function currentSchema(type: string): number {
  return FIRST_SCHEMA + Object.keys(UPCASTS[type] ?? {}).length;
}

/** The data of a stored event in today's shape. Data of a newer schema than this build knows is passed on as it is. */
export function upcast(type: string, schema: number, data: Record<string, unknown>): Record<string, unknown> {
  const steps = UPCASTS[type] ?? {};
  let lifted = data;
  for (let from = schema; steps[from] !== undefined; from += 1) lifted = steps[from]!(lifted);
  return lifted;
}
