import type { Kysely } from 'kysely';
import type { RowsOf } from '../src/read-models/projection.ts';
import type { userDirectory } from './user-directory.projection.ts';

type Db = Kysely<RowsOf<typeof userDirectory>>;

/** U2: who may be a Super Admin at work. Names streams; the streams have the last word. */
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
