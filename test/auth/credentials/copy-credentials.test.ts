import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { copyCredentials, copyCredentialsBack } from '../../../src/auth/credentials/copy-credentials.ts';
import { CredentialStoreError } from '../../../src/auth/credentials/master-key.ts';
import type { CredentialDb, CredentialTables } from '../../../src/auth/credentials/credential-tables.ts';
import type { CredentialStore } from '../../../src/auth/credentials/credential-store.ts';
import { filePlace, inPostgres, type Place } from './places.ts';

const MASTER_KEY = 'a1'.repeat(32);
/** More than are copied at a time. */
const MANY = 1_200;

describe('copying credentials from a file into PostgreSQL', () => {
  const target = inPostgres();
  let source: Place;
  beforeEach(async () => {
    source = filePlace();
    const store = await source.open({ masterKey: MASTER_KEY });
    await fill(store);
    await store.close();
  });
  afterEach(() => source.remove());

  const copy = () => source.withTables((from) => target().withTables((to) => copyCredentials(from, to)), MASTER_KEY);
  const inBoth = async (work: (db: CredentialDb) => Promise<unknown>) =>
    [await source.withTables(work, MASTER_KEY), await target().withTables(work)] as const;
  const tables: (keyof CredentialTables)[] = [
    'meta',
    'secret',
    'personal_key',
    'password',
    'invitation',
    'client_secret',
    'sign_in',
    'signing_key',
  ];
  const allRows = async (db: CredentialDb) => {
    const found: Record<string, unknown[]> = {};
    for (const table of tables) {
      const rows = await db.selectFrom(table).selectAll().execute();
      found[table] = rows
        .map((row) =>
          JSON.stringify(
            Object.entries(row)
              .sort()
              .map(([name, value]) => [name, plain(value)]),
          ),
        )
        .sort();
    }
    return found;
  };
  const sameRows = async () => {
    const [from, to] = await inBoth(allRows);
    expect(to).toEqual(from);
  };

  it('brings every row, and what was made there works here', async () => {
    expect(await copy()).toBeGreaterThan(MANY);
    await sameRows();
    const [before, after] = [
      await source.open({ masterKey: MASTER_KEY }),
      await target().open({ masterKey: MASTER_KEY }),
    ];
    expect(after.isNew).toBe(false);
    expect(after.emailHash('acme', 'ada@example.com')).toBe(before.emailHash('acme', 'ada@example.com'));
    expect(await after.personalKeys.get('person-7')).toEqual(await before.personalKeys.get('person-7'));
    expect(await after.personalKeys.get('gone')).toBeNull();
    expect((await after.signingKeys.current()).kid).toBe((await before.signingKeys.current()).kid);
    await before.close();
    await after.close();
  });

  it('does nothing the second time, also when the target has moved on since', async () => {
    await copy();
    const store = await target().open({ masterKey: MASTER_KEY });
    await store.personalKeys.destroy('person-7');
    await store.passwordHashes.delete('ada');
    await store.close();
    expect(await copy()).toBe(0);
    const after = await target().open({ masterKey: MASTER_KEY });
    expect(await after.personalKeys.get('person-7')).toBeNull();
    expect(await after.passwordHashes.get('ada')).toBeNull();
    await after.close();
  });

  it('begins anew where it was cut off, and until then nobody can open the target', async () => {
    const isCutOff = source.withTables(
      (from) => target().withTables((to) => copyCredentials(from, dyingAtThe(3, to))),
      MASTER_KEY,
    );
    await expect(isCutOff).rejects.toThrow('killed');
    await expect(target().open({ masterKey: MASTER_KEY })).rejects.toThrow(/cut off: run `seatledger migrate` again/);
    // What was there in the meantime need not be there any more.
    const store = await source.open({ masterKey: MASTER_KEY });
    await store.personalKeys.destroy('person-1');
    await store.passwordHashes.delete('ada');
    await store.close();
    await copy();
    await sameRows();
  });

  it('keeps everybody out while the log is copied, and can be told from a copy that has none to wait for', async () => {
    const withLog = (copyLog?: () => Promise<void>) =>
      source.withTables((from) => target().withTables((to) => copyCredentials(from, to, copyLog)), MASTER_KEY);
    const cutOff = withLog(async () => {
      await expect(target().open({ masterKey: MASTER_KEY })).rejects.toThrow(/was cut off/);
      throw new Error('killed');
    });
    await expect(cutOff).rejects.toThrow('killed');
    await expect(withLog()).rejects.toThrow(/as it was run before, with its log/);
    expect(await withLog(async () => undefined)).toBeGreaterThan(MANY);
    await sameRows();
  });

  describe('and back into a file', () => {
    let folder: Place;
    beforeEach(async () => {
      await copy();
      folder = filePlace();
    });
    afterEach(() => folder.remove());
    const file = () => join(folder.dir, 'credentials.sqlite');
    const copyBack = (copyLog = async () => {}) =>
      target().withTables((from) => copyCredentialsBack(from, { dir: folder.dir, masterKey: MASTER_KEY }, copyLog));

    it('brings every row, after the log', async () => {
      expect(await copyBack(async () => expect(existsSync(file())).toBe(false))).toBeGreaterThan(MANY);
      expect(await folder.withTables(allRows, MASTER_KEY)).toEqual(await target().withTables(allRows));
      expect(statSync(file()).mode & 0o777).toBe(0o600);
      expect(await copyBack()).toBe(0);
    });

    it('leaves no file under its name when it is cut off', async () => {
      const cutOff = target().withTables((from) =>
        copyCredentialsBack(dyingAtThe(3, from, 'selectFrom'), { dir: folder.dir, masterKey: MASTER_KEY }),
      );
      await expect(cutOff).rejects.toThrow('killed');
      expect(existsSync(file())).toBe(false);
      expect(await copyBack()).toBeGreaterThan(MANY);
    });

    it.each<[string, (store: CredentialStore) => Promise<unknown>]>([
      ['another password', async ({ passwordHashes }) => passwordHashes.set('ada', 'another hash')],
      ['a row more', async ({ passwordHashes }) => passwordHashes.set('cy', 'a hash')],
      ['a key less', async ({ personalKeys }) => personalKeys.destroy('person-3')],
    ])('refuses, before the log is copied, a file with %s', async (_, change) => {
      await copyBack();
      const store = await folder.open({ masterKey: MASTER_KEY });
      await change(store);
      await store.close();
      const copyLog = () => Promise.reject(new Error('The log was copied'));
      await expect(copyBack(copyLog)).rejects.toThrow(/is of another time than what is in PostgreSQL/);
    });

    it('refuses the file of another store', async () => {
      await (await folder.open({ masterKey: MASTER_KEY })).close();
      await expect(copyBack()).rejects.toThrow(/holds other credentials than PostgreSQL/);
    });
  });

  it('refuses a target that belongs to another store, and changes nothing there', async () => {
    const other = await target().open({ masterKey: MASTER_KEY });
    await other.personalKeys.getOrCreate('ada');
    await other.close();
    const before = await target().stored();
    await expect(copy()).rejects.toThrow(CredentialStoreError);
    await expect(copy()).rejects.toThrow(/credentials of another store/);
    expect((await target().stored()).equals(before)).toBe(true);
  });

  it.each<[string, (store: CredentialStore) => Promise<unknown>]>([
    ['made a key', async ({ personalKeys }) => personalKeys.getOrCreate('newcomer')],
    ['destroyed a key', async ({ personalKeys }) => personalKeys.destroy('person-3')],
  ])('refuses a source that has %s since it was copied', async (_, change) => {
    await copy();
    const store = await source.open({ masterKey: MASTER_KEY });
    await change(store);
    await store.close();
    await expect(copy()).rejects.toThrow(/was in use after its credentials had been copied/);
  });
});

