import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { currentSchema, upcast } from '../../src/domain/upcast.ts';
import { EventLog } from '../../src/event-store/event-log.ts';
import { PersonalData } from '../../src/event-store/personal-data.ts';
import { departedUsers } from '../../src/policies/departed-users.ts';
import { company, V5 } from '../commands/company.ts';
import { workbench } from '../commands/runner/workbench.ts';
import { proxied } from '../support/proxied-store.ts';

/** As many as deleting somebody with a seat takes; erasing takes fewer. */
const MOST_STEPS = 4;
/** Every step is a write to a disk that may be busy. */
const TAKES_AT_MOST_MS = 120_000;
const NEVER = Number.POSITIVE_INFINITY;

type Company = ReturnType<typeof company>;

/** U4, U5: somebody is deleted and erased by processes that die between any two steps, with the policy at any point. */
describe('a person who is deleted and erased', () => {
  let bench: ReturnType<typeof workbench>;
  let keys: Map<string, Buffer>;
  let acme: Company;
  /** By account: how many steps are done before whoever works for it dies. */
  let steps: Map<string, number>;

  beforeEach(() => {
    bench = workbench();
    keys = new Map();
    steps = new Map();
    const store = proxied(bench.store, {
      append: async (...args) => {
        step(String(args[1][0]!.metadata.account));
        return bench.store.append(...args);
      },
    });
    const keyOf = (id: string) => keys.get(id) ?? keys.set(id, randomBytes(32)).get(id)!;
    const personal = new PersonalData({ get: (id) => keys.get(id) ?? null, getOrCreate: keyOf, destroy: () => {} });
    acme = company(new EventLog(store, personal, { currentSchema, upcast }));
    acme.secrets.forgetCredentials = async (id) => step(accountOf(id));
    acme.secrets.destroyPersonalKey = async (id) => {
      step(accountOf(id));
      keys.delete(id);
    };
  });
  afterEach(() => bench.close());

  /** From the one that is one too many on, nothing is done. */
  function step(account: string): undefined {
    const left = steps.get(account) ?? NEVER;
    steps.set(account, left - 1);
    if (left < 1) throw new Error('The process has died');
  }

  /** One person on an account of their own, so that all rounds go on at once. */
  type Round = { account: string; ann: string };
  const admin = ({ account }: Round) => acme.as('ada', { account });
  const remove = (round: Round) => acme.users.delete(admin(round), round.ann, null);
  const erase = (round: Round) => acme.users.erase(admin(round), round.ann, null);
  async function policy({ account }: Round): Promise<void> {
    const { on, handle } = departedUsers(acme.users, acme.serviceAccounts, acme.clock);
    const log = new EventLog(bench.store, new PersonalData(noKeys), { currentSchema, upcast });
    for await (const page of log.readAll({ filter: { types: on } }))
      for (const event of page)
        if (event.metadata.account === account) await handle(event, new AbortController().signal);
  }

  async function tried(work: (round: Round) => Promise<unknown>, round: Round, mostSteps: number): Promise<void> {
    steps.set(round.account, mostSteps);
    await work(round).catch(() => undefined);
    steps.delete(round.account);
  }

  const ways: Record<string, (round: Round, first: number, second: number) => Promise<void>> = {
    'the policy in between': async (round, deleting, erasing) => {
      await tried(remove, round, deleting);
      await policy(round);
      await tried(erase, round, erasing);
    },
    'the policy in between, which dies as well': async (round, deleting, policing) => {
      await tried(remove, round, deleting);
      await tried(policy, round, policing);
      await tried(erase, round, NEVER);
    },
    'the policy at the end': async (round, deleting, erasing) => {
      await tried(remove, round, deleting);
      await tried(erase, round, erasing);
    },
  };

  it.each(Object.entries(ways))(
    'is gone with their key, and their addresses are free: %s',
    async (_, way) => {
      const rounds: Promise<void>[] = [];
      for (let first = 0; first <= MOST_STEPS; first += 1)
        for (let second = 0; second <= MOST_STEPS; second += 1) rounds.push(play(way, first, second));
      await Promise.all(rounds);
    },
    TAKES_AT_MOST_MS,
  );

  async function play(way: (typeof ways)[string], first: number, second: number): Promise<void> {
    const round = { account: `acme-${first}-${second}`, ann: `ann-${first}-${second}` };
    const { account, ann } = round;
    const [before, after] = [`${ann}@acme.example`, `new-${ann}@acme.example`];
    const names = { firstName: 'Ann', lastName: 'Agent', role: 'member' as const };
    const person = { userId: ann, email: before, ...names, groupIds: [], managedGroupIds: [] };
    await acme.users.add(admin(round), person);
    await acme.pools.assign(admin(round), { userId: ann, product: V5, type: 'concurrent' });
    await acme.users.change(admin(round), ann, { email: after });

    await way(round, first, second);

    await policy(round);
    // What never began is done by the client's repeat.
    await remove(round);
    await erase(round);
    await policy(round);
    const owners = await Promise.all([before, after].map((email) => acme.users.addresses.whoClaimed(account, email)));
    expect({ first, second, hasKey: keys.has(ann), owners }).toEqual({
      first,
      second,
      hasKey: false,
      owners: [null, null],
    });
  }

  it('whose key was destroyed before their address was given back keeps it from nobody', async () => {
    const { users, as, open, addUser, secrets } = acme;
    await open(2, ['ann']);
    await users.runner.run('user-ann', { type: 'DeleteUser', data: { reason: null } }, as('ada'));
    await users.runner.run('user-ann', { type: 'ErasePerson', data: { reason: null } }, as('ada'));
    await secrets.destroyPersonalKey('ann');
    expect(await users.addresses.whoClaimed('acme', 'ann@acme.example')).toBe('ann');
    await addUser('ann-again', { email: 'ann@acme.example' });
    expect(await users.addresses.whoClaimed('acme', 'ann@acme.example')).toBe('ann-again');
    await expect(addUser('eve', { email: 'ann@acme.example' })).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  });
});

const accountOf = (userId: string) => userId.replace('ann', 'acme');

const noKeys = { get: () => null, getOrCreate: () => Buffer.alloc(32), destroy: () => {} };
