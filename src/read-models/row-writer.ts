import { CompiledQuery, type Kysely, sql, type Transaction } from 'kysely';
import type { ChangeSet, RowChange, TableChanges } from './change-set.ts';
import type { Projection, SqlValue, Table } from './projection.ts';
import { type Placement, tableName } from './projection-tables.ts';
import type { AnyTables, WritableDatabase } from './read-database.ts';

/** Rows a statement, largest first. Few sizes, so that each text is built and prepared once and then only bound. */
const CHUNK_ROWS = [200, 50, 10, 1] as const;

type Put = Extract<RowChange, { kind: 'put' }>;
type Patch = Extract<RowChange, { kind: 'patch' }>;
type Remove = Extract<RowChange, { kind: 'remove' }>;

/** Writes a projection's change sets as statements of many rows each. */
export class RowWriter {
  readonly #writers: readonly [string, TableWriter][];

  constructor(database: WritableDatabase, projection: Projection, placement: Placement) {
    this.#writers = Object.entries(projection.tables).map(([name, definition]) => [
      name,
      new TableWriter(database, tableName(name, placement), definition),
    ]);
  }

  async write(transaction: Transaction<AnyTables>, changes: ChangeSet): Promise<void> {
    for (const [name, writer] of this.#writers) {
      const ofTable = changes.byTable.get(name);
      if (ofTable) await writer.write(transaction, ofTable);
    }
  }
}

class TableWriter {
  readonly #db: Kysely<AnyTables>;
  readonly #columnTypes: WritableDatabase['columnTypes'];
  readonly #name: string;
  readonly #definition: Table;
  readonly #texts = new Map<string, string>();

  constructor({ writer, columnTypes }: WritableDatabase, name: string, definition: Table) {
    this.#db = writer;
    this.#columnTypes = columnTypes;
    this.#name = name;
    this.#definition = definition;
  }

