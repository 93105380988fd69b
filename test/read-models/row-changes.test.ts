import fc from 'fast-check';
import { ChangeSet } from '../../src/read-models/database/change-set.ts';
import { createIndexes, createTables, rowsInOrder } from '../../src/read-models/database/projection-tables.ts';
import { highest, integer, lowest, nullable, projectionOf, table, text } from '../../src/read-models/projection.ts';
import type { ReadDatabase } from '../../src/read-models/database/read-database.ts';
import { RowWriter } from '../../src/read-models/database/row-writer.ts';
import { onEachDatabase, type TestDatabase } from './databases.ts';

const tables = {
  item: table(
    { a: text(), b: integer(), note: nullable(text()), size: integer() },
    { primaryKey: ['a', 'b'], indexes: [['note']] },
  ),
  single: table({ id: text(), seen_at: nullable(text()) }, { primaryKey: ['id'] }),
  span: table({ id: text(), first: lowest(text()), last: highest(integer()), word: text() }, { primaryKey: ['id'] }),
};
const projection = projectionOf<{ type: 'Nothing'; data: unknown }>()({ name: 'items', version: 1, tables });
const PLACEMENT = { generation: 1, beside: false };

let database: ReadDatabase;
let place: TestDatabase;

onEachDatabase((databases) => {
  beforeEach(async () => {
    place = await databases.create();
    database = await place.open();
    await createTables(database.writer, projection, PLACEMENT, database);
    await createIndexes(database.writer, projection, PLACEMENT);
  });

  afterEach(async () => {
    await database.close();
    await place.remove();
  });

  it('pages of any size leave the rows that one change after the other leaves', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 6 }), async (pages) => {
        await database.writer.deleteFrom('item').execute();
        const expected = new Map<string, Item>();
        for (const page of pages) {
          const changes = new ChangeSet(tables);
          for (const each of page) {
            record(changes, addedWhereNew(each, expected));
            applyTo(expected, each);
          }
          await write(changes);
        }
        const sorted = [...expected.values()].sort((left, right) =>
          left.a === right.a ? left.b - right.b : left.a < right.a ? -1 : 1,
        );
        expect(await rowsOf('item')).toEqual(sorted);
      }),
      { numRuns: 200 },
    ));

  it('what is set after it was filled in wins, over what was there too', async () => {
    for (const before of [null, 'old']) {
      const changes = new ChangeSet(tables);
      record(changes, { kind: 'put', row: { a: 'x', b: 1, note: before, size: 1 } });
      await write(changes);
      changes.clear();
      record(changes, { kind: 'patch', a: 'x', b: 1, set: {}, fillIn: { note: 'filled' } });
      record(changes, { kind: 'patch', a: 'x', b: 1, set: { note: 'set' }, fillIn: {} });
      await write(changes);
      expect(await rowsOf('item')).toMatchObject([{ note: 'set' }]);
    }
  });

  it('writes nothing for a row that was added and removed within a page', () => {
    const changes = new ChangeSet(tables);
    changes.record((on) => on.add('single', { id: 'brief', seen_at: null }));
    changes.record((on) => on.patch('single', { id: 'brief' }, { seen_at: 'now' }));
    changes.record((on) => on.remove('single', { id: 'brief' }));
    expect(new RowWriter(database, projection, PLACEMENT).statements(changes)).toEqual([]);
  });

  it('writes any number of rows in whatever chunks it takes', async () => {
    for (const count of [1, 9, 10, 11, 263]) {
      const changes = new ChangeSet(tables);
      for (let index = 0; index < count; index += 1) {
        changes.record((on) => on.put('single', { id: `id ${index}`, seen_at: null }));
      }
      await write(changes);
      changes.clear();
      for (let index = 0; index < count; index += 1) {
        changes.record((on) => on.patch('single', { id: `id ${index}` }, {}, { seen_at: `at ${index}` }));
      }
      await write(changes);
      const rows = (await rowsOf('single')) as { id: string; seen_at: string }[];
      expect(rows).toHaveLength(count);
      expect(rows.every(({ id, seen_at }) => seen_at === id.replace('id', 'at'))).toBe(true);
      changes.clear();
      for (const { id } of rows) changes.record((on) => on.remove('single', { id }));
      await write(changes);
      expect(await rowsOf('single')).toEqual([]);
    }
  });

  it('keeps the lowest and the highest that a row was ever given, in one page or in several', async () => {
    for (const page of [['m', 'k'], ['x'], ['a', 'b']]) {
      const changes = new ChangeSet(tables);
      for (const first of page) {
        changes.record((on) => on.put('span', { id: 'one', first, last: first.charCodeAt(0), word: first }));
      }
      await write(changes);
    }
    expect(await rowsOf('span')).toEqual([{ id: 'one', first: 'a', last: 'x'.charCodeAt(0), word: 'b' }]);
  });

  it('only puts rows that keep values', () => {
    const changes = new ChangeSet(tables);
    expect(() => changes.record((on) => on.remove('span', { id: 'one' }))).toThrow('they are only put');
    expect(() => changes.record((on) => on.patch('span', { id: 'one' }, { word: 'x' }))).toThrow('they are only put');
  });

  it('keeps nothing of an event whose handler throws halfway', () => {
    const changes = new ChangeSet(tables);
    expect(() =>
      changes.record((on) => {
        on.put('single', { id: 'half', seen_at: null });
        throw new Error('no more');
      }),
    ).toThrow('no more');
    expect(changes.isEmpty).toBe(true);
  });

  it.each([
    ['a missing field', { id: 'x' }, 'single.seen_at must be text or null, not undefined'],
    ['a field of another type', { id: 7, seen_at: null }, 'single.id must be text, not number'],
    ['null where there must be something', { id: null, seen_at: null }, 'single.id must be text, not object'],
  ])('refuses a row with %s', (_what, row, message) => {
    const changes = new ChangeSet(tables);
    expect(() => changes.record((on) => on.put('single', row as never))).toThrow(message);
  });

  it('refuses a number that is no safe integer', () => {
    const changes = new ChangeSet(tables);
    expect(() => changes.record((on) => on.put('item', { a: 'x', b: 1.5, note: null, size: 1 }))).toThrow(
      'item.b must be integer',
    );
  });
});

