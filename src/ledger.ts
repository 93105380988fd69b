import type { Logger } from 'pino';
import { findSession } from '../projections/shared-sessions.ts';
import { activeSuperAdmins } from '../projections/user-directory.ts';
import { forgetUser, shutOut } from './auth/access-events.ts';
import { Accounts } from './commands/people/accounts.ts';
import type { Clock } from './common/clock.ts';
import { Denials } from './commands/seats/denials.ts';
import type { Leases } from './commands/seats/leases.ts';
import { LeasesInMemory } from './commands/seats/leases-in-memory.ts';
import type { SupportKeys } from './commands/seats/pool-runner.ts';
import { createSeats, type Seats } from './commands/seats/create-seats.ts';
import type { SuperAdminCandidates } from './commands/people/super-admins.ts';
import { ServiceAccounts, type ServiceSecrets } from './commands/people/service-accounts.ts';
import type { SessionHistory } from './commands/seats/session-locator.ts';
import { UserGroups } from './commands/people/user-groups.ts';
import { type PersonSecrets, Users } from './commands/people/users.ts';
import type { Catalogue } from './domain/catalogue.ts';
import { StoreUnavailable } from './event-store/event-store.ts';
import type { Stores } from './stores.ts';

/** The write side: what commands run against. */
export type Ledger = Seats & {
  accounts: Accounts;
  groups: UserGroups;
  users: Users;
  serviceAccounts: ServiceAccounts;
  leases: Leases;
  denials: Denials;
  /** Commands that wait to be decided, and streams whose state is held in memory, over all kinds. */
  load(): { queued: number; resident: number };
};

export function createLedger(
  stores: Stores,
  {
    clock,
    products,
    supportKeys,
    logger,
  }: { clock: Clock; products: Catalogue; supportKeys: SupportKeys; logger: Logger },
): Ledger {
  const { log, snapshots, exclusive, nodes } = stores;
  const leases = nodes?.leases ?? new LeasesInMemory(clock);
  const accounts = new Accounts(log, products);
  const groups = new UserGroups(log);
  const users = new Users(log, groups, accounts, personSecrets(stores), listedSuperAdmins(stores), exclusive);
  const serviceAccounts = new ServiceAccounts(log, serviceSecrets(stores));
  const denials = new Denials(log, clock);
  const onSnapshotError = (err: unknown) => logger.warn({ err }, 'A snapshot was not written; the next one will be');
  const history = sessionHistory(stores);
  const shared = { log, products, clock, accounts, users, leases, denials };
  const seats = createSeats({ ...shared, supportKeys, history, snapshots, onSnapshotError });
  const runners = [
    accounts,
    groups,
    users,
    users.addresses.claims,
    users.superAdmins,
    serviceAccounts,
    denials,
    seats.poolRunner,
  ].map((part) => ('runner' in part ? part.runner : part));
  const load = () => ({
    queued: runners.reduce((sum, runner) => sum + runner.queued, 0),
    resident: runners.reduce((sum, runner) => sum + runner.resident, 0),
  });
  return { accounts, groups, users, serviceAccounts, leases, denials, ...seats, load };
}

function listedSuperAdmins({ log, reading, readModels }: Stores): SuperAdminCandidates {
  return {
    async candidates(account) {
      if (await readModels.waitFor(['user-directory'], await log.head())) return activeSuperAdmins(reading.db, account);
      throw new StoreUnavailable(
        'Whether there is another Super Admin is not known while the list of users is behind.',
      );
    },
  };
}

function personSecrets({ credentials }: Stores): PersonSecrets {
  return {
    emailHash: credentials.emailHash,
    forgetCredentials: (userId) => forgetUser(credentials, userId),
    shutOut: (userId) => shutOut(credentials, userId),
    destroyPersonalKey: (userId) => credentials.personalKeys.destroy(userId),
  };
}

function serviceSecrets({ credentials }: Stores): ServiceSecrets {
  return { revokeClientSecrets: (id) => credentials.clientSecrets.revoke(id) };
}

/** What the pools themselves no longer remember. */
function sessionHistory({ reading }: Stores): SessionHistory {
  return {
    async find(account, sessionId) {
      const session = await findSession(reading.db, account, sessionId);
      if (session === null) return null;
      return { product: session.product, ended: session.state === 'ended' ? session : null };
    },
  };
}
