import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type CredentialStore, openCredentialStore } from '../../../src/auth/credentials/credential-store.ts';
import { CredentialStoreError, parseMasterKey } from '../../../src/auth/credentials/master-key.ts';

const KEY_A = 'a1'.repeat(32);
const KEY_B = Buffer.alloc(32, 7).toString('base64');

let dir: string;
let store: CredentialStore | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'credentials-'));
});

afterEach(async () => {
  await store?.close();
  store = undefined;
  rmSync(dir, { recursive: true, force: true });
});

const file = (name = 'credentials.sqlite') => join(dir, name);
const modeOf = (path: string) => statSync(path).mode & 0o777;
const open = async (masterKey?: string): Promise<CredentialStore> => {
  store = await openCredentialStore({ dir, masterKey });
  return store;
};
const reopen = async (masterKey?: string): Promise<CredentialStore> => {
  await store?.close();
  store = undefined;
  return open(masterKey);
};
const allBytes = () => Buffer.concat(readdirSync(dir).map((name) => readFileSync(file(name))));

describe('the master key', () => {
  it('is made with mode 0600 when there is none, and found again', async () => {
    const hash = (await open()).emailHash('acme', 'ada@example.com');
    expect(modeOf(file('master.key'))).toBe(0o600);
    expect(parseMasterKey(readFileSync(file('master.key'), 'utf8'), 'test')).toHaveLength(32);
    expect((await reopen()).emailHash('acme', 'ada@example.com')).toBe(hash);
    expect(readdirSync(dir).filter((name) => name.includes('.new'))).toEqual([]);
  });

  it('is read as hexadecimal or base64, and no file is made then', async () => {
    await open(KEY_A);
    expect(existsSync(file('master.key'))).toBe(false);
    const base64 = Buffer.from(KEY_A, 'hex').toString('base64url');
    await reopen(base64);
  });

  it.each(['short', 'zz'.repeat(32), Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
    'refuses %s without repeating it',
    async (key) => {
      const error = await thrownBy(() => open(key));
      expect(error).toBeInstanceOf(CredentialStoreError);
      expect(error.message).toMatch(/MASTER_KEY must hold 32 bytes/);
      expect(error.message).not.toContain(key);
      expect(readdirSync(dir)).toEqual([]);
    },
  );

  it('wrong: a clear error, and nothing is changed', async () => {
    await (await open(KEY_A)).personalKeys.getOrCreate('ada');
    await store?.close();
    const before = readFileSync(file());
    const error = await thrownBy(() => reopenClosed(KEY_B));
    expect(error.message).toMatch(/another master key/);
    expect(error.message).not.toContain(KEY_B);
    expect(readFileSync(file()).equals(before)).toBe(true);
    expect(await (await reopenClosed(KEY_A)).personalKeys.get('ada')).toHaveLength(32);
  });

  it('missing although something was wrapped: a clear error, and no new one is made', async () => {
    await open();
    await store?.close();
    rmSync(file('master.key'));
    await expect(reopenClosed()).rejects.toThrow(/master\.key is missing/);
    expect(existsSync(file('master.key'))).toBe(false);
  });

  it('readable by others, as after a restore: made private again', async () => {
    await open();
    chmodSync(file('master.key'), 0o644);
    chmodSync(file(), 0o664);
    await reopen();
    expect(modeOf(file('master.key'))).toBe(0o600);
    expect(modeOf(file())).toBe(0o600);
  });
});

describe('the file', () => {
  it('is for its owner only, with everything SQLite puts beside it', async () => {
    await (await open()).personalKeys.getOrCreate('ada');
    for (const name of readdirSync(dir)) expect([name, modeOf(file(name))]).toEqual([name, 0o600]);
    expect(readdirSync(dir)).toContain('credentials.sqlite-wal');
  });

  it('tells whether it was made by this start', async () => {
    expect((await open()).isNew).toBe(true);
    expect((await reopen()).isNew).toBe(false);
  });

  it('starts afresh when a start died while it was being made', async () => {
    writeFileSync(file('credentials.sqlite.new'), 'half');
    expect((await open()).isNew).toBe(true);
  });

  it.each([
    ['empty', (path: string) => truncateSync(path, 0)],
    ['cut short', (path: string) => truncateSync(path, 12_288)],
    ['no database', (path: string) => writeFileSync(path, 'something else entirely, and quite long '.repeat(500))],
    ['foreign', makeForeign],
  ])('%s: a clear error, and nothing is overwritten', async (_, damage) => {
    await open();
    await store?.close();
    damage(file());
    const before = readFileSync(file());
    const error = await thrownBy(() => reopenClosed());
    expect(error).toBeInstanceOf(CredentialStoreError);
    expect(error.message).toMatch(/credentials\.sqlite can not be used: .+ restore it from a backup/);
    expect(readFileSync(file()).equals(before)).toBe(true);
  });

  it('of a newer version: a clear error', async () => {
    await open();
    await store?.close();
    withDatabase((db) => db.exec('PRAGMA user_version = 99'));
    await expect(reopenClosed()).rejects.toThrow(/version 99.+start a newer one/);
  });
});

describe('a personal key that was destroyed', () => {
  it('is gone from memory and from the files, and never comes back', async () => {
    const { personalKeys } = await open();
    await personalKeys.createAll(['ada', 'bo', ...Array.from({ length: 300 }, (_, n) => `person-${n}`)]);
    const gone = ['ada', ...Array.from({ length: 40 }, (_, n) => `person-${n * 7}`)];
    const wrapped = gone.map(wrappedKeyOf);
    for (const bytes of wrapped) expect(allBytes().includes(bytes)).toBe(true);
    for (const person of gone) await personalKeys.destroy(person);
    const left = allBytes();
    expect(wrapped.filter((bytes) => left.includes(bytes.subarray(12, 44)))).toEqual([]);
    expect(await personalKeys.get('ada')).toBeNull();
    expect(await (await reopen()).personalKeys.get('ada')).toBeNull();
    expect(await store?.personalKeys.get('bo')).toHaveLength(32);
  });
});

function reopenClosed(masterKey?: string): Promise<CredentialStore> {
  store = undefined;
  return open(masterKey);
}

function withDatabase(work: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(file());
  try {
    work(db);
  } finally {
    db.close();
  }
}

function wrappedKeyOf(personId: string): Buffer {
  let wrapped = Buffer.alloc(0);
  withDatabase((db) => {
    const row = db.prepare('SELECT wrapped FROM personal_key WHERE person_id = ?').get(personId);
    wrapped = Buffer.from(row?.wrapped as Uint8Array);
  });
  return wrapped;
}

function makeForeign(path: string): void {
  rmSync(path);
  const db = new DatabaseSync(path);
  db.exec('CREATE TABLE somebody_elses (id INTEGER)');
  db.close();
}

async function thrownBy(work: () => Promise<unknown>): Promise<Error> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was thrown');
}
