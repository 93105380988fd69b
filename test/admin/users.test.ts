import { describe, expect, it } from '@jest/globals';
import { Unreachable } from '../../admin/src/api/errors.ts';
import type { User } from '../../admin/src/api/queries.ts';
import { forEachOf } from '../../admin/src/pages/users/change/each.ts';
import { readFilter, withOption, withoutFilters, withoutOption } from '../../admin/src/pages/users/filters.ts';
import { mayManage } from '../../admin/src/pages/users/rights.ts';
import { named, present, summaryOf, wanted } from '../../admin/src/pages/users/seats/seat-changes.ts';

const V5 = 'remote-support-v5';
type SeatType = 'named' | 'concurrent';

const user = (id: string, type: SeatType | null, status: User['status'] = 'active'): User => ({
  id,
  email: `${id}@example.com`,
  firstName: id,
  lastName: 'Agent',
  role: 'member',
  status,
  groups: [],
  seats: type ? [{ product: V5, type, label: `v5 - ${type}` }] : [],
});
describe('filters of users in the address', () => {
  const address = 'category=Seats&seat=a:named&seat=b:concurrent&q=bo&sort=-email';

  it('are read as the API takes them', () =>
    expect(readFilter(new URLSearchParams(address))).toEqual({
      seat: ['a:named', 'b:concurrent'],
      q: 'bo',
      sort: '-email',
    }));

  it('take one option of a category in place of another, beside the other categories', () =>
    expect(withOption(new URLSearchParams('seat=a:named&status=active'), 'Seats', 'b:named').toString()).toBe(
      'status=active&seat=b%3Anamed',
    ));

  it('let go of one, or of all', () => {
    expect(withoutOption(new URLSearchParams(address), 'seat', 'a:named').getAll('seat')).toEqual(['b:concurrent']);
    expect(readFilter(withoutFilters(new URLSearchParams(address)))).toEqual({ sort: '-email' });
  });
});

describe('changes of seats, told before they happen', () => {
  const users = [user('bo', 'concurrent'), user('cy', null), user('di', 'named')];

  it('start from what all have, or leave it where they differ or it is not known', () => {
    expect(present({ users }, V5)).toBe('keep');
    expect(present({ users: [users[0]!] }, V5)).toBe('concurrent');
    expect(present({ users: [users[1]!] }, V5)).toBe('none');
    expect(present({ filter: {}, total: 9 }, V5)).toBe('keep');
  });

  it('leave out what all have already, and products that stay', () => {
    const bo = { users: [users[0]!] };
    expect(wanted(bo, { [V5]: 'concurrent' })).toEqual([]);
    expect(wanted(bo, { [V5]: 'keep' })).toEqual([]);
    expect(wanted(bo, { [V5]: 'none' })).toEqual([{ product: V5, type: null }]);
    expect(wanted({ users }, { [V5]: 'named' })).toEqual([{ product: V5, type: 'named' }]);
  });

  it('are for the chosen ones, or for whom the filter finds, in whatever order', () => {
    expect(named({ users })).toEqual({ userIds: ['bo', 'cy', 'di'] });
    expect(named({ filter: { q: 'agent', sort: '-name' }, total: 3 })).toEqual({ filter: { q: 'agent' } });
  });

  it('A4 count everybody: changed, so already, and refused by reason', () =>
    expect(
      summaryOf([
        { userId: 'bo', outcome: 'assigned', endedSessions: ['s1'] },
        { userId: 'cy', outcome: 'unchanged' },
        { userId: 'di', outcome: 'refused', code: 'NO_SEAT_AVAILABLE' },
        { userId: 'ed', outcome: 'refused', code: 'NO_SEAT_AVAILABLE' },
        { userId: 'fay', outcome: 'not-tried' },
      ]),
    ).toEqual({
      changed: 1,
      unchanged: 1,
      endedSessions: 1,
      refused: new Map([
        ['NO_SEAT_AVAILABLE', 2],
        ['not-tried', 1],
      ]),
    }));
});

describe('one act for many', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const going = () => new AbortController().signal;
  const outcomesOf = (outcomes: Awaited<ReturnType<typeof forEachOf<string>>>) =>
    outcomes.map(({ item, outcome }) => `${item} ${outcome}`);

  it('A4 goes on to the end and tells each outcome', async () => {
    const act = async (item: string) => {
      if (item === 'b') throw new Error('refused');
    };
    const progress: number[] = [];
    const outcomes = await forEachOf(people, act, (done) => progress.push(done), going());
    expect(outcomes.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { item: 'b', error: { message: 'refused' } },
    ]);
    expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(6);
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('A4 stopped, lets those under way finish and tells who had no turn', async () => {
    const stopping = new AbortController();
    const act = async (item: string) => {
      await Promise.resolve();
      if (item === 'b') stopping.abort();
    };
    expect(outcomesOf(await forEachOf(people, act, () => undefined, stopping.signal))).toEqual([
      ...['a done', 'b done', 'c done', 'd done', 'e not-tried', 'f not-tried', 'g not-tried'],
    ]);
  });

  it('asks nothing more of a server that can’t be reached', async () => {
    const act = async (item: string) => {
      if (item === 'a') throw new Unreachable();
    };
    expect(outcomesOf(await forEachOf(people, act, () => undefined, going()))).toEqual([
      ...['a failed', 'b done', 'c done', 'd done', 'e not-tried', 'f not-tried', 'g not-tried'],
    ]);
  });
});

describe('U2 whom somebody may change', () => {
  const privileges = ['manage-users'];
  it.each([
    ['super-admin', 'super-admin', true],
    ['admin', 'admin', false],
    ['admin', 'manager', true],
    ['manager', 'manager', false],
    ['manager', 'member', true],
  ] as const)('%s changes %s: %s', (role, other, expected) =>
    expect(mayManage({ role, privileges }, { role: other })).toBe(expected),
  );
  it('nobody without the privilege', () =>
    expect(mayManage({ role: 'manager', privileges: [] }, { role: 'member' })).toBe(false));
});
