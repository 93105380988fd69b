import type { Kysely } from 'kysely';
import type { RowsOf } from '../src/read-models/projection.ts';
import type { auditTrail } from './audit-trail.projection.ts';
import type { seatPools } from './seat-pools.ts';
import type { sharedSessions } from './shared-sessions.projection.ts';
import type { userDirectory } from './user-directory.projection.ts';

/** What queries may read: each projection's tables by their names. */
export type ReadTables = RowsOf<typeof sharedSessions> &
  RowsOf<typeof userDirectory> &
  RowsOf<typeof seatPools> &
  RowsOf<typeof auditTrail>;

export type Db = Kysely<ReadTables>;
