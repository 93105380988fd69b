import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import { type Product, seatLabel, type SeatType } from '../src/domain/catalogue.ts';
import type { Privilege } from '../src/domain/user/roles.ts';
import { type List, type PageRequest, selectPage, sortKeys } from '../src/read-models/query/page.ts';
import type { RowsOf } from '../src/read-models/projection.ts';
import { holds, searchWords } from '../src/read-models/query/search.ts';
import type { Scope } from './people.ts';
import type { GroupRelation, userDirectory } from './user-directory.projection.ts';

type Db = Kysely<RowsOf<typeof userDirectory>>;
type Catalogue = ReadonlyMap<string, Product>;

export type GroupItem = { id: string; name: string; members: number };

/** An account's groups, of those within the scope, with the number of their members. */
export async function listGroups(
  db: Db,
  query: PageRequest & { account: string; scope: Scope; q?: string },
): Promise<List<GroupItem>> {
  let matching = db
    .selectFrom('user_group')
    .where('user_group.account', '=', query.account)
    .where('user_group.deleted', '=', 0)
    .where(isManagedGroup(query.scope));
  for (const word of searchWords(query.q)) matching = matching.where(holds(sql`user_group.name_folded`, word));
  const fields = { name: sql<string>`user_group.name_folded` };
  const keys = sortKeys(query.sort, fields, 'name', {
    name: 'groupId',
    value: sql`user_group.group_id`,
    descending: false,
  });
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const members = sql<number>`(
    select count(*) from user_group_member m join app_user u on u.user_id = m.user_id
    where m.account = user_group.account and m.group_id = user_group.group_id and m.relation = 'member' and u.deleted = 0
  )`;
  const { rows, nextCursor } = await selectPage(matching.selectAll().select(members.as('members')), keys, query);
  const items = rows.map((row) => ({ id: row.group_id, name: row.name, members: Number(row.members) }));
  return { items, nextCursor, total: Number(total) };
}

export type ServiceAccountItem = { id: string; name: string; privileges: Privilege[]; addedAt: string };

export async function listServiceAccounts(
  db: Db,
  query: PageRequest & { account: string },
): Promise<List<ServiceAccountItem>> {
  const matching = db.selectFrom('service_account').where('account', '=', query.account).where('deleted', '=', 0);
  const fields = { name: sql<string>`service_account.name`, addedAt: sql<string>`service_account.added_at` };
  const last = { name: 'serviceAccountId', value: sql<string>`service_account.service_account_id`, descending: false };
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const { rows, nextCursor } = await selectPage(
    matching.selectAll(),
    sortKeys(query.sort, fields, 'name', last),
    query,
  );
  const items = rows.map((row) => ({
    id: row.service_account_id,
    name: row.name,
    privileges: JSON.parse(row.privileges) as Privilege[],
    addedAt: row.added_at,
  }));
  return { items, nextCursor, total: Number(total) };
}

/** A manager of chosen groups knows of no others. */
function isManagedGroup(scope: Scope): RawBuilder<SqlBool> {
  if (scope === 'all') return sql<SqlBool>`1 = 1`;
  if (scope.groupIds.length === 0) return sql<SqlBool>`1 = 0`;
  return sql<SqlBool>`user_group.group_id in (${sql.join([...scope.groupIds])})`;
}

export function presentGroups(db: Db, account: string, scope: Scope) {
  return db
    .selectFrom('user_group')
    .select(['group_id', 'name'])
    .where('account', '=', account)
    .where('deleted', '=', 0)
    .where(isManagedGroup(scope))
    .orderBy('name_folded')
    .orderBy('group_id')
    .execute();
}

export async function groupsOf(db: Db, account: string, userIds: readonly string[], relation: GroupRelation) {
  const rows =
    userIds.length === 0
      ? []
      : await db
          .selectFrom('user_group_member as member')
          .innerJoin('user_group', 'user_group.group_id', 'member.group_id')
          .select(['member.user_id', 'user_group.group_id as id', 'user_group.name'])
          .where('member.account', '=', account)
          .where('member.relation', '=', relation)
          .where('member.user_id', 'in', userIds)
          .where('user_group.deleted', '=', 0)
          .orderBy('user_group.name_folded')
          .orderBy('user_group.group_id')
          .execute();
  return byUser(rows, ({ id, name }) => ({ id, name }));
}

/** In the catalogue's order. */
export async function seatsOf(db: Db, account: string, userIds: readonly string[], catalogue: Catalogue) {
  const rows =
    userIds.length === 0
      ? []
      : await db
          .selectFrom('user_seat')
          .selectAll()
          .where('account', '=', account)
          .where('user_id', 'in', userIds)
          .execute();
  const order = [...catalogue.keys()];
  rows.sort((left, right) => order.indexOf(left.product) - order.indexOf(right.product));
  return byUser(rows, ({ product, seat_type: type }): { product: string; type: SeatType; label: string } => ({
    product,
    type,
    label: seatLabel(catalogue.get(product)?.name ?? product, type),
  }));
}

function byUser<Row extends { user_id: string }, Item>(
  rows: readonly Row[],
  itemOf: (row: Row) => Item,
): Map<string, Item[]> {
  const items = new Map<string, Item[]>();
  for (const row of rows) items.set(row.user_id, [...(items.get(row.user_id) ?? []), itemOf(row)]);
  return items;
}
