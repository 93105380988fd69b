import {
  activeSuperAdmins,
  getUser,
  listGroups,
  listServiceAccounts,
  listUsers,
  userFilters,
} from '../../projections/user-directory.ts';
import { catalogue } from '../../src/domain/catalogue.ts';
import { onEachDatabase } from '../read-models/databases.ts';
import {
  accepted,
  added,
  assigned,
  LABEL,
  openWorld,
  PRODUCT,
  START_OF_DAY,
  type World,
} from '../read-models/world.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const products = catalogue();
const asked = { account: 'acme', scope: 'all', now: NOW, catalogue: products, limit: 50 } as const;

let world: World;

onEachDatabase((databases) => {
  beforeEach(async () => {
    world = await openWorld({ databases });
    await world.start();
  });
  afterEach(() => world.close());

  it('lists users with groups and seats, by name', async () => {
    await team();
    const { items, total, nextCursor } = await list();
    expect(items.map(({ id }) => id)).toEqual(['ann', 'bob', 'cid', 'dee']);
    expect([total, nextCursor]).toEqual([4, null]);
    expect(items[1]).toEqual({
      id: 'bob',
      email: 'bob@example.com',
      firstName: 'Bob',
      lastName: 'Yankee',
      role: 'member',
      status: 'active',
      groups: [
        { id: 'g2', name: 'Day shift' },
        { id: 'g1', name: 'Night shift' },
      ],
      seats: [
        { product: PRODUCT, type: 'concurrent', label: `${LABEL} - Concurrent` },
        { product: 'service-desk', type: 'named', label: 'GoToAssist Service Desk - Named' },
      ],
    });
  });

  it('shows one user with what only their page needs', async () => {
    await team();
    expect(await user('cid')).toMatchObject({
      id: 'cid',
      role: 'manager',
      privileges: ['end-sessions'],
      managedGroups: [{ id: 'g1', name: 'Night shift' }],
      groups: [],
      lastSignInAt: null,
      revision: 1,
    });
    await world.user('cid', { type: 'UserSignedIn', data: {} });
    expect(await user('cid')).toMatchObject({ lastSignInAt: START_OF_DAY, revision: 2 });
    expect(await user('cid', { account: 'other' })).toBeNull();
    expect(await user('cid', { scope: { groupIds: ['g1'] } })).toBeNull();
    expect(await user('ann', { scope: { groupIds: ['g1'] } })).toMatchObject({ id: 'ann' });
  });

  describe('filters', () => {
    beforeEach(team);

    it.each<[string, Query, string[]]>([
      ['a seat type', { seat: [`${PRODUCT}:concurrent`] }, ['ann', 'bob']],
      ['the other seat type', { seat: [`${PRODUCT}:named`] }, ['cid']],
      ['any of several seats', { seat: [`${PRODUCT}:named`, 'service-desk:named'] }, ['bob', 'cid']],
      ['a seat nobody has', { seat: ['remote-support:named'] }, []],
      ['a user type', { userType: ['manager', 'super-admin'] }, ['ann', 'cid']],
      ['a group', { group: ['g2'] }, ['bob']],
      ['any of several groups', { group: ['g1', 'g2'] }, ['ann', 'bob']],
      ['a status', { status: ['invited'] }, ['dee']],
      ['a status that does not exist', { status: ['asleep'] }, []],
      ['part of a name', { q: 'yank' }, ['bob']],
      ['words in any order and place', { q: 'EXAMPLE.com zulu' }, ['ann']],
      ['several filters at once', { seat: [`${PRODUCT}:concurrent`], group: ['g2'], q: 'b' }, ['bob']],
      ['filters that exclude each other', { seat: [`${PRODUCT}:named`], group: ['g2'] }, []],
      ['the scope of a manager', { scope: { groupIds: ['g1'] } }, ['ann', 'bob']],
      ['a scope of no groups', { scope: { groupIds: [] } }, []],
      ['another account', { account: 'other' }, []],
    ])('by %s', async (_what, query, expected) => {
      const found = await list(query);
      expect(found.items.map(({ id }) => id)).toEqual(expected);
      expect(found.total).toBe(expected.length);
    });

    it('count what each finds, with the labels of the Admin Center', async () => {
      await world.shown();
      expect(await userFilters(world.db, asked)).toEqual([
        {
          category: 'User Type',
          options: [
            { value: 'member', label: 'Member', count: 2 },
            { value: 'manager', label: 'Manager', count: 1 },
            { value: 'admin', label: 'Admin', count: 0 },
            { value: 'super-admin', label: 'Super Admin', count: 1 },
            { value: 'auditor', label: 'Auditor', count: 0 },
          ],
        },
        {
          category: 'User Groups',
          options: [
            { value: 'g2', label: 'Day shift', count: 1 },
            { value: 'g1', label: 'Night shift', count: 2 },
          ],
        },
        {
          category: 'Seats',
          options: [
            { value: `${PRODUCT}:named`, label: `${LABEL} - Named`, count: 1 },
            { value: `${PRODUCT}:concurrent`, label: `${LABEL} - Concurrent`, count: 2 },
            { value: 'remote-support:named', label: 'GoToAssist Remote Support - Named', count: 0 },
            { value: 'remote-support:concurrent', label: 'GoToAssist Remote Support - Concurrent', count: 0 },
            { value: 'service-desk:named', label: 'GoToAssist Service Desk - Named', count: 1 },
            { value: 'service-desk:concurrent', label: 'GoToAssist Service Desk - Concurrent', count: 0 },
          ],
        },
        {
          category: 'Status',
          options: [
            { value: 'invited', label: 'Invite sent', count: 1 },
            { value: 'active', label: 'Active', count: 3 },
            { value: 'inactive', label: 'Inactive', count: 0 },
            { value: 'suspended', label: 'Suspended', count: 0 },
          ],
        },
      ]);
      const scoped = await userFilters(world.db, { ...asked, scope: { groupIds: ['g2'] } });
      expect(scoped[0]!.options.map(({ count }) => count)).toEqual([1, 0, 0, 0, 0]);
    });

    it('count what the list then shows, for every option', async () => {
      await world.shown();
      const names = { 'User Type': 'userType', 'User Groups': 'group', Seats: 'seat', Status: 'status' } as const;
      for (const { category, options } of await userFilters(world.db, asked)) {
        for (const { value, count } of options)
          expect([value, (await list({ [names[category]]: [value] })).total]).toEqual([value, count]);
      }
    });

    it('refuse a seat that is none', () =>
      expect(list({ seat: ['v5'] })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' }));
  });

  it('finds names of any script in any letter case', async () => {
    await world.user('u1', added('Élodie', 'Ñúñez'));
    await world.user('u2', added('عمر', '🦊 Fuchs'));
    await world.user('u3', added('ＷＩＤＥ', 'Ωmega'));
    expect(await ids({ q: 'ÉLODIE ñÚÑ' })).toEqual(['u1']);
    expect(await ids({ q: '🦊' })).toEqual(['u2']);
    expect(await ids({ q: 'عمر' })).toEqual(['u2']);
    expect(await ids({ q: 'wide ωMEGA' })).toEqual(['u3']);
  });

  it('sorts by several fields in mixed directions, and pages stay stable meanwhile', async () => {
    for (const [id, first] of [
      ['1', 'B'],
      ['2', 'A'],
      ['3', 'b'],
      ['4', 'C'],
      ['5', 'a'],
    ] as const) {
      await world.user(`u${id}`, added(first, 'Same', { email: `${id}@example.com` }));
    }
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ sort: 'name,-email', limit: 2, cursor: cursor ?? undefined });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (seen.length === 2) {
        await world.user('u2', { type: 'UserDeleted', data: { reason: null } });
        await world.user('u0', added('A', 'Aaa'));
      }
    }
    expect(seen).toEqual(['u5', 'u2', 'u3', 'u1', 'u4']);
  });

  it.each([
    ['groups', ['cid', 'dee', 'bob', 'ann', 'eve'], ['ann', 'eve', 'bob', 'cid', 'dee']],
    ['products', ['eve', 'ann', 'bob', 'cid', 'dee'], ['dee', 'cid', 'ann', 'bob', 'eve']],
    ['status', ['bob', 'cid', 'ann', 'dee', 'eve'], ['dee', 'eve', 'ann', 'bob', 'cid']],
  ])('sorts by what is shown as %s, both ways and page by page', async (sort, expected, descending) => {
    await team();
    await world.group('g3', 'adjourned');
    await world.user('eve', added('Eve', 'Victor', { groupIds: ['g1', 'g3'] }));
    await world.append('userGroup-g3', { type: 'UserGroupDeleted', data: {} });
    await world.user('ann', { type: 'UserSignedIn', data: {} }, { at: '2026-01-01T00:00:00.000Z' });
    await world.pool(assigned('dee', 'concurrent'), { product: 'service-desk' });
    expect(await paged(sort)).toEqual(expected);
    expect(await paged(`-${sort}`)).toEqual(descending);
  });

  it('U1 active users grow inactive after the days that the account says', async () => {
    await world.account({ type: 'AccountOpened', data: { name: 'Acme' } });
    await world.user('ann', added('Ann', 'A'), { at: '2026-01-01T00:00:00.000Z' });
    expect((await user('ann'))?.status).toBe('invited');
    await world.user('ann', accepted, { at: '2026-09-01T12:00:00.000Z' });
    expect((await user('ann', { now: '2026-10-01T12:00:00.000Z' }))?.status).toBe('active');
    expect((await user('ann', { now: '2026-10-01T12:00:00.001Z' }))?.status).toBe('inactive');
    await world.account({ type: 'AccountSettingsChanged', data: { inactiveAfterDays: 60 } });
    expect((await user('ann', { now: '2026-10-01T12:00:00.001Z' }))?.status).toBe('active');
    await world.user('ann', { type: 'UserSignedIn', data: {} }, { at: '2026-11-24T08:00:00.000Z' });
    expect(await ids({ status: ['active'] })).toEqual(['ann']);
    await world.user('ann', { type: 'UserSuspended', data: { reason: null } });
    expect((await user('ann'))?.status).toBe('suspended');
    await world.user('ann', { type: 'UserReactivated', data: { reason: null } });
    expect((await user('ann'))?.status).toBe('active');
  });

  it('follows changes of profile, role and groups', async () => {
    await team();
    await world.user('bob', { type: 'UserProfileChanged', data: { lastName: 'Victor', email: 'BV@example.com' } });
    await world.user('bob', { type: 'UserRoleChanged', data: { role: 'manager', privileges: ['manage-users'] } });
    await world.user('bob', { type: 'UserGroupsChanged', data: { groupIds: ['g2'], managedGroupIds: ['g1'] } });
    expect(await user('bob')).toMatchObject({
      firstName: 'Bob',
      lastName: 'Victor',
      email: 'BV@example.com',
      role: 'manager',
      privileges: ['manage-users'],
      groups: [{ id: 'g2' }],
      managedGroups: [{ id: 'g1' }],
    });
    expect(await ids({ q: 'bv@EXAMPLE' })).toEqual(['bob']);
    expect(await ids({ q: 'yankee' })).toEqual([]);
    expect(await ids({ group: ['g1'] })).toEqual(['ann']);
  });

  it('U5 a deleted user is gone from the directory', async () => {
    await team();
    await world.user('bob', { type: 'UserDeleted', data: { reason: null } });
    expect(await ids()).toEqual(['ann', 'cid', 'dee']);
    expect(await user('bob')).toBeNull();
  });

  it('groups: members counted, renamed, deleted', async () => {
    await team();
    await world.group('theirs', 'Elsewhere', { account: 'other' });
    await world.shown();
    const listed = await listGroups(world.db, { account: 'acme', scope: 'all', limit: 50 });
    expect(listed).toEqual({
      items: [
        { id: 'g2', name: 'Day shift', members: 1 },
        { id: 'g1', name: 'Night shift', members: 2 },
      ],
      nextCursor: null,
      total: 2,
    });
    await world.append('userGroup-g2', { type: 'UserGroupRenamed', data: { name: 'Zeta' } });
    await world.append('userGroup-g1', { type: 'UserGroupDeleted', data: {} });
    await world.shown();
    expect((await listGroups(world.db, { account: 'acme', scope: 'all', limit: 50 })).items).toEqual([
      { id: 'g2', name: 'Zeta', members: 1 },
    ]);
    expect((await user('ann'))?.groups).toEqual([]);
    expect((await listGroups(world.db, { account: 'acme', scope: 'all', limit: 50, q: 'ZET' })).total).toBe(1);
  });

  it('service accounts come and go', async () => {
    const service = (id: string, account: string) =>
      world.append(
        `serviceAccount-${id}`,
        {
          type: 'ServiceAccountAdded',
          data: { accountId: account, name: `Desk ${id}`, privileges: ['act-for-agents'] },
        },
        { account },
      );
    await service('d1', 'acme');
    await service('d2', 'other');
    await world.shown();
    expect((await listServiceAccounts(world.db, { account: 'acme', limit: 50 })).items).toEqual([
      { id: 'd1', name: 'Desk d1', privileges: ['act-for-agents'], addedAt: START_OF_DAY },
    ]);
    await world.append('serviceAccount-d1', { type: 'ServiceAccountDeleted', data: {} });
    await world.shown();
    expect((await listServiceAccounts(world.db, { account: 'acme', limit: 50 })).total).toBe(0);
  });

  it('the account: settings by product over the catalogue, billing contact, who is who', async () => {
    await team();
    await world.account({ type: 'AccountOpened', data: { name: 'Acme' } });
    await world.account({ type: 'BillingContactChanged', data: { userId: 'ann' } });
    await world.account({
      type: 'AccountSettingsChanged',
      data: { name: 'Acme Ltd', leaseSeconds: { [PRODUCT]: 90 } },
    });
    await world.account({
      type: 'AccountSettingsChanged',
      data: { leaseSeconds: { 'service-desk': 300 }, unjoinedMinutes: { [PRODUCT]: 5 } },
    });
    await world.account({ type: 'AccountOpened', data: { name: 'Other' } }, { account: 'other' });
    await world.shown();
    expect(await activeSuperAdmins(world.db, 'acme')).toEqual(['ann']);
    expect(await activeSuperAdmins(world.db, 'other')).toEqual([]);
  });
});

