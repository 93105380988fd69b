import type { Kysely } from 'kysely';
import type { Privilege, Role } from '../src/domain/user/roles.ts';
import type { RowsOf } from '../src/read-models/projection.ts';
import { fold } from '../src/read-models/search.ts';
import type { StoredStatus, userDirectory } from './user-directory.projection.ts';

type Db = Kysely<RowsOf<typeof userDirectory>>;

/** U2: whom to count before one of them is demoted, suspended or deleted. Names streams; the streams have the last word. */
export async function activeSuperAdmins(db: Db, account: string): Promise<string[]> {
  const rows = await db
    .selectFrom('app_user')
    .select('user_id')
    .where('account', '=', account)
    .where('role', '=', 'super-admin')
    .where('accepted', '=', 1)
    .where('suspended', '=', 0)
    .where('deleted', '=', 0)
    .execute();
  return rows.map((row) => row.user_id);
}

export type PrincipalRow = {
  account: string;
  role: Role | 'service';
  privileges: Privilege[];
  status: StoredStatus;
  managedGroupIds: string[];
  isBillingContact: boolean;
};

/** Who somebody is. The one lookup by id alone: it is what says which account the caller belongs to. */
export async function findPrincipal(db: Db, kind: 'user' | 'service', id: string): Promise<PrincipalRow | null> {
  return kind === 'user' ? findUserPrincipal(db, id) : findServicePrincipal(db, id);
}

async function findUserPrincipal(db: Db, userId: string): Promise<PrincipalRow | null> {
  const row = await db
    .selectFrom('app_user')
    .leftJoin('account', 'account.account', 'app_user.account')
    .selectAll('app_user')
    .select('account.billing_contact_id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    account: row.account,
    role: row.role,
    privileges: JSON.parse(row.privileges) as Privilege[],
    status: row.deleted ? 'deleted' : row.suspended ? 'suspended' : row.accepted ? 'active' : 'invited',
    managedGroupIds: await managedGroupIds(db, userId),
    isBillingContact: row.billing_contact_id === userId,
  };
}

/** Also groups that were deleted: without them a manager would look like one who may manage everybody (U2). */
async function managedGroupIds(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('user_group_member')
    .select('group_id')
    .where('user_id', '=', userId)
    .where('relation', '=', 'manager')
    .orderBy('group_id')
    .execute();
  return rows.map((row) => row.group_id);
}

async function findServicePrincipal(db: Db, id: string): Promise<PrincipalRow | null> {
  const row = await db
    .selectFrom('service_account')
    .selectAll()
    .where('service_account_id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    account: row.account,
    role: 'service',
    privileges: JSON.parse(row.privileges) as Privilege[],
    status: row.deleted ? 'deleted' : 'active',
    managedGroupIds: [],
    isBillingContact: false,
  };
}

/** Who may be signing in with an address, on whatever account: an address is unique within one only (U4). */
export async function findUsersByEmail(db: Db, email: string): Promise<{ account: string; userId: string }[]> {
  const rows = await db
    .selectFrom('app_user')
    .select(['account', 'user_id'])
    .where('email_folded', '=', fold(email.trim()))
    .where('deleted', '=', 0)
    .orderBy('added_at')
    .execute();
  return rows.map((row) => ({ account: row.account, userId: row.user_id }));
}
