import type { Clock } from '../commands/clock.ts';
import { systemContext } from '../commands/command-context.ts';
import type { Denials } from '../commands/denials.ts';
import type { OverdueSessions } from '../commands/overdue-sessions.ts';
import type { TimedPolicy } from './policy.ts';
import { newId } from '../ids.ts';

/** Pools that may have something to tidy up (a read model; late is fine). */
export type PoolsToSweep = {
  withOpenSessions(): Promise<readonly Pool[]>;
  /** Pools with a session whose requested end is due at the instant or before. */
  withEndsDue(at: string): Promise<readonly Pool[]>;
};
export type Pool = { account: string; product: string };

const LEASES_EVERY_MS = 15_000;
const UNJOINED_EVERY_MS = 30_000;
const ENDS_DUE_EVERY_MS = 500;
const DENIALS_EVERY_MS = 10_000;

/** L2, O3, A2, O6: what time itself brings about. */
export function sweepers(
  overdue: OverdueSessions,
  toSweep: PoolsToSweep,
  denials: Denials,
  clock: Clock,
): TimedPolicy[] {
  const context = (name: string, account: string) => systemContext(name, account, clock.now(), { commandId: newId() });
  return [
    {
      name: 'lease-sweeper',
      everyMs: LEASES_EVERY_MS,
      async run() {
        for (const { account, product } of await toSweep.withOpenSessions()) {
          // An append ends a bounded number of sessions: once more until there is nothing left to end.
          while ((await overdue.expireLeases(context('lease-sweeper', account), product)) > 0);
        }
      },
    },
    {
      name: 'unjoined-sessions',
      everyMs: UNJOINED_EVERY_MS,
      async run() {
        for (const { account, product } of await toSweep.withOpenSessions()) {
          while ((await overdue.endUnjoined(context('unjoined-sessions', account), product)) > 0);
        }
      },
    },
    {
      name: 'grace-deadlines',
      everyMs: ENDS_DUE_EVERY_MS,
      async run() {
        for (const { account, product } of await toSweep.withEndsDue(clock.now())) {
          while ((await overdue.endDue(context('grace-deadlines', account), product)) > 0);
        }
      },
    },
    { name: 'denial-recorder', everyMs: DENIALS_EVERY_MS, onEveryNode: true, run: () => denials.flush() },
  ];
}
