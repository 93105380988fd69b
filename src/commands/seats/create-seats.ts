import type { Catalogue } from '../../domain/catalogue.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { Accounts } from '../people/accounts.ts';
import { AgentSessions } from './agent-sessions.ts';
import type { Clock } from '../../common/clock.ts';
import type { Denials } from './denials.ts';
import { LapsedLeases } from './lapsed-leases.ts';
import type { Leases } from './leases.ts';
import { PoolRunner, type SupportKeys } from './pool-runner.ts';
import type { Snapshots } from '../runner/resident-states.ts';
import { OverdueSessions } from './overdue-sessions.ts';
import { SeatChanges } from './seat-changes.ts';
import { PlanAndAssignments } from './plan-and-assignments.ts';
import { type SessionHistory, SessionLocator } from './session-locator.ts';
import { SessionStarts } from './session-starts.ts';
import { SharedSessions } from './shared-sessions.ts';
import { WaitingLine } from './waiting-line.ts';
import type { Users } from '../people/users.ts';

/** The services around seats: who holds what, what starts and what ends. */
export type Seats = {
  poolRunner: PoolRunner;
  pools: PlanAndAssignments;
  line: WaitingLine;
  seatChanges: SeatChanges;
  starts: SessionStarts;
  sessions: AgentSessions;
  sharedSessions: SharedSessions;
  overdueSessions: OverdueSessions;
};

type Parts = {
  log: EventLog;
  products: Catalogue;
  accounts: Accounts;
  users: Users;
  leases: Leases;
  supportKeys: SupportKeys;
  denials: Denials;
  history: SessionHistory;
  clock: Clock;
  snapshots: Snapshots;
  onSnapshotError(error: unknown): void;
};

/** Builds them over one runner, and tells `users` who frees the seats of somebody who leaves. */
export function createSeats(parts: Parts): Seats {
  const { log, products, accounts, users, leases, history, clock } = parts;
  const poolRunner = new PoolRunner(parts);
  const locator = new SessionLocator(poolRunner, products, history);
  const lapsed = new LapsedLeases(poolRunner, leases, clock);
  const pools = new PlanAndAssignments(poolRunner, products, users);
  users.leaveSeatsWith({
    free: (context, userId, reason) => pools.unassignAll(context, userId, reason),
    forget: (account) => poolRunner.forgetSnapshots(account, products),
  });
  const line = new WaitingLine(poolRunner, products, accounts, leases);
  return {
    poolRunner,
    pools,
    line,
    seatChanges: new SeatChanges(poolRunner, products, pools),
    starts: new SessionStarts({ ...parts, pools: poolRunner, locator, lapsed, line }),
    sessions: new AgentSessions(log, poolRunner, locator, products, accounts, leases),
    sharedSessions: new SharedSessions(poolRunner, locator, users, leases),
    overdueSessions: new OverdueSessions(poolRunner, products, accounts, lapsed),
  };
}
