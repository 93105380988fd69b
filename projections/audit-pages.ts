import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import { cursorAt, type PageRequest, readCursor, type SortKey } from '../src/read-models/page.ts';
import type { AuditTables, Condition, Range, Search } from './audit-search.ts';

type Db = Kysely<AuditTables>;

/** Nobody pages through more; counting on would cost the more, the longer the history. */
export const COUNTED_MAX = 10_000;
/**
 * A condition that at most so many entries meet finds them by its index, and the others are asked of these. Where every
 * condition is met by more, entries are walked through, newest first: a page is soon full.
 */
const GATHERED_MAX = 20_000;

const NEWEST_FIRST: readonly SortKey[] = [
  { name: 'position', value: sql<number>`audit_entry.position`, descending: true, numeric: true },
];

export type Positions = { positions: number[]; nextCursor: string | null; total: number };

/** The positions of one page of entries, newest first, and how many there are in all; beyond `COUNTED_MAX` one more. */
export async function pageOfPositions(
  db: Db,
  account: string,
  { conditions, range }: Search,
  { limit, cursor }: Omit<PageRequest, 'sort'>,
): Promise<Positions> {
  const below = cursor === undefined ? range.below : Math.min(range.below, Number(readCursor(NEWEST_FIRST, cursor)[0]));
  const { best, size } = await mostSelective(db, conditions, range);
  const isWalked = size > GATHERED_MAX;
  const others = conditions.filter((condition) => condition !== best);
  const select = (within: Range) => (isWalked ? walked(account, conditions, within) : gathered(best!, others, within));
  const [only] = conditions;
  const counted = conditions.length === 1 && only!.finds ? foundOnce(only!, range) : select(range);
  // What was gathered is sorted: were its order an index's, a database would take that index and walk.
  const order = isWalked ? sql`position` : sql`position + 0`;
  const { rows } = await sql<{ position: number }>`select position from (${select({ ...range, below })}) as found
    order by ${order} desc limit ${limit + 1}`.execute(db);
  const positions = rows.slice(0, limit).map(({ position }) => position);
  const nextCursor = rows.length > limit ? cursorAt(NEWEST_FIRST, [positions.at(-1)!]) : null;
  return { positions, nextCursor, total: await countOf(db, counted) };
}

/** The condition that the fewest entries meet. */
async function mostSelective(
  db: Db,
  conditions: readonly Condition[],
  range: Range,
): Promise<{ best: Condition | undefined; size: number }> {
  let best: Condition | undefined;
  let size = Number.POSITIVE_INFINITY;
  for (const condition of conditions) {
    if (!condition.finds) continue;
    const found = await sizeOf(db, condition.finds, range);
    if (found < size) [best, size] = [condition, found];
  }
  return { best, size };
}

async function sizeOf(db: Db, finds: NonNullable<Condition['finds']>, range: Range): Promise<number> {
  if (finds.length === 0) return 0;
  const each = finds.map((find) => sql`select 1 as one from audit_entry where ${find(range)}`);
  return countOf(db, sql.join(each, sql` union all `), GATHERED_MAX);
}

/** At most one more than is counted. */
async function countOf(db: Db, select: RawBuilder<unknown>, most: number = COUNTED_MAX): Promise<number> {
  const { rows } = await sql<{
    total: number;
  }>`select count(*) as total from (select 1 as one from (${select}) as found limit ${most + 1}) as counted`.execute(
    db,
  );
  return Number(rows[0]!.total);
}

/** No more by each index than is counted, every entry once. */
function foundOnce({ finds }: Condition, range: Range): RawBuilder<unknown> {
  const each = finds!.map(
    (find) => sql`select position from (
      select audit_entry.position from audit_entry where ${find(range)} limit ${COUNTED_MAX + 1}) as found`,
  );
  return each.length === 0 ? NOTHING : sql.join(each, sql` union `);
}

const NOTHING = sql`select audit_entry.position from audit_entry where 1 = 0`;

function gathered({ finds }: Condition, others: readonly Condition[], range: Range): RawBuilder<unknown> {
  const rest = others.map(({ holds }) => holds);
  const each = finds!.map(
    (find) => sql`select audit_entry.position from audit_entry where ${sql.join([find(range), ...rest], sql` and `)}`,
  );
  return each.length === 0 ? NOTHING : sql.join(each, sql` union `);
}

function walked(account: string, conditions: readonly Condition[], { above, below }: Range): RawBuilder<unknown> {
  const all: RawBuilder<SqlBool>[] = [
    sql<SqlBool>`audit_entry.account = ${account}`,
    sql<SqlBool>`audit_entry.position > ${above} and audit_entry.position < ${below}`,
    ...conditions.map(({ holds }) => holds),
  ];
  return sql`select audit_entry.position from audit_entry where ${sql.join(all, sql` and `)}`;
}
