import type { Upcasts } from '../decider.ts';

/** How older shapes of the pool's events become today's, where they leave the store. */
export const seatPoolUpcasts: Upcasts = {
  SessionStarted: {
    // Schema 1 knew neither the agent's device nor a support key: such a session reads as one that has none.
    1: (data) => ({ device: null, supportKeyHash: null, ...data }),
    // Since schema 3 the device is sealed with the agent's key (`personal-data.ts`); before, it is in clear.
    2: (data) => data,
  },
  SessionEndRequested: {
    // Since schema 2 the note is sealed with the key of the agent, who is named for that.
    1: (data) => ({ agentId: null, ...data }),
  },
  SessionEnded: {
    // Since schema 2 the note is sealed with the agent's key.
    1: (data) => data,
  },
};
