import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { allEvents } from '../migration/logs.ts';
import { type Api, required } from '../support/api.ts';
import { addUser } from '../support/organisation.ts';
import { ADMIN, Server } from '../support/server.ts';
import { seatledger } from './command.ts';

const WRITERS = 4;
const OTHERS = 0o077;
/** Longer than a command takes to start. */
const HELD_MS = 1_500;

let server: Server;
let ada: Api;
let backups: string;
let log: string;
let keys: string;

beforeAll(async () => {
  backups = mkdtempSync(join(tmpdir(), 'seatledger-backup-'));
  [log, keys] = [join(backups, 'log.sqlite'), join(backups, 'keys.sqlite')];
  server = await Server.start();
  ada = await server.admin();
  await addUser(ada, 'Bo', 'Agent');
});
afterAll(async () => {
  await server.dispose();
  rmSync(backups, { recursive: true });
});

const run = (...args: string[]) => seatledger({ DATA_DIR: server.dataDir }, ...args);

async function namesOf(api: Api): Promise<(string | null)[]> {
  const names: (string | null)[] = [];
  for (let cursor = ''; ; ) {
    const page = required(await api.get(`/v1/users?limit=100${cursor && `&cursor=${cursor}`}`), 200);
    names.push(...page.items.map(({ firstName }: { firstName: string | null }) => firstName));
    if (!page.nextCursor) return names.sort();
    cursor = page.nextCursor;
  }
}

