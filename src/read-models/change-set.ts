import type { Changes, ColumnType, SqlValue, Table, Tables } from './projection.ts';

type Row = { readonly [column: string]: SqlValue };
type PartialRow = { readonly [column: string]: SqlValue | undefined };
type Key = string | number;

export type RowChange =
  | { kind: 'put'; values: SqlValue[] }
  | { kind: 'patch'; key: SqlValue[]; set: Map<string, SqlValue>; fillIn: Map<string, SqlValue> }
  | { kind: 'remove'; key: SqlValue[] };

export type TableChanges = {
  /** Removals by part of the key. They come first: what they took away of this set is already gone from `rows`. */
  ranges: Row[];
  rows: Map<Key, RowChange>;
};

type Staged =
  | { kind: 'put'; table: string; values: SqlValue[] }
  | { kind: 'patch'; table: string; key: SqlValue[]; set: PartialRow; fillIn: PartialRow }
  | { kind: 'remove'; table: string; where: Row };

/**
 * The row changes of many events, folded to at most one a row: a session that started and ended within a page costs one
 * statement, not three. An event's changes enter together, once its handler has returned.
 */
export class ChangeSet implements Changes<Tables> {
  readonly #tables: Tables;
  readonly #changes = new Map<string, TableChanges>();
  #staged: Staged[] = [];

  constructor(tables: Tables) {
    this.#tables = tables;
    for (const name of Object.keys(tables)) this.#changes.set(name, { ranges: [], rows: new Map() });
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

  put(table: string, row: Row): void {
    const { columns } = this.#table(table);
    const values: SqlValue[] = [];
    for (const name in columns) values.push(checked(table, name, columns[name]!, row[name]));
    this.#staged.push({ kind: 'put', table, values });
  }

  patch(table: string, key: Row, set: PartialRow, fillIn: PartialRow = {}): void {
    const definition = this.#table(table);
    for (const part of [set, fillIn]) {
      for (const name in part) {
        if (part[name] !== undefined) checked(table, name, definition.columns[name], part[name]);
      }
    }
    this.#staged.push({ kind: 'patch', table, key: keyValues(table, definition, key), set, fillIn });
  }

  remove(table: string, where: Row): void {
    const { columns, primaryKey } = this.#table(table);
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
    const definition = this.#table(staged.table);
    const changes = this.#changes.get(staged.table)!;
    if (staged.kind === 'put') {
      changes.rows.set(keyOfRow(definition, staged.values), { kind: 'put', values: staged.values });
    } else if (staged.kind === 'patch') {
      patchRow(definition, changes, staged.key, staged.set, staged.fillIn);
    } else if (Object.keys(staged.where).length === definition.primaryKey.length) {
      const key = definition.primaryKey.map((name) => staged.where[name]!);
      changes.rows.set(keyOf(key), { kind: 'remove', key });
    } else {
      removeRange(definition, changes, staged.where);
    }
  }

  #table(name: string): Table {
    const definition = this.#tables[name];
    if (!definition) throw new Error(`The projection has no table ${name}`);
    return definition;
  }
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

function keyOfRow({ columns, primaryKey }: Table, values: SqlValue[]): Key {
  if (primaryKey.length === 1) return keyOf([values[Object.keys(columns).indexOf(primaryKey[0]!)]!]);
  const names = Object.keys(columns);
  return keyOf(primaryKey.map((name) => values[names.indexOf(name)]!));
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
