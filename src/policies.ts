import type { Logger } from 'pino';
import type { Clock } from './common/clock.ts';
import { START } from './event-store/event-store.ts';
import type { Ledger } from './ledger.ts';
import { departedUsers } from './policies/departed-users.ts';
import { Policies } from './policies/policies.ts';
import type { Checkpoints } from './policies/policy.ts';
import { type PoolsToSweep, sweepers } from './policies/sweeper.ts';
import { unfinishedEmailClaims } from './policies/unfinished-email-claims.ts';
import type { Stores } from './stores.ts';

const CHECKPOINT_VERSION = 1;

type Parts = { stores: Stores; ledger: Ledger; clock: Clock; logger: Logger };

/** Starts what happens because something happened, or because time passed. */
export function startPolicies({ stores, ledger, clock, logger }: Parts): Policies {
  const policies = new Policies(stores.log, checkpoints(stores), logger, { leadership: stores.leadership });
  const claims = unfinishedEmailClaims(ledger.users, clock, { soleWriter: stores.nodes === undefined });
  policies.start(
    [departedUsers(ledger.users, ledger.serviceAccounts, clock), claims],
    sweepers({ ...ledger, overdue: ledger.overdueSessions, clock }, poolsToSweep(stores)),
  );
  return policies;
}

/** Kept as snapshots are: what is lost is only the way back to where a policy was, and the store keeps the newest. */
export function checkpoints({ snapshots, store }: Pick<Stores, 'snapshots' | 'store'>): Checkpoints {
  const nameOf = (policy: string) => `policy-${policy}`;
  return {
    async load(policy) {
      const saved = await snapshots.load(nameOf(policy), CHECKPOINT_VERSION);
      const position = saved?.position ?? START;
      if (position <= (await store.head())) return position;
      // The log was restored from an older backup, and perhaps the credentials too: what was done to them for events that
      // are still there may be undone. So everything is handled again; each policy asks what is true now.
      await snapshots.delete(nameOf(policy));
      return START;
    },
    save: (policy, position) =>
      snapshots.save(nameOf(policy), CHECKPOINT_VERSION, { state: {}, revision: position, position, hash: '' }),
  };
}

function poolsToSweep({ queryThreads }: Stores): PoolsToSweep {
  const of = ['shared-sessions'];
  return {
    withOpenSessions: () => queryThreads.run(of, 'poolsWithOpenSessions'),
    withTickets: () => queryThreads.run(['seat-pools'], 'poolsWithTickets'),
    withEndsDue: () => queryThreads.run(of, 'poolsWithEndsRequested'),
  };
}
