import { type Kysely, type RawBuilder, sql, type SqlBool } from 'kysely';
import { cursorAt, type PageRequest, readCursor, type SortKey } from '../src/read-models/query/page.ts';
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
  { limit, cursor }: Pick<PageRequest, 'limit' | 'cursor'>,
): Promise<Positions> {
  const below =
    cursor === undefined ? range.below : Math.min(range.below, Number(readCursor(account, NEWEST_FIRST, cursor)[0]));
  const { best, size, most } = await mostSelective(db, conditions, range);
  const others = conditions.filter((condition) => condition !== best);
  const select = (within: Range) =>
    size > GATHERED_MAX ? walked(account, conditions, within) : gathered(best!, others, within);
  const { rows } = await sql<{ position: number }>`select position from (${select({ ...range, below })}) as found
    order by position desc limit ${limit + 1}`.execute(db);
  const positions = rows.slice(0, limit).map(({ position }) => position);
  const nextCursor = rows.length > limit ? cursorAt(account, NEWEST_FIRST, [positions.at(-1)!]) : null;
  const total = (): Promise<number> => {
    if (!best || others.length > 0) return countOf(db, select(range));
    return most > COUNTED_MAX ? Promise.resolve(COUNTED_MAX + 1) : countOf(db, foundOnce(best, range));
  };
  return { positions, nextCursor, total: await total() };
}

/** The condition that the fewest entries meet. `size` counts an entry each time it is found, `most` by one index alone. */
async function mostSelective(
  db: Db,
  conditions: readonly Condition[],
  range: Range,
): Promise<{ best: Condition | undefined; size: number; most: number }> {
  let best: Condition | undefined;
  let [size, most] = [Number.POSITIVE_INFINITY, 0];
  for (const condition of conditions) {
    if (!condition.finds) continue;
    const found = await sizeOf(db, condition.finds, range);
    if (found.size >= size) continue;
    best = condition;
    ({ size, most } = found);
  }
  return { best, size, most };
}

/** Stops as soon as it is clear that there are too many to gather: the last ways to find entries are the dearest. */
async function sizeOf(
  db: Db,
  finds: NonNullable<Condition['finds']>,
  range: Range,
): Promise<{ size: number; most: number }> {
  let [size, most] = [0, 0];
  for (const find of finds) {
    const found = await countOf(db, sql`select 1 as one from audit_entry where ${find(range)}`, GATHERED_MAX);
    size += found;
    most = Math.max(most, found);
    if (size > GATHERED_MAX) break;
  }
  return { size, most };
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

/** Positions as expressions: were their order an index's, a database would take that index, and walk. */
function gathered({ finds }: Condition, others: readonly Condition[], range: Range): RawBuilder<unknown> {
  const rest = others.map(({ holds }) => holds);
  const each = finds!.map(
    (find) =>
      sql`select audit_entry.position + 0 as position from audit_entry where ${sql.join([find(range), ...rest], sql` and `)}`,
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
