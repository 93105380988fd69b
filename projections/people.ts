import { fullName } from '../src/domain/user/person.ts';
import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import { holds } from '../src/read-models/query/search.ts';

/** What of the user directory's tables names people. */
export type PeopleTables = {
  app_user: {
    user_id: string;
    account: string;
    first_name: string | null;
    last_name: string | null;
    email: string | null;
    first_name_folded: string;
    last_name_folded: string;
    email_folded: string;
  };
  user_group: { group_id: string; account: string; name: string };
  service_account: { service_account_id: string; account: string; name: string };
};

/** Whose rows a caller may see: everybody's on the account, or those of some groups' members (U2, U3). */
export type Scope = 'all' | { groupIds: readonly string[] };

/** Whether the person in a column is within the scope. */
export function inScope(person: RawBuilder<string | null>, account: string, scope: Scope): RawBuilder<SqlBool> {
  if (scope === 'all') return sql<SqlBool>`1 = 1`;
  if (scope.groupIds.length === 0) return sql<SqlBool>`1 = 0`;
  return sql<SqlBool>`${person} in (
    select user_id from user_group_member
    where account = ${account} and relation = 'member' and group_id in (${sql.join([...scope.groupIds])})
  )`;
}

/** Whether a user of the account has the word in their name or address. */
export function isNamed(person: RawBuilder<string | null>, account: string, word: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${person} in (select user_id from app_user where account = ${account} and ${holds(searchedText('app_user'), word)})`;
}

/** What a search looks through. */
export function searchedText(table: 'app_user'): RawBuilder<string> {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql<string>`(${column('first_name_folded')} || ' ' || ${column('last_name_folded')} || ' ' || ${column('email_folded')})`;
}

/** Sorts as names are read. */
export const foldedName: RawBuilder<string> = sql<string>`(coalesce(app_user.first_name_folded, '') || ' ' || coalesce(app_user.last_name_folded, ''))`;

/** The names, as they are now, of users, groups and service accounts. Ids that are none of the account's are not there. */
export async function namesOf(
  db: Kysely<PeopleTables>,
  account: string,
  ids: Iterable<string>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const [users, groups, services] = await Promise.all([
    db
      .selectFrom('app_user')
      .select(['user_id', 'first_name', 'last_name'])
      .where('account', '=', account)
      .where('user_id', 'in', wanted)
      .execute(),
    db
      .selectFrom('user_group')
      .select(['group_id', 'name'])
      .where('account', '=', account)
      .where('group_id', 'in', wanted)
      .execute(),
    db
      .selectFrom('service_account')
      .select(['service_account_id', 'name'])
      .where('account', '=', account)
      .where('service_account_id', 'in', wanted)
      .execute(),
  ]);
  return new Map([
    ...services.map((row) => [row.service_account_id, row.name] as const),
    ...groups.map((row) => [row.group_id, row.name] as const),
    ...users.map((row) => [row.user_id, fullName(row.first_name, row.last_name)] as const),
  ]);
}

/** "The lease sweeper": what a policy is called in a sentence. */
export function systemName(id: string): string {
  return `The ${id.replace(/^system:/u, '').replaceAll('-', ' ')}`;
}
