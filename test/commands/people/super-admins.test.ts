import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/common/ids.ts';
import { Refusal } from '../../../src/domain/refusal.ts';
import { type EventStore, StoreUnavailable } from '../../../src/event-store/event-store.ts';
import { currentSchema, upcast } from '../../../src/domain/upcast.ts';
import { EventLog } from '../../../src/event-store/event-log.ts';
import { PersonalData } from '../../../src/event-store/personal-data.ts';
import { proxied } from '../../support/proxied-store.ts';
import { company } from '../company.ts';
import { workbench } from '../runner/workbench.ts';

/** More appends than ending somebody's role takes. */
const MOST_APPENDS = 4;
type Company = ReturnType<typeof company>;
type End = (one: Company, userId: string) => Promise<unknown>;

const ENDS: Record<string, End> = {
  deleted: (one, userId) => one.users.delete(one.as('root'), userId, null),
  suspended: (one, userId) => one.users.suspend(one.as('root'), userId, null),
  demoted: (one, userId) => one.users.change(one.as('root'), userId, { role: 'member' }),
};

describe('U2 the last Super Admin stays', () => {
  let bench: ReturnType<typeof workbench>;
  /** A node that is only asked. */
  let reader: Company;
  beforeEach(() => {
    bench = workbench();
    reader = node();
  });
  afterEach(() => bench.close());

  /** One of several processes, each with locks of its own: nothing but the log stands between them. */
  function node(append: EventStore['append'] = (...args) => bench.store.append(...args)): Company {
    const keys = { get: () => KEY, getOrCreate: () => KEY, destroy: () => {} };
    const store = proxied(bench.store, { isShared: true, append });
    const made = company(new EventLog(store, new PersonalData(keys), { currentSchema, upcast }));
    made.admins.push('ann', 'bob');
    return made;
  }

  async function superAdmin(one: Company, userId: string): Promise<void> {
    await one.addUser(userId, { role: 'super-admin' });
    await one.users.acceptInvitation(one.as(userId), userId);
  }

  async function active(): Promise<string[]> {
    const { users } = reader;
    const found = await Promise.all(
      ['ann', 'bob'].map((userId) => users.runner.ask(`user-${userId}`, (state) => state)),
    );
    return ['ann', 'bob'].filter((_, n) => found[n]!.role === 'super-admin' && found[n]!.status === 'active');
  }

  async function counted(): Promise<string[]> {
    const present = await reader.users.superAdmins.runner.ask('superAdmins-acme', (state) => [...state]);
    return present.flatMap(([userId, { isOne }]) => (isOne ? [userId] : [])).toSorted();
  }

  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error) => (error instanceof Refusal ? error.code : error instanceof StoreUnavailable ? 'unavailable' : error),
    );

  it.each(Object.keys(ENDS))('when one is %s while another node ends the other, at whatever moment', async (how) => {
    const one = node();
    for (let moment = 0; moment <= MOST_APPENDS; moment += 1) {
      if (moment === 0) for (const userId of ['ann', 'bob']) await superAdmin(one, userId);
      else for (const userId of ['ann', 'bob']) await backAgain(one, userId);
      let left = moment;
      let others = '';
      const standing = node(async (...args) => {
        if (left === 0) others ||= await outcome(ENDS[how]!(node(), 'bob'));
        left -= 1;
        return bench.store.append(...args);
      });
      const mine = await outcome(ENDS[how]!(standing, 'ann'));
      if (others === '') others = await outcome(ENDS[how]!(node(), 'bob'));
      expect({ moment, mine, others, active: await active() }).toEqual({
        moment,
        mine: expect.stringMatching(/^(done|LAST_SUPER_ADMIN)$/),
        others: mine === 'done' ? 'LAST_SUPER_ADMIN' : 'done',
        active: [mine === 'done' ? 'bob' : 'ann'],
      });
      if (how === 'deleted') break;
    }
  });

  /** Somebody who is no active Super Admin is one again. */
  async function backAgain(one: Company, userId: string): Promise<void> {
    await one.users.change(one.as('root'), userId, { role: 'super-admin' });
    await one.users.reactivate(one.as('root'), userId, null);
  }

  it.each(Object.keys(ENDS))('when a process dies at any point of one being %s', async (how) => {
    const one = node();
    for (const userId of ['ann', 'bob']) await superAdmin(one, userId);
    for (let steps = 0; steps <= MOST_APPENDS; steps += 1) {
      let left = steps;
      const dying = node(async (...args) => {
        left -= 1;
        if (left < 0) throw new Error('The process has died');
        return bench.store.append(...args);
      });
      await ENDS[how]!(dying, 'ann').catch(() => undefined);
      const remaining = await active();
      expect(remaining).toContain('bob');
      expect(remaining).toEqual(expect.arrayContaining(await counted()));
      // Whether the other one may go is decided by what is true, whatever the crash left behind.
      const others = await outcome(ENDS[how]!(node(), 'bob'));
      expect(others).toBe(remaining.includes('ann') ? 'done' : 'LAST_SUPER_ADMIN');
      if (how === 'deleted') break;
      for (const userId of ['ann', 'bob']) await backAgain(one, userId);
      expect(await counted()).toEqual(['ann', 'bob']);
    }
  });

  it('on a log from before there was a stream of them', async () => {
    const old = node();
    for (const userId of ['ann', 'bob']) {
      await old.addUser(userId, { role: 'super-admin' });
      const accept = { type: 'AcceptInvitation', data: {} } as const;
      await old.users.runner.run(`user-${userId}`, accept, old.as(userId, { commandId: newId() }));
    }
    expect(await counted()).toEqual([]);
    expect(await outcome(ENDS.demoted!(node(), 'ann'))).toBe('done');
    expect(await counted()).toEqual(['bob']);
    expect(await outcome(ENDS.suspended!(node(), 'bob'))).toBe('LAST_SUPER_ADMIN');
    expect(await active()).toEqual(['bob']);
  });

  it('and somebody invited or suspended is none who could stay', async () => {
    const one = node();
    await superAdmin(one, 'ann');
    await one.addUser('bob', { role: 'super-admin' });
    expect(await outcome(ENDS.demoted!(one, 'ann'))).toBe('LAST_SUPER_ADMIN');
    await one.users.acceptInvitation(one.as('bob'), 'bob');
    await one.users.suspend(one.as('root'), 'bob', null);
    expect(await outcome(ENDS.demoted!(one, 'ann'))).toBe('LAST_SUPER_ADMIN');
    await one.users.reactivate(one.as('root'), 'bob', null);
    expect(await outcome(ENDS.demoted!(one, 'ann'))).toBe('done');
    expect([await active(), await counted()]).toEqual([['bob'], ['bob']]);
  });
});

const KEY = Buffer.alloc(32, 7);
