import { createHash } from 'node:crypto';
import { SupportKeys as OwnSupportKeys, type SupportKeySecrets } from '../../src/auth/support-keys.ts';
import { Accounts } from '../../src/commands/people/accounts.ts';
import { Clock } from '../../src/common/clock.ts';
import type { CommandContext } from '../../src/commands/runner/command-context.ts';
import { Denials } from '../../src/commands/seats/denials.ts';
import { KeyedMutex } from '../../src/commands/runner/keyed-mutex.ts';
import type { Leases } from '../../src/commands/seats/leases.ts';
import { LeasesInMemory } from '../../src/commands/seats/leases-in-memory.ts';
import type { SupportKeys } from '../../src/commands/seats/pool-runner.ts';
import type { EndedSessionFacts } from '../../src/commands/seats/session-locator.ts';
import { createSeats } from '../../src/commands/seats/create-seats.ts';
import { ServiceAccounts } from '../../src/commands/people/service-accounts.ts';
import { UserGroups } from '../../src/commands/people/user-groups.ts';
import { Users } from '../../src/commands/people/users.ts';
import { newId } from '../../src/common/ids.ts';
import { catalogue } from '../../src/domain/catalogue.ts';
import { emailKey } from '../../src/domain/user/person.ts';
import type { EventLog } from '../../src/event-store/event-log.ts';

export const V5 = 'remote-support-v5';
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

type Shared = {
  leases: Leases;
  supportKeys(secrets: SupportKeySecrets): SupportKeys | OwnSupportKeys;
  clock: Clock;
  leaseSeconds: number;
};

/** The command services on a log, with a clock that the test moves; or as a node among several. */
export function company(log: EventLog, startMs = Date.parse('2026-11-24T09:00:00Z'), node?: Shared) {
  const time = { ms: startMs };
  const clock =
    node?.clock ??
    new Clock(
      () => time.ms,
      () => time.ms,
    );
  const products = new Map(
    [...catalogue()].map(([id, product]) => [
      id,
      { ...product, leaseSeconds: node?.leaseSeconds ?? product.leaseSeconds },
    ]),
  );
  const secrets = {
    emailHash: (account: string, email: string) => sha(`${account} ${emailKey(email)}`),
    forgotten: new Set<string>(),
    erased: new Set<string>(),
    revoked: new Set<string>(),
    shutOutUsers: new Set<string>(),
    forgetCredentials: async (userId: string) => void secrets.forgotten.add(userId),
    shutOut: async (userId: string) => void secrets.shutOutUsers.add(userId),
    destroyPersonalKey: async (userId: string) => void secrets.erased.add(userId),
    revokeClientSecrets: async (id: string) => void secrets.revoked.add(id),
  };
  const keySecrets = {
    supportKeyHash: (key: string) => sha(key),
    supportKeySeed: (sessionId: string, attempt: number) =>
      Number.parseInt(sha(`${sessionId}/${attempt}`).slice(0, 12), 16),
  };
  const supportKeys = node?.supportKeys(keySecrets) ?? new OwnSupportKeys(keySecrets);
  const admins: string[] = [];
  const accounts = new Accounts(log, products);
  const groups = new UserGroups(log);
  const users = new Users(log, groups, accounts, secrets, { candidates: async () => admins }, new KeyedMutex());
  const serviceAccounts = new ServiceAccounts(log, secrets);
  const leases = node?.leases ?? new LeasesInMemory(clock);
  const denials = new Denials(log, clock);
  const keptSnapshots = new Map<string, string>();
  const snapshots = {
    load: async () => null,
    save: async () => {},
    delete: async (stream: string) => void keptSnapshots.delete(stream),
  };
  const past = new Map<string, { product: string; ended: EndedSessionFacts }>();
  const history = { find: async (_account: string, sessionId: string) => past.get(sessionId) ?? null };
  const onSnapshotError = (error: unknown) => {
    throw error;
  };
  const shared = { log, products, clock, accounts, users, leases, denials };
  const seats = createSeats({ ...shared, supportKeys, history, snapshots, onSnapshotError });
  const { pools, starts } = seats;
  const as = (id: string, more: Partial<CommandContext> = {}): CommandContext => {
    const commandId = newId();
    return {
      account: 'acme',
      actor: { kind: 'user', id },
      commandId,
      correlationId: commandId,
      at: clock.now(),
      ...more,
    };
  };
  const addUser = (userId: string, more: object = {}) =>
    users.add(as('ada'), {
      userId,
      email: `${userId}@acme.example`,
      firstName: userId,
      lastName: 'Agent',
      role: 'member',
      groupIds: [],
      managedGroupIds: [],
      ...more,
    });
  const start = (agentId: string, sessionId = newId()) =>
    starts.start(as(agentId), { product: V5, agentId, sessionId, platform: null, device: null });
  /** An account with so many shared seats and these agents assigned to them. */
  const open = async (seats: number, agents: readonly string[]) => {
    await accounts.open(as('ada'), 'Acme');
    await pools.changeCapacity(as('ada'), { product: V5, named: 2, concurrent: seats, reason: null });
    for (const agent of agents) {
      await addUser(agent);
      await pools.assign(as('ada'), { userId: agent, product: V5, type: 'concurrent' });
    }
  };
  const passSeconds = (seconds: number) => void (time.ms += seconds * 1_000);
  return {
    accounts,
    groups,
    users,
    serviceAccounts,
    ...seats,
    denials,
    keptSnapshots,
    past,
    leases,
    clock,
    secrets,
    admins,
    time,
    as,
    addUser,
    start,
    open,
    passSeconds,
  };
}
