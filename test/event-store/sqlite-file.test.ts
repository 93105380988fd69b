import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { type EventStore, NO_STREAM, START, StoreUnavailable } from '../../src/event-store/event-store.ts';
import { verifyChain } from '../../src/event-store/hash-chain.ts';
import { StoreFileError } from '../../src/event-store/sqlite/file-error.ts';
import { WRITER_VERSION } from '../../src/event-store/writer-version.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { all, event, events, follow, range } from './contract.ts';

const CHILD = ['--experimental-transform-types', '--no-warnings', join(import.meta.dirname, 'writer.child.ts')];

let folder: string;
let file: string;
const opened: EventStore[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatledger-log-'));
  file = join(folder, 'log.sqlite');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const store of opened.splice(0)) await store.close();
  await rm(folder, { recursive: true });
});

describe('The file', () => {
  it('is a write-ahead log that syncs every commit, and says whose it is', async () => {
    await openLog().append('cart-1', events(1), NO_STREAM);
    const reader = new DatabaseSync(file, { readOnly: true });
    expect(reader.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(reader.prepare('PRAGMA application_id').get()).toEqual({ application_id: 0x53654c67 });
    expect(reader.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
    expect(reader.prepare('SELECT count(*) AS n FROM event').get()).toEqual({ n: 1 });
    reader.close();
  });

  it('remembers the highest version that has written to it, from a file without one on', async () => {
    const version = () => {
      const reader = new DatabaseSync(file, { readOnly: true });
      const { version: found } = reader.prepare('SELECT version FROM writer').get() as { version: number };
      reader.close();
      return found;
    };
    openLog();
    await closeAll();
    expect(version()).toBe(WRITER_VERSION);
    const older = new DatabaseSync(file);
    older.exec('DROP TABLE writer; PRAGMA user_version = 1');
    older.close();
    openLog();
    expect(version()).toBe(WRITER_VERSION);
  });

  it('takes everything that waits in one turn of the loop in one transaction', async () => {
    const store = openLog();
    await Promise.allSettled([
      ...range(50).map((n) => store.append(`cart-${n}`, events(3), NO_STREAM)),
      store.append('cart-7', events(1), 99),
    ]);
    expect(store.stats()).toEqual({ flushes: 1, events: 150 });
    await store.append('cart-1', events(1), 2);
    expect(store.stats()).toEqual({ flushes: 2, events: 151 });
  });

  it('has no gap in its positions, whatever was refused in between', async () => {
    const store = openLog();
    await Promise.allSettled(range(20).map((n) => store.append(`cart-${n % 7}`, events(2), NO_STREAM)));
    await store.append('cart-0', events(1), 1);
    expect((await all(store.readAll())).map((stored) => stored.position)).toEqual(range(15).map((n) => n + 1));
  });

  it('in a folder that can only be read is refused, with what to do, and left as it is', async () => {
    const store = openLog();
    await store.append('cart-1', events(3), NO_STREAM);
    await store.close();
    opened.length = 0;
    const before = await readFile(file);
    await chmod(file, 0o444);
    await chmod(folder, 0o555);
    const child = spawn(process.execPath, [...CHILD, file, 'powerless'], { stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    const said: string[] = [];
    child.stderr.on('data', (text) => said.push(String(text)));
    const [code] = await once(child, 'exit');
    await chmod(folder, 0o755);
    expect(code).toBe(1);
    expect(said.join('')).toContain(file);
    expect(said.join('')).toMatch(/read-?only|permission/i);
    expect(await readFile(file)).toEqual(before);
  });

  it('makes the folder it is told to live in', async () => {
    const deep = join(folder, 'a', 'b', 'log.sqlite');
    opened.push(openSqliteEventStore({ file: deep }));
    expect((await stat(deep)).isFile()).toBe(true);
  });

  it('takes the time from its clock', async () => {
    const store = openSqliteEventStore({ file, now: () => Date.UTC(2026, 10, 24, 9) });
    opened.push(store);
    await store.append('cart-1', events(1), NO_STREAM);
    expect((await all(store.readAll()))[0]?.recordedAt).toBe('2026-11-24T09:00:00.000Z');
  });

  it('turns appends away, unwritten, when too much waits', async () => {
    const store = openLog();
    const results = await Promise.allSettled(range(10_500).map((n) => store.append(`cart-${n}`, [event()], NO_STREAM)));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(500);
    expect(refused[0]?.reason).toBeInstanceOf(StoreUnavailable);
    expect(await store.head()).toBe(10_000);
  });

  it('reports how far it looked, though a filter leaves everything out', async () => {
    const store = openLog();
    for (const n of range(22)) await store.append('cart-1', events(500), n * 500 - 1);
    await store.append('order-1', events(2), NO_STREAM);
    await store.close();
    const again = follow(openLog(), { after: START, filter: { streamPrefixes: ['order-'] } });
    await again.until(2);
    await again.stop();
    expect(again.pages.map((page) => [page.events.length, page.scannedTo, page.caughtUp])).toEqual([
      [0, 10_000, false],
      [2, 11_002, true],
    ]);
  });

  it('lets a filter learn of new types while its reader is still catching up', async () => {
    const before = openLog();
    for (const n of range(22)) await before.append('cart-1', events(500), n * 500 - 1);
    await before.close();
    const store = openLog();
    const pages: number[][] = [];
    for await (const page of store.follow({
      after: START,
      filter: { types: ['New'] },
      signal: AbortSignal.timeout(5_000),
    })) {
      pages.push([page.events.length, page.scannedTo]);
      if (page.caughtUp) break;
      await store.append('cart-1', [{ ...event(), type: 'New' }], 10_999);
    }
    expect(pages).toEqual([
      [0, 10_000],
      [1, 11_001],
    ]);
  });

  it('writes in several transactions what is too much for one', async () => {
    const store = openLog();
    const text = 'x'.repeat(1_000_000);
    const appended = await Promise.all(range(10).map((n) => store.append(`cart-${n}`, [event({ text })], NO_STREAM)));
    expect(appended.map((answer) => answer.position)).toEqual(range(10).map((n) => n + 1));
    expect(store.stats()).toEqual({ flushes: 3, events: 10 });
  });

  it('serves those far behind and those at the tail alike when more is written than memory holds', async () => {
    const store = openLog();
    const behind = follow(store, { after: START });
    for (const n of range(6)) {
      await Promise.all(range(16).map((k) => store.append(`cart-${n}-${k}`, events(300), NO_STREAM)));
    }
    await behind.until(28_800);
    await behind.stop();
    expect(behind.events.map((stored) => stored.position)).toEqual(range(28_800).map((n) => n + 1));
  });

  it('ends a page early when its events are large', async () => {
    const store = openLog();
    for (const n of range(10)) await store.append('cart-1', [event({ text: 'x'.repeat(1_000_000) })], n - 1);
    const sizes: number[] = [];
    for await (const page of store.readAll()) sizes.push(page.length);
    expect(sizes).toEqual([5, 5]);
  });
});

describe('A closed log', () => {
  it('can be neither written nor read, and says so', async () => {
    const store = openLog();
    await store.append('cart-1', events(1), NO_STREAM);
    await store.close();
    await store.close();
    await expect(store.append('cart-1', events(1), 0)).rejects.toThrow(StoreUnavailable);
    await expect(all(store.readAll())).rejects.toThrow(StoreUnavailable);
    await expect(all(store.read('cart-1'))).rejects.toThrow(StoreUnavailable);
  });
});

describe('A second process', () => {
  it('is refused while the first lives, and let in as soon as it was killed', async () => {
    const holder = spawnWriter(file, 'hold');
    await firstLine(holder);
    expect(() => openLog()).toThrow(/log\.sqlite is in use by another process/);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await openLog().append('cart-1', events(1), NO_STREAM);
  });

  it('ends with a message that says what to do', async () => {
    openLog();
    const { code, stderr } = await ended(spawnWriter(file));
    expect(code).toBe(1);
    expect(stderr).toMatch(/in use by another process.*stop the other one first/);
  });

  it('in the same process is refused too, also by another name of the folder', () => {
    openLog();
    expect(() => openSqliteEventStore({ file: join(folder, 'x', '..', 'log.sqlite') })).toThrow(StoreFileError);
  });
});

describe('Refused, and left as it is:', () => {
  const refusedUntouched = async (message: RegExp) => {
    const before = await readFile(file);
    expect(() => openLog()).toThrow(StoreFileError);
    expect(() => openLog()).toThrow(message);
    expect(() => openLog()).toThrow(file);
    expect((await readFile(file)).equals(before)).toBe(true);
  };

  it('a file that is no database', async () => {
    await writeFile(file, 'Dear diary, '.repeat(1_000));
    await refusedUntouched(/not a SQLite database.*Nothing was changed/s);
  });

  it("another program's database", async () => {
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE diary (day TEXT)');
    other.close();
    await refusedUntouched(/another program's database/);
  });

  it('a log of a newer schema', async () => {
    await openLog().append('cart-1', events(1), NO_STREAM);
    await closeAll();
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    await refusedUntouched(/newer Seatledger \(schema 99, this one knows 2\)/);
  });

  it('a log to which a newer version has written, though its tables are the same', async () => {
    await openLog().append('cart-1', events(1), NO_STREAM);
    await closeAll();
    const newer = new DatabaseSync(file);
    newer.exec('UPDATE writer SET version = 99');
    newer.close();
    await refusedUntouched(/writer version 99, this one has/);
  });

  it.each([
    ['a revision twice', 'UPDATE event SET revision = 0 WHERE position = 2'],
    ['an event that follows another than the one before it', 'UPDATE event SET previous = 0 WHERE position = 2'],
    ['a stream that ends elsewhere', 'UPDATE stream SET last_revision = 7, last_position = 1'],
  ])('a log with %s', async (_, fault) => {
    await openLog().append('cart-1', events(3), NO_STREAM);
    await closeAll();
    const broken = new DatabaseSync(file);
    broken.exec(fault);
    broken.close();
    await refusedUntouched(/contradicts itself about where cart-1 ends/);
  });

  it.each([0.5, 0.9])('a log cut to %d of its length', async (part) => {
    const store = openLog();
    for (const n of range(20)) await store.append('cart-1', events(100), n * 100 - 1);
    await closeAll();
    await truncate(file, Math.floor((await stat(file)).size * part));
    await refusedUntouched(/damaged or was cut short.*from a backup/s);
  });

  it('a log cut to less than its header', async () => {
    await openLog().append('cart-1', events(1), NO_STREAM);
    await closeAll();
    await truncate(file, 60);
    await refusedUntouched(/Cannot open the log/);
  });

  it('a write-ahead log whose file is gone', async () => {
    await writeFile(`${file}-wal`, 'what is left of yesterday');
    expect(() => openLog()).toThrow(/is missing or empty, but .*-wal holds events/);
    expect(await readFile(`${file}-wal`, 'utf8')).toBe('what is left of yesterday');
  });

  it('a folder in the place of the file, and a file in the place of the folder', async () => {
    await mkdir(file);
    expect(() => openLog()).toThrow(/path is not a folder/);
    await writeFile(join(folder, 'plain'), '');
    expect(() => openSqliteEventStore({ file: join(folder, 'plain', 'log.sqlite') })).toThrow(StoreFileError);
  });
});

describe('Faults', () => {
  it('a commit that fails is acknowledged to nobody and ends the store', async () => {
    const fatal: Error[] = [];
    const store = openSqliteEventStore({ file, log: { fatal: () => {} }, onFatal: (error) => fatal.push(error) });
    opened.push(store);
    await store.append('cart-1', events(1), NO_STREAM);
    // Another program takes the write lock and does not let go of it.
    const intruder = new DatabaseSync(file);
    intruder.exec('BEGIN IMMEDIATE');
    const results = await Promise.allSettled([
      store.append('cart-1', events(1), 0),
      store.append('cart-2', events(1), NO_STREAM),
    ]);
    intruder.close();
    expect(results.map((result) => result.status === 'rejected' && result.reason)).toEqual([
      expect.any(StoreUnavailable),
      expect.any(StoreUnavailable),
    ]);
    expect(fatal).toHaveLength(1);
    expect(fatal[0]?.message).toMatch(/Writing to .*log\.sqlite failed: another process has it locked/);
    await expect(store.append('cart-3', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable);
    expect(await all(store.readAll())).toHaveLength(1);
  });

  it('shows nothing of a transaction that failed half-way', async () => {
    const store = openSqliteEventStore({ file, log: { fatal: () => {} }, onFatal: () => {} });
    opened.push(store);
    await store.append('cart-1', events(1), NO_STREAM);
    // Another program writes an event of its own, in the place of one of ours.
    const intruder = new DatabaseSync(file);
    intruder.exec(
      'INSERT INTO event SELECT 50, previous, stream, 40, category, type, recorded_at, id, data, metadata FROM event',
    );
    intruder.close();
    await expect(store.append('cart-2', events(100), NO_STREAM)).rejects.toThrow(StoreUnavailable);
    expect(await all(store.read('cart-2'))).toEqual([]);
    expect(await all(store.readAll())).toHaveLength(1);
    expect(await store.head()).toBe(1);
  });

  it('a full disk ends the process; all that it acknowledged is there', async () => {
    const child = spawn('bash', ['-c', 'ulimit -f 1000; exec "$@"', 'bash', process.execPath, ...CHILD, file]);
    children.push(child);
    const acknowledged = collect(child);
    const { code, stderr } = await ended(child);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Writing to .*log\.sqlite failed: .*Mend the disk, then start again/);
    expect(acknowledged.length).toBeGreaterThan(100);
    await expectKept(acknowledged);
  });

  it('kill -9 in mid-append, 10 times: nothing acknowledged is lost and every chain is whole', async () => {
    const acknowledged: string[] = [];
    for (const round of range(10)) {
      const child = spawnWriter(file);
      const lines = collect(child);
      while (lines.length < 50) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, round * 5));
      child.kill('SIGKILL');
      await ended(child);
      acknowledged.push(...lines);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(10 * 50);
    await expectKept(acknowledged);
  });
});

function openLog() {
  const store = openSqliteEventStore({ file });
  opened.push(store);
  return store;
}

async function closeAll(): Promise<void> {
  for (const store of opened.splice(0)) await store.close();
}

function spawnWriter(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [...CHILD, ...args]);
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<void> {
  await once(createInterface({ input: child.stdout! }), 'line');
}

/** The acknowledgements that a writer prints, as they come. */
function collect(child: ChildProcess): string[] {
  const lines: string[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => line.startsWith('cart-') && lines.push(line));
  return lines;
}

/** Waits for all output too. */
async function ended(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = '';
  child.stderr!.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

async function expectKept(acknowledged: string[]): Promise<void> {
  const store = openLog();
  const stored = await all(store.readAll());
  const kept = new Set(stored.map(({ stream, revision, id }) => `${stream} ${revision} ${id}`));
  // The last line may have been cut off by the kill; a whole one ends with a whole UUID.
  const lost = acknowledged.filter((line) => line.split(' ')[2]?.length === 36 && !kept.has(line));
  expect(lost).toEqual([]);
  expect(stored.map((each) => each.position)).toEqual(range(stored.length).map((n) => n + 1));
  for (const stream of new Set(stored.map((each) => each.stream))) {
    expect(await verifyChain(store, stream)).toMatchObject({ ok: true });
  }
}
