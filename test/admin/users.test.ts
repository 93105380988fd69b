import { describe, expect, it } from '@jest/globals';
import type { Pool, User } from '../../admin/src/api/queries.ts';
import { forEachOf } from '../../admin/src/pages/users/each.ts';
import { readFilter, withOption, withoutFilters, withoutOption } from '../../admin/src/pages/users/filters.ts';
import { readPastedList } from '../../admin/src/pages/users/pasted-list.ts';
import { mayManage } from '../../admin/src/pages/users/rights.ts';
import { changesOf, present, previews } from '../../admin/src/pages/users/seat-changes.ts';

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
const pool = (named: { capacity: number; assigned: number }): Pool => ({
  product: V5,
  productName: 'v5',
  named,
  concurrent: { capacity: 3, assigned: 0, inUse: 0, overBy: 0, waiting: 0 },
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

describe('U4 a pasted list', () => {
  it('holds first name, last name and address, with semicolons or lines between people', () =>
    expect(readPastedList('Bo Agent bo@example.com; Ana Maria Sanz ana@example.com\nalone\n;')).toEqual([
      { line: 1, firstName: 'Bo', lastName: 'Agent', email: 'bo@example.com' },
      { line: 2, firstName: 'Ana Maria', lastName: 'Sanz', email: 'ana@example.com' },
      { line: 3, firstName: '', lastName: '', email: 'alone' },
    ]));
});

describe('changes of seats, told before they happen', () => {
  const users = [user('bo', 'concurrent'), user('cy', null), user('di', 'named')];

  it('start from what all have, or leave it where they differ', () => {
    expect(present(users, V5)).toBe('keep');
    expect(present([users[0]!], V5)).toBe('concurrent');
    expect(present([users[1]!], V5)).toBe('none');
  });

  it('leave out who has it so already, and products that stay', () => {
    expect(changesOf(users, { [V5]: 'concurrent' }).map(({ user: { id } }) => id)).toEqual(['cy', 'di']);
    expect(changesOf(users, { [V5]: 'none' }).map(({ user: { id } }) => id)).toEqual(['bo', 'di']);
    expect(changesOf(users, { [V5]: 'keep' })).toEqual([]);
  });

  it('S4 count whom the named seats do not suffice for, and the suspended', () => {
    const many = [...users, user('ed', null, 'suspended')];
    expect(previews(many, { [V5]: 'named' }, [pool({ capacity: 2, assigned: 1 })])).toEqual([
      { product: V5, type: 'named', changed: 1, unchanged: 1, suspended: 1, withoutRoom: 1 },
    ]);
  });
});

describe('one act for many', () => {
  it('A4 goes on to the end and tells each outcome', async () => {
    const outcomes = await forEachOf(
      ['a', 'b', 'c', 'd', 'e', 'f'],
      async (item) => {
        if (item === 'b') throw new Error('refused');
      },
      () => undefined,
    );
    expect(outcomes).toHaveLength(6);
    expect(outcomes.filter(({ error }) => error).map(({ item }) => item)).toEqual(['b']);
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
