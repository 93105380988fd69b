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
import { type CredentialStore, openCredentialStore } from '../../src/auth/credential-store.ts';
import { CredentialStoreError, parseMasterKey } from '../../src/auth/master-key.ts';
import { PersonalKeyDestroyed } from '../../src/auth/personal-keys.ts';

const KEY_A = 'a1'.repeat(32);
const KEY_B = Buffer.alloc(32, 7).toString('base64');

let dir: string;
let store: CredentialStore | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'credentials-'));
});

afterEach(() => {
  store?.close();
  store = undefined;
  rmSync(dir, { recursive: true, force: true });
});

const file = (name = 'credentials.sqlite') => join(dir, name);
const modeOf = (path: string) => statSync(path).mode & 0o777;
const open = (masterKey?: string) => {
  store = openCredentialStore({ dir, masterKey });
  return store;
};
const reopen = (masterKey?: string) => {
  store?.close();
  store = undefined;
  return open(masterKey);
};
const allBytes = () => Buffer.concat(readdirSync(dir).map((name) => readFileSync(file(name))));

describe('the master key', () => {
  it('is made with mode 0600 when there is none, and found again', () => {
    const hash = open().emailHash('acme', 'ada@example.com');
    expect(modeOf(file('master.key'))).toBe(0o600);
    expect(parseMasterKey(readFileSync(file('master.key'), 'utf8'), 'test')).toHaveLength(32);
    expect(reopen().emailHash('acme', 'ada@example.com')).toBe(hash);
    expect(readdirSync(dir).filter((name) => name.includes('.new'))).toEqual([]);
  });

  it('is read as hexadecimal or base64, and no file is made then', () => {
    open(KEY_A);
    expect(existsSync(file('master.key'))).toBe(false);
    const base64 = Buffer.from(KEY_A, 'hex').toString('base64url');
    expect(() => reopen(base64)).not.toThrow();
  });

  it.each(['short', 'zz'.repeat(32), Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
    'refuses %s without repeating it',
    (key) => {
      const error = thrownBy(() => open(key));
      expect(error).toBeInstanceOf(CredentialStoreError);
      expect(error.message).toMatch(/MASTER_KEY must hold 32 bytes/);
      expect(error.message).not.toContain(key);
      expect(readdirSync(dir)).toEqual([]);
    },
  );

  it('wrong: a clear error, and nothing is changed', () => {
    open(KEY_A).personalKeys.getOrCreate('ada');
    store?.close();
    const before = readFileSync(file());
    const error = thrownBy(() => reopenClosed(KEY_B));
    expect(error.message).toMatch(/another master key/);
    expect(error.message).not.toContain(KEY_B);
    expect(readFileSync(file()).equals(before)).toBe(true);
    expect(reopenClosed(KEY_A).personalKeys.get('ada')).toHaveLength(32);
  });

  it('missing although something was wrapped: a clear error, and no new one is made', () => {
    open();
    store?.close();
    rmSync(file('master.key'));
    expect(() => reopenClosed()).toThrow(/master\.key is missing/);
    expect(existsSync(file('master.key'))).toBe(false);
  });

  it('readable by others, as after a restore: made private again', () => {
    open();
    chmodSync(file('master.key'), 0o644);
    chmodSync(file(), 0o664);
    reopen();
    expect(modeOf(file('master.key'))).toBe(0o600);
    expect(modeOf(file())).toBe(0o600);
  });
});

describe('the file', () => {
  it('is for its owner only, with everything SQLite puts beside it', () => {
    open().personalKeys.getOrCreate('ada');
    for (const name of readdirSync(dir)) expect([name, modeOf(file(name))]).toEqual([name, 0o600]);
    expect(readdirSync(dir)).toContain('credentials.sqlite-wal');
  });

  it('tells whether it was made by this start', () => {
    expect(open().isNew).toBe(true);
    expect(reopen().isNew).toBe(false);
  });

  it('starts afresh when a start died while it was being made', () => {
    writeFileSync(file('credentials.sqlite.new'), 'half');
    expect(open().isNew).toBe(true);
  });

  it.each([
    ['empty', (path: string) => truncateSync(path, 0)],
    ['cut short', (path: string) => truncateSync(path, 12_288)],
    ['no database', (path: string) => writeFileSync(path, 'something else entirely, and quite long '.repeat(500))],
    ['foreign', makeForeign],
  ])('%s: a clear error, and nothing is overwritten', (_, damage) => {
    open();
    store?.close();
    damage(file());
    const before = readFileSync(file());
    const error = thrownBy(() => reopenClosed());
    expect(error).toBeInstanceOf(CredentialStoreError);
    expect(error.message).toMatch(/credentials\.sqlite can not be used: .+ restore it from a backup/);
    expect(readFileSync(file()).equals(before)).toBe(true);
  });

  it('of a newer version: a clear error', () => {
    open();
    store?.close();
    withDatabase((db) => db.exec('PRAGMA user_version = 99'));
    expect(() => reopenClosed()).toThrow(/version 99.+start a newer one/);
  });

  it('holds no secret in clear', () => {
    const { personalKeys, invitations, clientSecrets, signIns, signingKeys } = open(KEY_A);
    const expiresAt = invitations.expiry();
    const secrets = [
      personalKeys.getOrCreate('ada'),
      Buffer.from(invitations.issue({ userId: 'ada', account: 'acme', expiresAt }).token),
      Buffer.from(clientSecrets.issue({ clientId: 'c', serviceAccountId: 's', account: 'acme' }).clientSecret),
      Buffer.from(signIns.start('ada', 'acme').cookieSecret),
      Buffer.from(signingKeys.current.privateKey.export({ type: 'pkcs8', format: 'der' })).subarray(-32),
    ];
    const bytes = allBytes();
    for (const secret of secrets) expect(bytes.includes(secret)).toBe(false);
  });
});

describe('personal keys', () => {
  it('are made once and read back after a restart', () => {
    const key = open().personalKeys.getOrCreate('ada');
    expect(key).toHaveLength(32);
    expect(store?.personalKeys.getOrCreate('ada').equals(key)).toBe(true);
    expect(reopen().personalKeys.get('ada')?.equals(key)).toBe(true);
    expect(store?.personalKeys.get('bo')).toBeNull();
  });

  it('are durable before they are handed out', () => {
    const key = open().personalKeys.getOrCreate('ada');
    withDatabase((db) => expect(db.prepare('SELECT wrapped FROM personal_key').all()).toHaveLength(1));
    expect(reopen().personalKeys.get('ada')?.equals(key)).toBe(true);
  });

  it('are made for a list at once, keeping those that exist', () => {
    const { personalKeys } = open();
    const ada = personalKeys.getOrCreate('ada');
    expect(personalKeys.get('bo')).toBeNull();
    personalKeys.createAll(['ada', 'bo', 'cy']);
    expect(personalKeys.get('ada')?.equals(ada)).toBe(true);
    expect(personalKeys.get('bo')).toHaveLength(32);
  });

  it('once destroyed, are gone from memory and from the files, and never come back', () => {
    const { personalKeys } = open();
    personalKeys.createAll(['ada', 'bo', ...Array.from({ length: 300 }, (_, n) => `person-${n}`)]);
    const gone = ['ada', ...Array.from({ length: 40 }, (_, n) => `person-${n * 7}`)];
    const wrapped = gone.map(wrappedKeyOf);
    for (const bytes of wrapped) expect(allBytes().includes(bytes)).toBe(true);
    for (const person of gone) personalKeys.destroy(person);
    personalKeys.destroy('ada');
    expect(personalKeys.get('ada')).toBeNull();
    const left = allBytes();
    expect(wrapped.filter((bytes) => left.includes(bytes.subarray(12, 44)))).toEqual([]);
    expect(() => personalKeys.getOrCreate('ada')).toThrow(PersonalKeyDestroyed);
    personalKeys.createAll(['ada']);
    expect(reopen().personalKeys.get('ada')).toBeNull();
    expect(store?.personalKeys.get('bo')).toHaveLength(32);
  });

  it('do not open in the row of another person', () => {
    open().personalKeys.createAll(['ada', 'bo']);
    withDatabase((db) =>
      db.exec(
        "UPDATE personal_key SET wrapped = (SELECT wrapped FROM personal_key WHERE person_id = 'bo') WHERE person_id = 'ada'",
      ),
    );
    expect(() => reopen().personalKeys.get('ada')).toThrow(/does not open with this key/);
  });
});

describe('keyed hashes and sealing', () => {
  it('U4 hash an address the same in any letter case, and differently on another account', () => {
    const { emailHash } = open();
    expect(emailHash('acme', ' Ada@Example.COM ')).toBe(emailHash('acme', 'ada@example.com'));
    expect(emailHash('acme', 'ada@example.com')).not.toBe(emailHash('other', 'ada@example.com'));
    expect(emailHash('acme', 'ada@example.com')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('differ from store to store', () => {
    const here = open().emailHash('acme', 'ada@example.com');
    const elsewhere = mkdtempSync(join(tmpdir(), 'credentials-'));
    const other = openCredentialStore({ dir: elsewhere, masterKey: KEY_A });
    expect(other.emailHash('acme', 'ada@example.com')).not.toBe(here);
    other.close();
    rmSync(elsewhere, { recursive: true });
  });

  it('seal for one purpose and one context only', () => {
    const sealed = open().sealerFor('answers').seal(Buffer.from('123456789'), 'answer:1');
    expect(reopen().sealerFor('answers').open(sealed, 'answer:1').toString()).toBe('123456789');
    expect(() => store?.sealerFor('answers').open(sealed, 'answer:2')).toThrow(/does not open/);
    expect(() => store?.sealerFor('other').open(sealed, 'answer:1')).toThrow(/does not open/);
    expect(() => store?.sealerFor('answers').open(sealed.subarray(0, 9), 'answer:1')).toThrow(/does not open/);
  });
});

describe('a client secret', () => {
  it('is good until it is replaced or revoked', () => {
    const { clientSecrets } = open();
    const client = { clientId: 'c1', serviceAccountId: 's1', account: 'acme' };
    const first = clientSecrets.issue(client).clientSecret;
    expect(clientSecrets.verify('c1', first)).toEqual(client);
    expect(clientSecrets.verify('c1', `${first}x`)).toBeNull();
    expect(clientSecrets.verify('c2', first)).toBeNull();
    const second = clientSecrets.issue(client).clientSecret;
    expect(clientSecrets.verify('c1', first)).toBeNull();
    clientSecrets.revoke('s1');
    expect(clientSecrets.verify('c1', second)).toBeNull();
  });
});

function reopenClosed(masterKey?: string): CredentialStore {
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

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was thrown');
}
