import { CompiledQuery, type Kysely, sql } from 'kysely';
import type { ChangeSet, RowChange, TableChanges } from './change-set.ts';
import type { ColumnType, Projection, SqlValue, Table } from '../projection.ts';
import { type Placement, tableName } from './projection-tables.ts';
import type { AnyTables, WritableDatabase } from './read-database.ts';
import type { RowSource } from './row-source.ts';

type Put = Extract<RowChange, { kind: 'put' }>;
type Patch = Extract<RowChange, { kind: 'patch' }>;
type Remove = Extract<RowChange, { kind: 'remove' }>;

/** Turns a projection's change sets into statements of many rows each. */
export class RowWriter {
  readonly #writers: readonly [string, TableWriter][];

  constructor(database: WritableDatabase, projection: Projection, placement: Placement) {
    this.#writers = Object.entries(projection.tables).map(([name, definition]) => [
      name,
      new TableWriter(database, tableName(name, placement), definition),
    ]);
  }

  /** To be run in this order, together. */
  statements(changes: ChangeSet): CompiledQuery[] {
    return this.#writers.flatMap(([name, writer]) => {
      const ofTable = changes.byTable.get(name);
      return ofTable ? [...writer.statements(ofTable)] : [];
    });
  }
}

class TableWriter {
  readonly #db: Kysely<AnyTables>;
  readonly #source: RowSource;
  readonly #name: string;
  readonly #definition: Table;
  readonly #texts = new Map<string, string>();

  constructor({ writer, rowSource }: WritableDatabase, name: string, definition: Table) {
    this.#db = writer;
    this.#source = rowSource;
    this.#name = name;
    this.#definition = definition;
  }

  /** Ranges go first, as `ChangeSet` has it; the others each concern a row of their own, so their order says nothing. */
  *statements({ ranges, rows }: TableChanges): Generator<CompiledQuery> {
    for (const where of ranges) yield this.#rangeRemoval(where);
    const puts: Put[] = [];
    const removals: Remove[] = [];
    const patches = new Map<string, Patch[]>();
    for (const change of rows.values()) {
      if (change.kind === 'put') puts.push(change);
      else if (change.kind === 'remove') removals.push(change);
      else groupPatch(patches, change);
    }
    yield* this.#chunks(
      removals.map(({ key }) => key),
      'remove',
      (count) => this.#removal(count),
    );
    yield* this.#chunks(
      puts.map(({ values }) => values),
      'put',
      (count) => this.#upsert(count),
    );
    for (const [shape, alike] of patches) {
      const { set, fillIn } = alike[0]!;
      const columns = { set: [...set.keys()].sort(), fillIn: [...fillIn.keys()].sort() };
      const values = (patch: Patch) => [
        ...patch.key,
        ...columns.set.map((name) => patch.set.get(name)!),
        ...columns.fillIn.map((name) => patch.fillIn.get(name)!),
      ];
      yield* this.#chunks(alike.map(values), `patch ${shape}`, (count) => this.#update(count, columns));
    }
  }

  /** A statement over all rows, in as few chunks as the database takes. */
  *#chunks(
    rows: readonly (readonly SqlValue[])[],
    kind: string,
    build: (count: number) => CompiledQuery,
  ): Generator<CompiledQuery> {
    for (let next = 0; next < rows.length; ) {
      const count = this.#source.nextRows(rows.length - next);
      const text = this.#text(this.#source.textCountsRows ? `${kind} ${count}` : kind, () => build(count));
      yield CompiledQuery.raw(text, this.#source.parameters(rows.slice(next, next + count)));
      next += count;
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
    const replaced = others.map((name) => sql`${sql.ref(name)} = ${this.#valueKept(name)}`);
    const onConflict = others.length === 0 ? sql`do nothing` : sql`do update set ${sql.join(replaced)}`;
    return sql`insert into ${sql.table(this.#name)} (${refs(columns)}) ${this.#rows(columns, count)}
      on conflict (${refs(key)}) ${onConflict}`.compile(this.#db);
  }

  /** Of what a column has and what it is given. */
  #valueKept(name: string) {
    const [given, current] = [sql.ref(`excluded.${name}`), sql.ref(`${this.#name}.${name}`)];
    const { keeps } = this.#definition.columns[name]!;
    if (keeps === undefined) return given;
    const isBeyond = keeps === 'lowest' ? sql`${current} < ${given}` : sql`${current} > ${given}`;
    return sql`case when ${isBeyond} then ${current} else ${given} end`;
  }

  #removal(count: number): CompiledQuery {
    const key = this.#definition.primaryKey;
    return sql`delete from ${sql.table(this.#name)} where (${refs(key)}) in (${this.#rows(key, count)})`.compile(
      this.#db,
    );
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
    return sql`with change (${refs(names)}) as (${this.#rows(names, count)})
      update ${sql.table(this.#name)} set ${sql.join(assignments)} from change
      where ${sql.join(matches, sql` and `)}`.compile(this.#db);
  }

  #rangeRemoval(where: { readonly [column: string]: SqlValue }): CompiledQuery {
    const names = Object.keys(where);
    const text = this.#text(`range ${names.join()}`, () => {
      const matches = names.map((name) => sql`${sql.ref(name)} = ${null}`);
      return sql`delete from ${sql.table(this.#name)} where ${sql.join(matches, sql` and `)}`.compile(this.#db);
    });
    return CompiledQuery.raw(text, Object.values(where));
  }

  #rows(names: readonly string[], count: number) {
    const types = names.map((name): ColumnType => this.#definition.columns[name]!.type);
    return this.#source.rows(types, count);
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
