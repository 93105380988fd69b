import type { Upcasts } from '../decider.ts';

/** How older shapes of the pool's events become today's, where they leave the store. */
export const seatPoolUpcasts: Upcasts = {
  SessionStarted: {
    // Schema 1 knew neither the agent's device nor a support key: such a session reads as one that has none.
    1: (data) => ({ device: null, supportKeyHash: null, ...data }),
  },
};