async function fill({
  personalKeys,
  passwordHashes,
  invitations,
  clientSecrets,
  openSignIns,
  signingKeys,
}: CredentialStore) {
  await personalKeys.createAll(Array.from({ length: MANY }, (_, n) => `person-${n}`));
  await personalKeys.destroy('gone');
  await passwordHashes.set('ada', 'a hash');
  await invitations.issue({ userId: 'bo', account: 'acme', expiresAt: invitations.expiry() }, 'c1');
  await clientSecrets.issue({ clientId: 'c', serviceAccountId: 's', account: 'acme' }, 'c2');
  await openSignIns.start('ada', 'acme');
  await openSignIns.end((await openSignIns.start('ada', 'acme')).signIn.sid);
  await signingKeys.rotate();
}

/** The connection of a process that is killed when it wants to insert, or read, for the so-manieth time. */
function dyingAtThe(time: number, db: CredentialDb, what: 'insertInto' | 'selectFrom' = 'insertInto'): CredentialDb {
  let times = 0;
  return new Proxy(db, {
    get(whole, name) {
      if (name === what && ++times === time) throw new Error('killed');
      const value = Reflect.get(whole, name, whole) as unknown;
      return typeof value === 'function' ? value.bind(whole) : value;
    },
  });
}

const plain = (value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);
