import { type RawBuilder, sql } from 'kysely';
import type { ColumnType, SqlValue } from '../projection.ts';

/** How a statement is given many rows: the one thing about writing that databases do not agree on. */
export type RowSource = {
  /** How many of so many rows the next statement takes. */
  nextRows(remaining: number): number;
  /** Whether a statement's text is another for another number of rows. */
  textCountsRows: boolean;
  /** The rows as what `insert`, `in (…)` and `with … as (…)` read from; only the text of it counts. */
  rows(types: readonly ColumnType[], count: number): RawBuilder<unknown>;
  /** What to bind to the text. */
  parameters(rows: readonly (readonly SqlValue[])[]): unknown[];
};

const PLACEHOLDER = null;

/** Rows a statement, largest first. Few sizes, so that each text is built and prepared once and then only bound. */
const CHUNK_ROWS = [200, 50, 10, 1] as const;

/** For SQLite: a parameter a value. Parameters have no type until something says what they are; the first row speaks for all. */
export const valuesOfParameters: RowSource = {
  nextRows: (remaining) => CHUNK_ROWS.find((rows) => rows <= remaining)!,
  textCountsRows: true,
  rows(types, count) {
    const first = sql`(${sql.join(types.map((type) => sql`cast(${PLACEHOLDER} as ${sql.raw(type)})`))})`;
    const others = sql`(${sql.join(types.map(() => PLACEHOLDER))})`;
    return sql`values ${sql.join([first, ...Array.from({ length: count - 1 }, () => others)])}`;
  },
  parameters(rows) {
    const values: SqlValue[] = [];
    for (const row of rows) for (const value of row) values.push(value);
    return values;
  },
};

/** Bounds what one statement weighs. */
const ARRAY_ROWS_MAX = 5_000;
const ARRAY_TYPES: Record<ColumnType, string> = { text: 'text[]', integer: 'bigint[]', blob: 'bytea[]' };

/** For PostgreSQL: a parameter a column, so that one text does for any number of rows, which are one statement. */
export const arraysOfColumns: RowSource = {
  nextRows: (remaining) => Math.min(remaining, ARRAY_ROWS_MAX),
  textCountsRows: false,
  rows(types) {
    const columns = types.map((type) => sql`${PLACEHOLDER}::${sql.raw(ARRAY_TYPES[type])}`);
    return sql`select * from unnest(${sql.join(columns)})`;
  },
  parameters: (rows) => rows[0]!.map((_, column) => rows.map((row) => row[column])),
};
