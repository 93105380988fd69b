import type { Changes, Column, ColumnType, SqlValue, Table, Tables } from '../projection.ts';

type Row = { readonly [column: string]: SqlValue };
type PartialRow = { readonly [column: string]: SqlValue | undefined };
type Key = string | number;

export type RowChange =
  /** `isNew`: the database has no row of this key, so that one that is removed again leaves nothing to do. */
  | { kind: 'put'; values: SqlValue[]; isNew: boolean }
  | { kind: 'patch'; key: SqlValue[]; set: Map<string, SqlValue>; fillIn: Map<string, SqlValue> }
  | { kind: 'remove'; key: SqlValue[] };

export type TableChanges = {
  /** Removals by part of the key. They come first: what they took away of this set is already gone from `rows`. */
  ranges: Row[];
  rows: Map<Key, RowChange>;
};

type Staged =
  | { kind: 'put'; table: string; values: SqlValue[]; isNew: boolean }
  | { kind: 'patch'; table: string; key: SqlValue[]; set: PartialRow; fillIn: PartialRow }
  | { kind: 'remove'; table: string; where: Row };

/**
 * The row changes of many events, folded to at most one a row: a session that started and ended within a page costs one
 * statement, not three. An event's changes enter together, once its handler has returned.
 */
export class ChangeSet implements Changes<Tables> {
  readonly #shapes = new Map<string, Shape>();
  readonly #changes = new Map<string, TableChanges>();
  #staged: Staged[] = [];

  constructor(tables: Tables) {
    for (const [name, table] of Object.entries(tables)) {
      this.#shapes.set(name, shapeOf(table));
      this.#changes.set(name, { ranges: [], rows: new Map() });
    }
  }

  get isEmpty(): boolean {
    for (const { ranges, rows } of this.#changes.values()) if (ranges.length > 0 || rows.size > 0) return false;
    return true;
  }

  get byTable(): ReadonlyMap<string, TableChanges> {
    return this.#changes;
  }

  clear(): void {
    this.#staged = [];
    for (const changes of this.#changes.values()) {
      changes.ranges = [];
      changes.rows.clear();
    }
  }

  /** Runs one event's handler. When it throws, nothing of it remains. */
  record(handler: (change: ChangeSet) => void): void {
    try {
      handler(this);
      for (const staged of this.#staged) this.#apply(staged);
    } finally {
      this.#staged = [];
    }
  }

  add(table: string, row: Row): void {
    this.#replaceable(table);
    this.#stage(table, row, true);
  }

  put(table: string, row: Row): void {
    this.#stage(table, row, false);
  }

  #stage(table: string, row: Row, isNew: boolean): void {
    const { names, columns } = this.#shape(table);
    const values: SqlValue[] = new Array(names.length);
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index]!;
      values[index] = checked(table, name, columns[index], row[name]);
    }
    this.#staged.push({ kind: 'put', table, values, isNew });
  }

  patch(table: string, key: Row, set: PartialRow, fillIn: PartialRow = {}): void {
    const { definition } = this.#replaceable(table);
    for (const part of [set, fillIn]) {
      for (const name in part) {
        if (part[name] !== undefined) checked(table, name, definition.columns[name], part[name]);
      }
    }
    this.#staged.push({ kind: 'patch', table, key: keyValues(table, definition, key), set, fillIn });
  }

  remove(table: string, where: Row): void {
    const { columns, primaryKey } = this.#replaceable(table).definition;
    const names = Object.keys(where);
    if (names.length === 0) throw new Error(`Removing every row of ${table} is not a change`);
    for (const name of names) {
      if (!primaryKey.includes(name))
        throw new Error(`${table}.${name} is not part of the key, so nothing is removed by it`);
      checked(table, name, columns[name], where[name]);
    }
    this.#staged.push({ kind: 'remove', table, where });
  }

  #apply(staged: Staged): void {
    const shape = this.#shape(staged.table);
    const { definition } = shape;
    const changes = this.#changes.get(staged.table)!;
    if (staged.kind === 'put') {
      putRow(shape, changes, staged);
    } else if (staged.kind === 'patch') {
      patchRow(definition, changes, staged.key, staged.set, staged.fillIn);
    } else if (Object.keys(staged.where).length === definition.primaryKey.length) {
      removeRow(
        changes,
        definition.primaryKey.map((name) => staged.where[name]!),
      );
    } else {
      removeRange(definition, changes, staged.where);
    }
  }

  #shape(name: string): Shape {
    const shape = this.#shapes.get(name);
    if (!shape) throw new Error(`The projection has no table ${name}`);
    return shape;
  }

  /** What a column keeps of earlier values would be lost with a change that does not see them. */
  #replaceable(name: string): Shape {
    const shape = this.#shape(name);
    if (shape.kept.length > 0)
      throw new Error(`Rows of ${name} keep their lowest or highest values: they are only put`);
    return shape;
  }
}

