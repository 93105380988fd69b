import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import { type Product, seatLabel, type SeatType } from '../src/domain/catalogue.ts';
import type { Privilege, Role } from '../src/domain/user/roles.ts';
import {
  invalid,
  type List,
  type PageRequest,
  type SortFields,
  selectPage,
  sortKeys,
} from '../src/read-models/query/page.ts';
import type { RowsOf } from '../src/read-models/projection.ts';
import { holds, searchWords } from '../src/read-models/query/search.ts';
import { groupsOf, presentGroups, seatsOf } from './directory-lookups.ts';
import { requireProductFilter } from './filters.ts';
import { foldedName, inScope, type Scope, searchedText } from './people.ts';
import type { userDirectory } from './user-directory.projection.ts';

export { userDirectory } from './user-directory.projection.ts';
export * from './directory-lookups.ts';
export * from './super-admins.ts';

type Tables = RowsOf<typeof userDirectory>;
type Db = Kysely<Tables>;
type Catalogue = ReadonlyMap<string, Product>;

export const USER_STATUSES = ['invited', 'active', 'inactive', 'suspended'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export type UserItem = {
  id: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  role: Role;
  status: UserStatus;
  groups: { id: string; name: string }[];
  seats: { product: string; type: SeatType; label: string }[];
};

export type UserDetails = UserItem & {
  privileges: Privilege[];
  managedGroups: { id: string; name: string }[];
  lastSignInAt: string | null;
  invitedUntil: string | null;
  /** Of the user's stream: what `If-Match` compares. */
  revision: number;
};

export type UserFilter = {
  account: string;
  scope: Scope;
  catalogue: Catalogue;
  /** An ISO-8601 instant: tells who is *Inactive*. */
  now: string;
  /** `<product>:<named or concurrent>`; any of them. The other lists likewise; the filters together must all hold. */
  seat?: readonly string[];
  userType?: readonly string[];
  /** Group ids. */
  group?: readonly string[];
  status?: readonly string[];
  q?: string;
};

/** @throws Refusal VALIDATION_FAILED for a seat that is none, an unknown sort field or a foreign cursor. */
export async function listUsers(db: Db, query: UserFilter & PageRequest): Promise<List<UserItem>> {
  const matching = matchingUsers(db, query);
  const keys = sortKeys(query.sort, sortFields(query), 'name', {
    name: 'userId',
    value: sql`app_user.user_id`,
    descending: false,
  });
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const selected = matching.selectAll('app_user').select(statusOf(query).as('status'));
  const { rows, nextCursor } = await selectPage(selected, keys, query);
  return { items: await userItems(db, query, rows), nextCursor, total: Number(total) };
}

/** The ids of those whom a filter finds, at most so many. */
export async function findUserIds(db: Db, filter: UserFilter, limit: number): Promise<string[]> {
  const rows = await matchingUsers(db, filter)
    .select('app_user.user_id')
    .orderBy(foldedName)
    .orderBy('app_user.user_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.user_id);
}

/** `null` also for deleted users, for another account's, and for those outside the scope. */
export async function getUser(
  db: Db,
  query: { account: string; scope: Scope; now: string; userId: string; catalogue: Catalogue },
): Promise<UserDetails | null> {
  const row = await matchingUsers(db, query)
    .where('app_user.user_id', '=', query.userId)
    .selectAll('app_user')
    .select(statusOf(query).as('status'))
    .executeTakeFirst();
  if (!row) return null;
  const [item] = await userItems(db, query, [row]);
  return {
    ...item!,
    privileges: JSON.parse(row.privileges) as Privilege[],
    managedGroups: (await groupsOf(db, query.account, [row.user_id], 'manager')).get(row.user_id) ?? [],
    lastSignInAt: row.last_sign_in_at,
    invitedUntil: row.invited_until,
    revision: row.revision,
  };
}

export type FilterCategory = {
  category: 'User Type' | 'User Groups' | 'Seats' | 'Status';
  options: { value: string; label: string; count: number }[];
};

/** What `listUsers` can be filtered by, and how many users each option finds. */
export async function userFilters(
  db: Db,
  query: { account: string; scope: Scope; now: string; catalogue: Catalogue },
): Promise<FilterCategory[]> {
  const users = () => matchingUsers(db, query);
  const count = sql<number>`count(*)`.as('count');
  const roles = await users().select(['app_user.role as value', count]).groupBy('app_user.role').execute();
  const statuses = await db
    .selectFrom(users().select(statusOf(query).as('value')).as('user_status'))
    .select(['user_status.value', count])
    .groupBy('user_status.value')
    .execute();
  const seats = await users()
    .innerJoin('user_seat', (join) =>
      join.onRef('user_seat.user_id', '=', 'app_user.user_id').onRef('user_seat.account', '=', 'app_user.account'),
    )
    .select([sql<string>`user_seat.product || ':' || user_seat.seat_type`.as('value'), count])
    .groupBy(['user_seat.product', 'user_seat.seat_type'])
    .execute();
  const members = await users()
    .innerJoin('user_group_member as member', 'member.user_id', 'app_user.user_id')
    .where('member.relation', '=', 'member')
    .select(['member.group_id as value', count])
    .groupBy('member.group_id')
    .execute();
  const groups = (await presentGroups(db, query.account, query.scope)).map(
    (group) => [group.group_id, group.name] as const,
  );
  return [
    { category: 'User Type', options: options(ROLE_LABELS, roles) },
    { category: 'User Groups', options: options(groups, members) },
    { category: 'Seats', options: options(seatLabels(query.catalogue), seats) },
    { category: 'Status', options: options(STATUS_LABELS, statuses) },
  ];
}

const ROLE_LABELS: readonly (readonly [Role, string])[] = [
  ['member', 'Member'],
  ['manager', 'Manager'],
  ['admin', 'Admin'],
  ['super-admin', 'Super Admin'],
  ['auditor', 'Auditor'],
];
const STATUS_LABELS: readonly (readonly [UserStatus, string])[] = [
  ['invited', 'Invite sent'],
  ['active', 'Active'],
  ['inactive', 'Inactive'],
  ['suspended', 'Suspended'],
];

function seatLabels(catalogue: Catalogue): (readonly [string, string])[] {
  return [...catalogue.values()].flatMap(({ id, name }) =>
    (['named', 'concurrent'] as const).map((type) => [`${id}:${type}`, seatLabel(name, type)] as const),
  );
}

function options(labels: readonly (readonly [string, string])[], counts: readonly { value: string; count: number }[]) {
  const byValue = new Map(counts.map(({ value, count }) => [value, Number(count)]));
  return labels.map(([value, label]) => ({ value, label, count: byValue.get(value) ?? 0 }));
}

const sortFields = (query: UserFilter): SortFields => ({
  name: foldedName,
  firstName: sql`app_user.first_name_folded`,
  lastName: sql`app_user.last_name_folded`,
  email: sql`app_user.email_folded`,
  role: sql`app_user.role`,
  addedAt: sql`app_user.added_at`,
  groups: firstGroup,
  products: firstSeat(query),
  status: statusOf(query),
});

/** The first of the groups that are shown with a user; whoever is in none comes first. */
const firstGroup = sql<string>`coalesce((
  select min(user_group.name_folded)
  from user_group_member as member join user_group on user_group.group_id = member.group_id
  where member.user_id = app_user.user_id and member.account = app_user.account
    and member.relation = 'member' and user_group.deleted = 0
), '')`;

/** Product and type of the first seat that is shown with a user; whoever has none comes first. */
function firstSeat({ catalogue }: UserFilter): RawBuilder<string> {
  const seats = [...catalogue.keys()].map(
    (product) => sql`(
      select user_seat.product || ':' || user_seat.seat_type from user_seat
      where user_seat.account = app_user.account and user_seat.product = ${product} and user_seat.user_id = app_user.user_id
    )`,
  );
  return sql<string>`coalesce(${sql.join([...seats, sql`''`])})`;
}

function matchingUsers(db: Db, filter: UserFilter) {
  const { account, scope, seat, userType, group, status, q } = filter;
  const id = sql<string>`app_user.user_id`;
  let users = db
    .selectFrom('app_user')
    .where('app_user.account', '=', account)
    .where('app_user.deleted', '=', 0)
    .where(inScope(id, account, scope));
  if (seat?.length) users = users.where(hasSeat(filter, seat));
  if (userType?.length) users = users.where('app_user.role', 'in', userType as Role[]);
  if (status?.length) users = users.where(statusOf(filter), 'in', status as UserStatus[]);
  if (group?.length) users = users.where(inScope(id, account, { groupIds: group }));
  for (const word of searchWords(q)) users = users.where(holds(searchedText('app_user'), word));
  return users;
}

function hasSeat({ account, catalogue }: UserFilter, seats: readonly string[]): RawBuilder<SqlBool> {
  const any = seats.map((seat) => {
    const [, product, type] =
      /^(.+):(named|concurrent)$/u.exec(seat) ?? invalid('seat', 'must be <product>:named or <product>:concurrent');
    requireProductFilter(catalogue, product!, 'seat');
    return sql`(user_seat.product = ${product} and user_seat.seat_type = ${type})`;
  });
  return sql<SqlBool>`app_user.user_id in (
    select user_seat.user_id from user_seat where user_seat.account = ${account} and (${sql.join(any, sql` or `)})
  )`;
}

const DAY_MS = 86_400_000;
/** What the account says, or its default while its own events are still to come. */
const inactiveAfterDays = (account: string) =>
  sql<number>`coalesce((select inactive_after_days from account where account = ${account}), 30)`;

/** U1: *Inactive* is an active user whose last sign-in, or acceptance when there was none, is too long ago. */
function statusOf({ account, now }: Pick<UserFilter, 'account' | 'now'>): RawBuilder<UserStatus> {
  const lastSeen = sql`coalesce(app_user.last_sign_in_at, app_user.accepted_at, app_user.added_at)`;
  const idle = [30, 60, 90].map((days) => {
    const since = new Date(Date.parse(now) - days * DAY_MS).toISOString();
    return sql`(${inactiveAfterDays(account)} = ${days} and ${lastSeen} < ${since})`;
  });
  return sql<UserStatus>`case
    when app_user.suspended = 1 then 'suspended'
    when app_user.accepted = 0 then 'invited'
    when ${sql.join(idle, sql` or `)} then 'inactive'
    else 'active' end`;
}

type UserRow = Tables['app_user'] & { status: UserStatus };

async function userItems(
  db: Db,
  { account, catalogue }: { account: string; catalogue: Catalogue },
  rows: readonly UserRow[],
): Promise<UserItem[]> {
  const ids = rows.map((row) => row.user_id);
  const groups = await groupsOf(db, account, ids, 'member');
  const seats = await seatsOf(db, account, ids, catalogue);
  return rows.map((row) => ({
    id: row.user_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    role: row.role,
    status: row.status,
    groups: groups.get(row.user_id) ?? [],
    seats: seats.get(row.user_id) ?? [],
  }));
}