describe('backup', () => {
  it('copies the log and then the keys while people are being added, wholly and for the owner only', async () => {
    const writing = new AbortController();
    let added = 0;
    const write = async (writer: number) => {
      for (let n = 0; !writing.signal.aborted; n += 1) {
        await addUser(ada, `W${writer}n${n}`, 'Added');
        added += 1;
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
    const { code, stdout, stderr } = await run('backup', log, '--credentials', keys);
    const before = added;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/log\.sqlite: \d+ events in \d+ streams, \d+\.\d MB; every chain holds\.\n/);
    expect(stdout).toContain(`${keys}: personal keys and credentials, taken after the log.`);
    expect(stdout).toContain('The master key (MASTER_KEY, or master.key in DATA_DIR) is never copied.');
    expect(before).toBeGreaterThan(0);
    writing.abort();
    await Promise.all(writers);
    expect(readdirSync(backups).sort()).toEqual(['keys.sqlite', 'log.sqlite']);
    for (const file of [log, keys]) expect(statSync(file).mode & OTHERS).toBe(0);

    const stored = openSqliteEventStore({ file: log });
    const copied = await allEvents(stored);
    await stored.close();
    expect(copied.length).toBe(Number(/(\d+) events/.exec(stdout)![1]));
    const live = new DatabaseSync(join(server.dataDir, 'events.sqlite'), { readOnly: true });
    const ids = live.prepare('SELECT id FROM event WHERE position <= ? ORDER BY position').all(copied.length);
    live.close();
    expect(copied.map(({ id }) => id)).toEqual(ids.map(({ id }) => id));
    rmSync(`${log}.lock`);
  });

  it('overwrites nothing, and says of what it did not copy that it did not', async () => {
    const before = statSync(log).mtimeMs;
    for (const args of [[log], [join(backups, 'new'), '--credentials', keys]]) {
      const { code, stdout, stderr } = await run('backup', ...args);
      expect([code, stdout, stderr]).toEqual([
        1,
        '',
        expect.stringMatching(/is there already, and nothing is overwritten/),
      ]);
    }
    expect([statSync(log).mtimeMs, existsSync(join(backups, 'new'))]).toEqual([before, false]);
    const alone = join(backups, 'alone.sqlite');
    expect((await run('backup', alone)).stdout).toContain('Personal keys and credentials were NOT copied');
    rmSync(alone);
  });

  it('takes the place of a draft that a killed backup left, and leaves none of its own', async () => {
    const file = join(backups, 'again.sqlite');
    writeFileSync(`${file}.part`, 'half');
    expect((await run('backup', file)).code).toBe(0);
    expect(readdirSync(backups).filter((name) => name.startsWith('again'))).toEqual(['again.sqlite']);
    rmSync(file);
    expect((await run('backup', join(backups, 'nowhere', 'file'))).stderr).toMatch(
      /^There is no folder .*nowhere\. Make it first/,
    );
  });

  it('is for the embedded log, in a folder that has one', async () => {
    const elsewhere = { DATA_DIR: server.dataDir, EVENT_STORE: 'esdb://ada:s3cret@127.0.0.1:2113?tls=false' };
    const other = await seatledger(elsewhere, 'backup', join(backups, 'x'));
    expect([other.code, other.stderr]).toEqual([1, expect.stringMatching(/^EVENT_STORE names an EventStoreDB/)]);
    const none = await seatledger({ DATA_DIR: backups }, 'backup', join(backups, 'x'));
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/^There is no log in /)]);
  });

  it('waits while a server that starts or ends holds the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatledger-held-'));
    copyFileSync(log, join(folder, 'events.sqlite'));
    const holder = new DatabaseSync(join(folder, 'events.sqlite'));
    holder.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; BEGIN EXCLUSIVE; COMMIT');
    const ended = seatledger({ DATA_DIR: folder }, 'backup', join(folder, 'copy'));
    await new Promise((resolve) => setTimeout(resolve, HELD_MS));
    holder.close();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    rmSync(folder, { recursive: true });
  });

  it('refuses a log whose chain is broken, and leaves no file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatledger-broken-'));
    copyFileSync(log, join(folder, 'events.sqlite'));
    change(join(folder, 'events.sqlite'), `UPDATE event SET data = '{}' WHERE position = 2`);
    const { code, stderr } = await seatledger({ DATA_DIR: folder }, 'backup', join(folder, 'copy'));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The log is not what was written: .*position 2\)/)]);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('restore', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seatledger-restored-'));
    copyFileSync(join(server.dataDir, 'master.key'), join(folder, 'master.key'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const restore = (...args: string[]) => seatledger({ DATA_DIR: folder }, 'restore', ...args);
  const data = () =>
    readdirSync(folder)
      .filter((name) => !name.endsWith('.lock'))
      .sort();

  it('brings everybody back, with names and passwords', async () => {
    const ended = await restore(log, '--credentials', keys);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/: \d+ events in \d+ streams were restored; every chain holds\.\n/);
    expect(data()).toEqual(['credentials.sqlite', 'events.sqlite', 'master.key']);
    const restored = await Server.start({ dataDir: folder });
    const names = await namesOf(await restored.admin());
    expect(names).toEqual(expect.arrayContaining(['Bo', 'First', 'W0n0']));
    expect(names).not.toContain(null);
    await restored.stop();
    expect((await seatledger({ DATA_DIR: folder }, 'verify')).code).toBe(0);
    const twice = await restore(log, '--credentials', keys);
    expect([twice.code, twice.stdout]).toEqual([1, '']);
    expect(twice.stderr).toMatch(/holds events\.sqlite, .*credentials\.sqlite.* already, and nothing is overwritten/);
  });

  it('of the log alone says what is missing, and the server does not start without it', async () => {
    const { code, stdout } = await restore(log);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/credentials were not restored/)]);
    const restored = new Server({ dataDir: folder });
    await expect(restored.start()).rejects.toThrow(/credentials\.sqlite is missing, but the log has events/);
  });

  it.each(['events.sqlite', 'events.sqlite-wal', 'read-models.sqlite', 'answers.sqlite', 'credentials.sqlite'])(
    'overwrites no %s',
    async (name) => {
      writeFileSync(join(folder, name), 'something');
      const { code, stderr } = await restore(log, '--credentials', keys);
      expect([code, stderr]).toEqual([1, expect.stringMatching(`holds ${name} already, and nothing is overwritten`)]);
      expect(data()).toEqual([name, 'master.key'].sort());
    },
  );

  it('leaves a folder alone on which a server runs', async () => {
    const { code, stderr } = await run('restore', log);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/is in use by another process/)]);
  });

  it('refuses what is no backup, or damaged, before anything is there', async () => {
    const bad = (name: string) => join(backups, name);
    writeFileSync(bad('text'), 'no database at all, and longer than the header of one'.repeat(20));
    copyFileSync(log, bad('tampered'));
    change(bad('tampered'), `UPDATE event SET data = '{}' WHERE position = 2`);
    copyFileSync(log, bad('damaged'));
    change(
      bad('damaged'),
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 9999 WHERE name = 'event'",
    );
    writeFileSync(bad('short'), readFileSync(log).subarray(0, statSync(log).size / 2));
    copyFileSync(keys, bad('other-key'));
    change(bad('other-key'), "UPDATE meta SET value = zeroblob(32) WHERE name = 'master-key-check'");
    const cases: [string[], RegExp][] = [
      [[bad('missing')], /^There is no .*missing/],
      [[bad('text')], /is no backup that can be used: it can't be read as a database/],
      [[keys], /is no backup that can be used: it is not a log of Seatledger/],
      [[bad('tampered')], /^The log is not what was written: .*position 2\)/],
      [[bad('damaged')], /is no backup that can be used: /],
      [[bad('short')], /is no backup that can be used: .*malformed/],
      [[log, '--credentials', bad('missing')], /^There is no .*missing/],
      [[log, '--credentials', log], /need a file each/],
      [[log, '--credentials', bad('text')], /can not be used: it can not be read as a database/],
      [[log, '--credentials', bad('other-key')], /was written with another master key/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await restore(...args);
      expect([args, code, stdout, stderr]).toEqual([args, 1, '', expect.stringMatching(message)]);
      expect(data()).toEqual(['master.key']);
    }
    rmSync(join(folder, 'master.key'));
    const { stderr } = await restore(log, '--credentials', keys);
    expect(stderr).toMatch(/master\.key is missing.* or set MASTER_KEY/s);
    expect(data()).toEqual([]);
    writeFileSync(join(folder, 'master.key'), '');
  });

  it('takes MASTER_KEY as the server does', async () => {
    rmSync(join(folder, 'master.key'));
    const file = { DATA_DIR: folder, MASTER_KEY_FILE: join(server.dataDir, 'master.key') };
    expect((await seatledger(file, 'restore', log, '--credentials', keys)).code).toBe(0);
    writeFileSync(join(folder, 'master.key'), '');
  });

  it('that was killed between the log and the credentials is finished by the next', async () => {
    copyFileSync(log, join(folder, 'events.sqlite'));
    mkdirSync(join(folder, 'restoring'));
    copyFileSync(keys, join(folder, 'restoring', 'credentials.sqlite'));
    const { code, stdout } = await restore(log, '--credentials', keys);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/had been cut off after its checks\. It is finished now/),
    ]);
    expect(data()).toEqual(['credentials.sqlite', 'events.sqlite', 'master.key']);
  });

  it('of one that was killed before that begins anew', async () => {
    mkdirSync(join(folder, 'restoring'));
    writeFileSync(join(folder, 'restoring', 'events.sqlite'), 'half');
    expect((await restore(log, '--credentials', keys)).code).toBe(0);
    expect(data()).toEqual(['credentials.sqlite', 'events.sqlite', 'master.key']);
  });

  it('leaves a backup alone that lies where copies are made', async () => {
    const [staging, elsewhere] = [join(folder, 'restoring'), join(backups, 'link.sqlite')];
    mkdirSync(staging);
    for (const [from, name] of [
      [log, 'log'],
      [keys, 'keys'],
    ] as const)
      copyFileSync(from, join(staging, name));
    symlinkSync(join(staging, 'log'), elsewhere);
    for (const args of [[join(staging, 'log')], [log, '--credentials', join(staging, 'keys')], [elsewhere]]) {
      const { code, stderr } = await restore(...args);
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/restoring, which is emptied.* Move it somewhere else/),
      ]);
    }
    expect(readdirSync(staging).sort()).toEqual(['keys', 'log']);
    rmSync(elsewhere);
  });

  it('of older keys beside a newer log keeps erased people erased', async () => {
    const eve = await addUser(ada, 'Eve', 'Erased');
    const [newer, older] = [join(backups, 'newer.sqlite'), join(backups, 'older.sqlite')];
    expect((await run('backup', join(backups, 'unused.sqlite'), '--credentials', older)).code).toBe(0);
    required(await ada.delete(`/v1/users/${eve.id}`), 200);
    required(await ada.post(`/v1/users/${eve.id}/erase`), 200);
    expect((await run('backup', newer)).code).toBe(0);
    expect(keyOf(older, eve.id)).toBeInstanceOf(Uint8Array);

    const { code, stdout } = await restore(newer, '--credentials', older);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/People who were erased: 1\. Their keys were destroyed again/),
    ]);
    expect(keyOf(join(folder, 'credentials.sqlite'), eve.id)).toBeNull();
    const restored = await Server.start({ dataDir: folder });
    const names = await namesOf(await restored.api.signIn(ADMIN.email, ADMIN.password));
    expect(names).toContain('Bo');
    expect(names).not.toContain('Eve');
    await restored.stop();
  });

  it('by hand, of older keys beside a newer log, is put right by the server itself', async () => {
    const [newer, older] = [join(backups, 'newer.sqlite'), join(backups, 'older.sqlite')];
    const { person } = row(
      newer,
      "SELECT substr(stream.name, 6) person FROM event JOIN stream ON stream.id = event.stream JOIN type ON type.id = event.type WHERE type.name = 'PersonErased'",
    );
    copyFileSync(newer, join(folder, 'events.sqlite'));
    copyFileSync(older, join(folder, 'credentials.sqlite'));
    const restored = await Server.start({ dataDir: folder });
    const giveUpAt = Date.now() + 60_000;
    while (keyOf(join(folder, 'credentials.sqlite'), String(person)) !== null && Date.now() < giveUpAt)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(keyOf(join(folder, 'credentials.sqlite'), String(person))).toBeNull();
    await restored.stop();
  });
});

function change(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.enableDefensive(false);
  database.exec(sql);
  database.close();
}

function keyOf(file: string, personId: string): unknown {
  return row(file, `SELECT wrapped FROM personal_key WHERE person_id = '${personId}'`).wrapped;
}

function row(file: string, sql: string): Record<string, unknown> {
  const database = new DatabaseSync(file, { readOnly: true });
  const found = database.prepare(sql).get()!;
  database.close();
  return found;
}