/** A table's definition, laid out for use at every event. */
type Shape = {
  definition: Table;
  names: readonly string[];
  columns: readonly Column[];
  /** Where in a row the key's values are. */
  keyIndexes: readonly number[];
  kept: readonly { index: number; keeps: 'lowest' | 'highest' }[];
};

function shapeOf(definition: Table): Shape {
  const names = Object.keys(definition.columns);
  const columns = Object.values(definition.columns);
  return {
    definition,
    names,
    columns,
    keyIndexes: definition.primaryKey.map((name) => names.indexOf(name)),
    kept: columns.flatMap(({ keeps }, index) => (keeps ? [{ index, keeps }] : [])),
  };
}

function putRow({ keyIndexes, kept }: Shape, { rows }: TableChanges, put: Extract<RowChange, { kind: 'put' }>): void {
  const { values } = put;
  const key =
    keyIndexes.length === 1 ? (values[keyIndexes[0]!] as Key) : keyOf(keyIndexes.map((index) => values[index]!));
  const earlier = rows.get(key);
  if (earlier?.kind === 'put') for (const each of kept) keepOf(each, values, earlier.values);
  // What came before in this set says better than the handler whether the database may have such a row.
  const isNew = earlier === undefined ? put.isNew : earlier.kind === 'put' && earlier.isNew;
  rows.set(key, { kind: 'put', values, isNew });
}

function removeRow({ rows }: TableChanges, key: SqlValue[]): void {
  const id = keyOf(key);
  const earlier = rows.get(id);
  if (earlier?.kind === 'put' && earlier.isNew) rows.delete(id);
  else rows.set(id, { kind: 'remove', key });
}

function keepOf({ index, keeps }: Shape['kept'][number], values: SqlValue[], earlier: SqlValue[]): void {
  const before = earlier[index]!;
  const isBeyond = keeps === 'lowest' ? before < values[index]! : before > values[index]!;
  if (isBeyond) values[index] = before;
}

function patchRow(
  definition: Table,
  changes: TableChanges,
  key: SqlValue[],
  set: PartialRow,
  fillIn: PartialRow,
): void {
  const id = keyOf(key);
  const earlier = changes.rows.get(id);
  if (earlier?.kind === 'remove') return;
  if (earlier?.kind === 'put') {
    patchValues(definition, earlier.values, set, fillIn);
    return;
  }
  const patch = earlier ?? { kind: 'patch', key, set: new Map(), fillIn: new Map() };
  for (const name in set) {
    if (set[name] === undefined) continue;
    patch.set.set(name, set[name]);
    patch.fillIn.delete(name);
  }
  for (const name in fillIn) {
    const value = fillIn[name];
    if (value === undefined || value === null || patch.fillIn.has(name)) continue;
    if (!patch.set.has(name)) patch.fillIn.set(name, value);
    else if (patch.set.get(name) === null) patch.set.set(name, value);
  }
  changes.rows.set(id, patch);
}

function patchValues(definition: Table, values: SqlValue[], set: PartialRow, fillIn: PartialRow): void {
  let index = 0;
  for (const name in definition.columns) {
    if (set[name] !== undefined) values[index] = set[name];
    if (fillIn[name] !== undefined) values[index] ??= fillIn[name];
    index += 1;
  }
}

function removeRange(definition: Table, changes: TableChanges, where: Row): void {
  const names = Object.keys(definition.columns);
  const matches = (change: RowChange) =>
    definition.primaryKey.every((name, index) => {
      if (!(name in where)) return true;
      return (change.kind === 'put' ? change.values[names.indexOf(name)] : change.key[index]) === where[name];
    });
  for (const [id, change] of changes.rows) if (matches(change)) changes.rows.delete(id);
  changes.ranges.push(where);
}

function keyValues(table: string, { columns, primaryKey }: Table, key: Row): SqlValue[] {
  return primaryKey.map((name) => checked(table, name, columns[name], key[name]));
}

/** One string or number a key. No id holds U+0000: the edge refuses control characters. */
function keyOf(values: SqlValue[]): Key {
  return values.length === 1 ? (values[0] as Key) : values.join('\u0000');
}

const TYPE_OF: Record<ColumnType, string> = { text: 'string', integer: 'number', blob: 'object' };

/** A malformed event must stop its projection where it stands, not leave a hole in a row. */
function checked(
  table: string,
  name: string,
  column: Table['columns'][string] | undefined,
  value: SqlValue | undefined,
): SqlValue {
  if (column === undefined) throw new Error(`${table} has no column ${name}`);
  if (value === null && column.nullable) return null;
  const fits = value !== null && value !== undefined && typeof value === TYPE_OF[column.type];
  if (fits && (typeof value !== 'number' || Number.isSafeInteger(value))) return value;
  throw new Error(`${table}.${name} must be ${column.type}${column.nullable ? ' or null' : ''}, not ${typeof value}`);
}
