/** One of the systems compared: takes and gives back a seat of one of its pools, durably, each a command of its own. */
export type Peer = {
  name: string;
  /** How many clients at once are tried; the best counts. */
  clients: readonly number[];
  /** Makes pools anew, so that every round begins with the same history. */
  furnish(pools: number, capacity: number): Promise<void>;
  /** @returns whether there was a seat. */
  acquire(pool: number, agentId: string, sessionId: string): Promise<boolean>;
  end(pool: number, agentId: string, sessionId: string): Promise<void>;
  /** Sessions open in a pool now, as its own store says. */
  occupants(pool: number): Promise<number>;
  close(): Promise<void>;
};