type Item = { a: string; b: number; note: string | null; size: number };
type Change =
  | { kind: 'put'; row: Item }
  | { kind: 'add'; row: Item }
  | {
      kind: 'patch';
      a: string;
      b: number;
      set: Partial<Pick<Item, 'note' | 'size'>>;
      fillIn: Partial<Pick<Item, 'note'>>;
    }
  | { kind: 'remove'; a: string; b?: number };

/** What a change means, one at a time and to the letter. */
function applyTo(rows: Map<string, Item>, change: Change): void {
  if (change.kind === 'put' || change.kind === 'add') {
    rows.set(`${change.row.a} ${change.row.b}`, { ...change.row });
  } else if (change.kind === 'remove') {
    for (const [key, row] of rows)
      if (row.a === change.a && (change.b === undefined || row.b === change.b)) rows.delete(key);
  } else {
    const row = rows.get(`${change.a} ${change.b}`);
    if (!row) return;
    Object.assign(row, change.set);
    row.note ??= change.fillIn.note ?? null;
  }
}

/** A row that is there already may only be put. */
function addedWhereNew(change: Change, rows: ReadonlyMap<string, Item>): Change {
  const isThere = change.kind === 'add' && rows.has(`${change.row.a} ${change.row.b}`);
  return isThere ? { ...change, kind: 'put' } : change;
}

function record(changes: ChangeSet, change: Change): void {
  changes.record((on) => {
    if (change.kind === 'put' || change.kind === 'add') on[change.kind]('item', change.row);
    else if (change.kind === 'patch') on.patch('item', { a: change.a, b: change.b }, change.set, change.fillIn);
    else on.remove('item', change.b === undefined ? { a: change.a } : { a: change.a, b: change.b });
  });
}

async function write(changes: ChangeSet): Promise<void> {
  const writer = new RowWriter(database, projection, PLACEMENT);
  await database.writeTogether(writer.statements(changes));
}

async function rowsOf(name: keyof typeof tables): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const page of rowsInOrder(database.writer, name, tables[name], 7))
    rows.push(...page.map((row) => ({ ...row })));
  return rows;
}

const a = fc.constantFrom('x', 'y');
const b = fc.integer({ min: 0, max: 1 });
const note = fc.option(fc.constantFrom('one', 'two'));
const size = fc.nat(9);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(fc.constantFrom('put' as const, 'add' as const), fc.record({ a, b, note, size }))
    .map(([kind, row]): Change => ({ kind, row })),
  fc.record({
    kind: fc.constant('patch' as const),
    a,
    b,
    set: fc.record({ note, size }, { requiredKeys: [] }),
    fillIn: fc.record({ note }, { requiredKeys: [] }),
  }),
  fc.record({ kind: fc.constant('remove' as const), a, b }),
  fc.record({ kind: fc.constant('remove' as const), a }),
);
