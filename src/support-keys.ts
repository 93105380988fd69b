import { SupportKeys } from './auth/support-keys.ts';
import type { SupportKeys as ForStarts } from './commands/seats/pool-runner.ts';
import type { Position } from './event-store/event-store.ts';
import type { NodeTables } from './nodes/node-tables.ts';
import type { OpenSessions } from './nodes/support-key-table.ts';
import type { Stores } from './stores.ts';

const OPEN_SESSIONS = 'shared-sessions';

export type SupportKeysInUse = {
  forStarts: ForStarts;
  /** Of a process that is alone: it has to be told what starts and ends from `asOf` on. What nodes share needs no telling. */
  own?: SupportKeys;
  /** Up to where in the log the open sessions were known. */
  asOf: Position;
};

/** The keys that lead to an open session now. */
export async function openSupportKeys(stores: Stores): Promise<SupportKeysInUse> {
  // Keys are compared with what is open now, so the follower begins where this list was read, not at the first event.
  const asOf = stores.readModels.position(OPEN_SESSIONS);
  if (stores.nodes) return { forStarts: await sharedSupportKeys(stores, stores.nodes), asOf };
  const own = new SupportKeys(stores.credentials, await keysOfOpenSessions(stores));
  return { forStarts: own, own, asOf };
}

async function sharedSupportKeys(stores: Stores, nodes: NodeTables): Promise<ForStarts> {
  const keys = nodes.supportKeys(stores.credentials, openSessionsAmong(stores));
  await keys.restore(await keysOfOpenSessions(stores));
  return keys;
}

/** By the read model, when it is not behind. */
function openSessionsAmong({ log, reading, readModels }: Stores): OpenSessions {
  return async (sessionIds) => {
    if (!(await readModels.waitFor([OPEN_SESSIONS], await log.head()))) return null;
    const rows = await reading.db
      .selectFrom('open_session')
      .select('session_id')
      .where('session_id', 'in', [...sessionIds])
      .execute();
    return new Set(rows.map(({ session_id }) => session_id));
  };
}

async function keysOfOpenSessions({ reading }: Stores): Promise<{ sessionId: string; supportKeyHash: string }[]> {
  const rows = await reading.db
    .selectFrom('open_session')
    .select(['session_id as sessionId', 'support_key_hash as supportKeyHash'])
    .where('support_key_hash', 'is not', null)
    .execute();
  return rows as { sessionId: string; supportKeyHash: string }[];
}
