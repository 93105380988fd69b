import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { newId } from '../../src/common/ids.ts';
import { NO_STREAM, START } from '../../src/event-store/event-store.ts';
import { Streams, Words } from '../../src/event-store/sqlite/names.ts';
import { Pages } from '../../src/event-store/sqlite/pages.ts';
import { openDatabase } from '../../src/event-store/sqlite/schema.ts';
import { Writer } from '../../src/event-store/sqlite/writer.ts';

const STREAM = 'cart-1';
/** More than are written before the ends of streams are noted in the file. */
const EVENTS_UNTIL_NOTED = 5_000;

/** The writer with its cache of streams, whose heads a test can spoil as a fault in the program would. */
describe('A head in memory that is wrong stops the writer before a revision is there twice', () => {
  let folder: string;
  let database: DatabaseSync;
  let streams: Streams;
  let writer: Writer;
  let written: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seatledger-writer-'));
    database = openDatabase(join(folder, 'events.sqlite'));
    const [types, categories] = [new Words(database, 'type'), new Words(database, 'category')];
    streams = new Streams(database, categories);
    const names = { types, categories, streams };
    writer = new Writer(database, names, new Pages(database, names), Date.now);
    written = START;
    append(STREAM, 3, NO_STREAM);
  });
  afterEach(async () => {
    database.close();
    await rm(folder, { recursive: true });
  });

  function append(stream: string, count: number, expectedRevision: number): void {
    const rows = Array.from({ length: count }, () => ({ id: newId(), type: 'Added', data: '{}', metadata: '{}' }));
    const flushed = writer.flush([{ stream, rows, expectedRevision }], written);
    written += flushed.written.length;
  }

  function wroteTwice(): unknown[] {
    return database.prepare('SELECT stream, revision FROM event GROUP BY 1, 2 HAVING count(*) > 1').all();
  }

  it('right after another write to the stream', () => {
    streams.find(STREAM)!.revision = 1;
    expect(() => append(STREAM, 1, 1)).toThrow(/contradicts itself about where cart-1 ends/);
    database.exec('ROLLBACK');
    expect(wroteTwice()).toEqual([]);
  });

  it('long after, with the end of the stream in the file', () => {
    append('cart-2', EVENTS_UNTIL_NOTED, NO_STREAM);
    streams.find(STREAM)!.revision = 1;
    expect(() => append(STREAM, 1, 1)).toThrow(/contradicts itself about where cart-1 ends/);
    database.exec('ROLLBACK');
    expect(wroteTwice()).toEqual([]);
  });

  it('where another hand has written to the file meanwhile', () => {
    append('cart-2', EVENTS_UNTIL_NOTED, NO_STREAM);
    database.exec(`UPDATE stream SET last_revision = 7 WHERE name = '${STREAM}'`);
    expect(() => append(STREAM, 1, 2)).toThrow(/contradicts itself about where cart-1 ends/);
  });

  it('and a head that is right goes on, before and after ends are noted', () => {
    append(STREAM, 1, 2);
    append('cart-2', EVENTS_UNTIL_NOTED, NO_STREAM);
    append(STREAM, 2, 3);
    append(STREAM, 1, 5);
    expect(streams.find(STREAM)!.revision).toBe(6);
    expect(wroteTwice()).toEqual([]);
  });
});
