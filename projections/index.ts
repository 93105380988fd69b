import { auditTrail } from './audit-trail.ts';
import { seatPools } from './seat-pools.ts';
import { sharedSessions } from './shared-sessions.ts';
import { userDirectory } from './user-directory.ts';
import type { Projection } from '../src/read-models/projection.ts';

/** Every read model, as the process runs them. */
export const projections = [sharedSessions, userDirectory, seatPools, auditTrail] as unknown as readonly Projection[];
