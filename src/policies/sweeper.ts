import type { Clock } from '../common/clock.ts';
import { type CommandContext, systemContext } from '../commands/runner/command-context.ts';
import type { Denials } from '../commands/seats/denials.ts';
import type { OverdueSessions } from '../commands/seats/overdue-sessions.ts';
import type { WaitingLine } from '../commands/seats/waiting-line.ts';
import { StoreUnavailable } from '../event-store/event-store.ts';
import type { TimedPolicy } from './policy.ts';
import { newId } from '../common/ids.ts';
import { DuePools, type Pool } from './due-pools.ts';

/** Pools that may have something to tidy up (a read model; late is fine). */
export type PoolsToSweep = {
  /** Pools in which somebody waits in line or has yet to claim a seat. */
  withTickets(): Promise<readonly Pool[]>;
  withOpenSessions(): Promise<readonly Pool[]>;
  /** Pools with a session whose requested end is due at the instant or before. */
  withEndsDue(at: string): Promise<readonly Pool[]>;
};

/** How often every pool is looked at, for those that nothing is known of yet. */
const LEASES_EVERY_MS = 15_000;
/** Between two looks at leases, at least: what lapses meanwhile is ended together. */
const LEASES_PAUSE_MS = 5;
/** Until a pool whose lapsed sessions somebody else has claimed is looked at again. */
const CLAIMED_PAUSE_MS = 1_000;
const UNJOINED_EVERY_MS = 30_000;
const ENDS_DUE_EVERY_MS = 500;
const OFFERS_DUE_EVERY_MS = 500;
const DENIALS_EVERY_MS = 10_000;

type Sweeping = { overdue: OverdueSessions; line: WaitingLine; denials: Denials; clock: Clock };

/** L2, O3, A2, Q2, O6: what time itself brings about. */
export function sweepers({ overdue, line, denials, clock }: Sweeping, toSweep: PoolsToSweep): TimedPolicy[] {
  const context = (name: string, account: string) => sweeperContext(name, account, clock);
  return [
    leaseSweeper(overdue, toSweep, clock),
    {
      name: 'unjoined-sessions',
      everyMs: UNJOINED_EVERY_MS,
      run: async () =>
        inEach(await toSweep.withOpenSessions(), ({ account, product }) =>
          overdue.endUnjoined(context('unjoined-sessions', account), product),
        ),
    },
    {
      name: 'grace-deadlines',
      everyMs: ENDS_DUE_EVERY_MS,
      run: async () =>
        inEach(await toSweep.withEndsDue(clock.now()), ({ account, product }) =>
          overdue.endDue(context('grace-deadlines', account), product),
        ),
    },
    {
      name: 'waiting-line',
      everyMs: OFFERS_DUE_EVERY_MS,
      run: async () =>
        inEach(await toSweep.withTickets(), ({ account, product }) =>
          line.tend(context('waiting-line', account), product),
        ),
    },
    { name: 'denial-recorder', everyMs: DENIALS_EVERY_MS, onEveryNode: true, run: () => denials.flush() },
  ];
}

/** L2: ends a session as soon as its lease has lapsed. It waits for the pool whose next lease may lapse first. */
function leaseSweeper(overdue: OverdueSessions, toSweep: PoolsToSweep, clock: Clock): TimedPolicy {
  const due = new DuePools();
  let lookAtAllMs = 0;
  const poolsNow = async () => {
    if (clock.nowMs() < lookAtAllMs) return due.take(clock.nowMs());
    lookAtAllMs = clock.nowMs() + LEASES_EVERY_MS;
    due.clear();
    return withLeases(toSweep);
  };
  const expire = async (pool: Pool) => {
    const askedMs = clock.nowMs();
    const ended = await overdue.expireLeases(sweeperContext('lease-sweeper', pool.account, clock), pool.product);
    if (ended > 0) return ended;
    const nextMs = await overdue.noLapseBeforeMs(pool.account, pool.product);
    // What has lapsed since it was asked is due at once; only what was due before, and has not ended, is claimed.
    due.add(pool, nextMs > askedMs ? nextMs : askedMs + CLAIMED_PAUSE_MS);
    return 0;
  };
  return {
    name: 'lease-sweeper',
    everyMs: () => Math.max(LEASES_PAUSE_MS, Math.min(lookAtAllMs, due.nextMs) - clock.nowMs()),
    run: async () => inEach(await poolsNow(), expire),
  };
}

/** Q3: places in line live by the same rule, also in a pool where nobody has a session. */
async function withLeases(toSweep: PoolsToSweep): Promise<readonly Pool[]> {
  const pools = [...(await toSweep.withOpenSessions()), ...(await toSweep.withTickets())];
  return [...new Map(pools.map((pool) => [`${pool.account}/${pool.product}`, pool])).values()];
}

function sweeperContext(name: string, account: string, clock: Clock): CommandContext {
  return systemContext(name, account, clock.now(), { commandId: newId() });
}

/**
 * Tidies each pool on its own: one whose history can't be read keeps no other waiting.
 * @param tidy ends a bounded number of sessions, and is asked again until there is nothing left to end.
 * @throws StoreUnavailable at once, AggregateError of what else went wrong, at the end.
 */
async function inEach(pools: readonly Pool[], tidy: (pool: Pool) => Promise<number>): Promise<void> {
  const errors: unknown[] = [];
  for (const pool of pools) {
    try {
      while ((await tidy(pool)) > 0);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `Not tidied: ${errors.length} of ${pools.length} pools`);
}
