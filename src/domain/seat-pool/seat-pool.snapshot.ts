import type { SeatType } from '../catalogue.ts';
import { type QueueJson, queueFromJson, queueToJson } from './seat-pool.queue.ts';
import { addAssignment, addSession, type EndedSession, initial, type SeatPool, type Session } from './seat-pool.ts';

/** Raise it with any change to `SeatPool` or to what `evolve` keeps: older snapshots are then thrown away. */
export const SEAT_POOL_SNAPSHOT_VERSION = 5;

export type SeatPoolJson = {
  named: number;
  concurrent: number;
  assignments: [userId: string, seatType: SeatType][];
  services: string[];
  sessions: Session[];
  recentlyEnded: EndedSession[];
  queue: QueueJson | null;
  freedAtMs: number[];
};

/** The pool as plain JSON; copied, so that the pool may move on while it is being written. */
export function seatPoolToJson(pool: SeatPool): SeatPoolJson {
  return {
    named: pool.named,
    concurrent: pool.concurrent,
    assignments: [...pool.assignments],
    services: [...pool.services],
    sessions: [...pool.sessions.values()].map((session) => ({ ...session })),
    recentlyEnded: [...pool.recentlyEnded.values()],
    queue: pool.queue && queueToJson(pool.queue),
    freedAtMs: [...pool.freedAtMs],
  };
}

/** The pool of a snapshot that `seatPoolToJson` made at this `SEAT_POOL_SNAPSHOT_VERSION`. Counts are counted anew. */
export function seatPoolFromJson(json: unknown): SeatPool {
  const { named, concurrent, assignments, services, sessions, recentlyEnded, queue, freedAtMs } = json as SeatPoolJson;
  const pool = initial();
  pool.named = named;
  pool.concurrent = concurrent;
  pool.services = [...services];
  for (const [userId, seatType] of assignments) addAssignment(pool, userId, seatType);
  for (const session of sessions) addSession(pool, { ...session });
  for (const ended of recentlyEnded) pool.recentlyEnded.set(ended.sessionId, ended);
  pool.queue = queue && queueFromJson(queue);
  pool.freedAtMs = [...freedAtMs];
  return pool;
}

/** A pool of its own in the same state, to try things on. */
export const copyOf = (pool: SeatPool): SeatPool => seatPoolFromJson(seatPoolToJson(pool));