  /** Ranges go first, as `ChangeSet` has it; the others each concern a row of their own, so their order says nothing. */
  async write(transaction: Transaction<AnyTables>, { ranges, rows }: TableChanges): Promise<void> {
    for (const where of ranges) await this.#removeRange(transaction, where);
    const puts: Put[] = [];
    const removals: Remove[] = [];
    const patches = new Map<string, Patch[]>();
    for (const change of rows.values()) {
      if (change.kind === 'put') puts.push(change);
      else if (change.kind === 'remove') removals.push(change);
      else groupPatch(patches, change);
    }
    await this.#run(
      transaction,
      removals,
      'remove',
      (count) => this.#removal(count),
      ({ key }) => key,
    );
    await this.#run(
      transaction,
      puts,
      'put',
      (count) => this.#upsert(count),
      ({ values }) => values,
    );
    for (const [shape, alike] of patches) {
      const { set, fillIn } = alike[0]!;
      const columns = { set: [...set.keys()].sort(), fillIn: [...fillIn.keys()].sort() };
      const values = (patch: Patch) => [
        ...patch.key,
        ...columns.set.map((name) => patch.set.get(name)!),
        ...columns.fillIn.map((name) => patch.fillIn.get(name)!),
      ];
      await this.#run(transaction, alike, `patch ${shape}`, (count) => this.#update(count, columns), values);
    }
  }

  /** Runs a statement over all changes, in as few chunks as the sizes allow. */
  async #run<Change extends RowChange>(
    transaction: Transaction<AnyTables>,
    changes: Change[],
    kind: string,
    build: (count: number) => CompiledQuery,
    valuesOf: (change: Change) => SqlValue[],
  ): Promise<void> {
    let next = 0;
    for (const count of CHUNK_ROWS) {
      while (changes.length - next >= count) {
        const parameters: SqlValue[] = [];
        for (const end = next + count; next < end; next += 1) parameters.push(...valuesOf(changes[next]!));
        await transaction.executeQuery(
          CompiledQuery.raw(
            this.#text(`${kind} ${count}`, () => build(count)),
            parameters,
          ),
        );
      }
    }
  }

  #text(id: string, build: () => CompiledQuery): string {
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const built = build().sql;
    this.#texts.set(id, built);
    return built;
  }

  #upsert(count: number): CompiledQuery {
    const columns = Object.keys(this.#definition.columns);
    const key = this.#definition.primaryKey;
    const others = columns.filter((name) => !key.includes(name));
    const replaced = others.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
    const onConflict = others.length === 0 ? sql`do nothing` : sql`do update set ${sql.join(replaced)}`;
    const row = sql`(${sql.join(columns.map(() => null))})`;
    return sql`insert into ${sql.table(this.#name)} (${refs(columns)}) values ${repeat(row, count)}
      on conflict (${refs(key)}) ${onConflict}`.compile(this.#db);
  }

  #removal(count: number): CompiledQuery {
    const key = this.#definition.primaryKey;
    const keys = key.length === 1 ? repeat(sql`${null}`, count) : this.#values(key, count);
    return sql`delete from ${sql.table(this.#name)} where (${refs(key)}) in (${keys})`.compile(this.#db);
  }

  /** `update … from` a list of rows: the one way to change many rows differently that both databases know. */
  #update(count: number, columns: { set: string[]; fillIn: string[] }): CompiledQuery {
    const key = this.#definition.primaryKey;
    const names = [...key, ...columns.set, ...columns.fillIn];
    const assignments = [
      ...columns.set.map((name) => sql`${sql.ref(name)} = ${sql.ref(`change.${name}`)}`),
      ...columns.fillIn.map((name) => {
        const current = sql.ref(`${this.#name}.${name}`);
        return sql`${sql.ref(name)} = coalesce(${current}, ${sql.ref(`change.${name}`)})`;
      }),
    ];
    const matches = key.map((name) => sql`${sql.ref(`${this.#name}.${name}`)} = ${sql.ref(`change.${name}`)}`);
    return sql`with change (${refs(names)}) as (${this.#values(names, count)})
      update ${sql.table(this.#name)} set ${sql.join(assignments)} from change
      where ${sql.join(matches, sql` and `)}`.compile(this.#db);
  }

  async #removeRange(
    transaction: Transaction<AnyTables>,
    where: { readonly [column: string]: SqlValue },
  ): Promise<void> {
    const names = Object.keys(where);
    const text = this.#text(`range ${names.join()}`, () => {
      const matches = names.map((name) => sql`${sql.ref(name)} = ${null}`);
      return sql`delete from ${sql.table(this.#name)} where ${sql.join(matches, sql` and `)}`.compile(this.#db);
    });
    await transaction.executeQuery(CompiledQuery.raw(text, Object.values(where)));
  }

  /** Parameters are untyped until something says what they are; PostgreSQL takes the first row's word for all. */
  #values(names: readonly string[], count: number) {
    const { columns } = this.#definition;
    const typed = names.map((name) => sql`cast(${null} as ${sql.raw(this.#columnTypes[columns[name]!.type])})`);
    const first = sql`(${sql.join(typed)})`;
    const others = sql`(${sql.join(names.map(() => null))})`;
    return count === 1 ? sql`values ${first}` : sql`values ${first}, ${repeat(others, count - 1)}`;
  }
}

/** Patches that change the same columns share a statement. */
function groupPatch(groups: Map<string, Patch[]>, patch: Patch): void {
  if (patch.set.size + patch.fillIn.size === 0) return;
  const shape = `${[...patch.set.keys()].sort().join()}|${[...patch.fillIn.keys()].sort().join()}`;
  const alike = groups.get(shape);
  if (alike) alike.push(patch);
  else groups.set(shape, [patch]);
}

const refs = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));

const repeat = <T>(part: T, count: number) => sql.join(Array.from({ length: count }, () => part));