type Query = Partial<Parameters<typeof listUsers>[1]>;
const list = async (more: Query = {}) => {
  await world.shown();
  return listUsers(world.db, { ...asked, ...more });
};
const ids = async (more?: Query) => (await list(more)).items.map(({ id }) => id);
/** Everybody, two on a page. */
const paged = async (sort: string) => {
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list({ sort, limit: 2, cursor: cursor ?? undefined });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return seen;
};
const user = async (userId: string, more: Partial<Parameters<typeof getUser>[1]> = {}) => {
  await world.shown();
  return getUser(world.db, { ...asked, userId, ...more });
};

/** Ann and Bob share, Cid has a named seat, Dee has none. */
async function team(): Promise<void> {
  await world.group('g1', 'Night shift');
  await world.group('g2', 'Day shift');
  await world.user('ann', added('Ann', 'Zulu', { groupIds: ['g1'], role: 'super-admin' }));
  await world.user('bob', added('Bob', 'Yankee', { groupIds: ['g1', 'g2'] }));
  await world.user(
    'cid',
    added('Cid', 'Xray', { role: 'manager', privileges: ['end-sessions'], managedGroupIds: ['g1'] }),
  );
  await world.user('dee', added('Dee', 'Whisky'));
  for (const id of ['ann', 'bob', 'cid']) await world.user(id, accepted);
  await world.pool(assigned('ann'));
  await world.pool(assigned('bob'));
  await world.pool(assigned('bob', 'named'), { product: 'service-desk' });
  await world.pool(assigned('cid', 'named'));
}
