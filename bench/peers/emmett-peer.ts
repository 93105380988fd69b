import { CommandHandler, IllegalStateError, isExpectedVersionConflictError } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { newId } from '../../src/common/ids.ts';
import type { Peer } from './peer.ts';
import { assertDurable } from './postgres-peers.ts';

const CLIENTS = [1, 2, 4, 8];
const RETRY = {
  retries: 200,
  minTimeout: 1,
  maxTimeout: 20,
  factor: 1.2,
  shouldRetryError: isExpectedVersionConflictError,
};

type SeatEvent =
  | { type: 'SessionStarted'; data: { sessionId: string; agentId: string; platform: string } }
  | { type: 'SessionEnded'; data: { sessionId: string; agentId: string; reason: string } };
type State = { sessions: Set<string> };

const fold = {
  initialState: (): State => ({ sessions: new Set() }),
  evolve: (state: State, { type, data }: SeatEvent): State => {
    if (type === 'SessionStarted') state.sessions.add(data.sessionId);
    else state.sessions.delete(data.sessionId);
    return state;
  },
};
const handle = CommandHandler<State, SeatEvent>({ ...fold, retry: { onVersionConflict: RETRY } });

/** An event store's command handler: read the stream, fold, decide, append at the expected version; again on a conflict. */
export function emmett(url: string): Peer {
  const pool = new pg.Pool({ connectionString: url, max: 2 * Math.max(...CLIENTS) });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  let streams: string[] = [];
  let seats = 0;
  return {
    name: 'emmett on PostgreSQL',
    clients: CLIENTS,
    furnish: async (pools, capacity) => {
      await assertDurable(pool);
      await store.schema.migrate();
      streams = Array.from({ length: pools }, () => `seatPool-${newId()}`);
      seats = capacity;
    },
    acquire: async (index, agentId, sessionId) => {
      try {
        await handle(store, streams[index]!, ({ sessions }) => {
          if (sessions.size >= seats) throw new IllegalStateError('All seats are in use');
          return { type: 'SessionStarted', data: { sessionId, agentId, platform: 'windows' } };
        });
        return true;
      } catch (error) {
        if (error instanceof IllegalStateError) return false;
        throw error;
      }
    },
    end: async (index, agentId, sessionId) => {
      await handle(store, streams[index]!, () => ({
        type: 'SessionEnded',
        data: { sessionId, agentId, reason: 'ended-by-agent' },
      }));
    },
    occupants: async (index) => {
      const { state } = await store.aggregateStream<State, SeatEvent>(streams[index]!, fold);
      return state.sessions.size;
    },
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}
