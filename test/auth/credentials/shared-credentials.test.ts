import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { Unauthenticated } from '../../../src/auth/access-refused.ts';
import { Authenticator } from '../../../src/auth/authenticate.ts';
import type { CredentialStore } from '../../../src/auth/credentials/credential-store.ts';
import {
  type CredentialDb,
  type CredentialTables,
  POSTGRES_TABLES,
} from '../../../src/auth/credentials/credential-tables.ts';
import { CredentialStoreError } from '../../../src/auth/credentials/master-key.ts';
import { PersonalKeyDestroyed } from '../../../src/auth/credentials/personal-keys.ts';
import { Principals } from '../../../src/auth/principals.ts';
import { openSharedCredentialStore } from '../../../src/auth/credentials/shared-credentials.ts';
import { type TokenClaims, Tokens } from '../../../src/auth/tokens.ts';
import { EMPTY_STREAM, EventLog } from '../../../src/event-store/event-log.ts';
import { PersonalData } from '../../../src/event-store/personal-data.ts';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/sqlite-event-store.ts';
import { explain } from '../../../src/explain.ts';
import { DatabaseUnavailable } from '../../../src/postgres/faults.ts';
import { openSharedDatabase } from '../../../src/postgres/shared-database.ts';
import { bringUpToDate, TablesTooNew } from '../../../src/postgres/versioned-tables.ts';
import { createSchema } from '../../read-models/databases.ts';
import { metadata } from '../../event-store/fixtures.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { eventually } from '../../support/within.ts';
import { inPostgres } from './places.ts';

const MASTER_KEY = 'a1'.repeat(32);
const BOT: TokenClaims = { sub: 'bot', kind: 'service', account: 'acme', sid: null };

describe('credentials that nodes share', () => {
  const place = inPostgres();
  const open: CredentialStore[] = [];
  const node = async (options = {}): Promise<CredentialStore> => {
    const store = await place().open({ masterKey: MASTER_KEY, ...options });
    open.push(store);
    return store;
  };
  const closeAll = async () => {
    for (const store of open.splice(0)) await store.close();
  };
  afterEach(closeAll);

  describe('nodes that start at once', () => {
    it('agree on every secret and on the key that signs, and one of them has made it all', async () => {
      const nodes = await Promise.all(Array.from({ length: 6 }, () => node()));
      expect(new Set(nodes.map(({ emailHash }) => emailHash('acme', 'ada@example.com'))).size).toBe(1);
      expect(new Set(nodes.map(({ supportKeyHash }) => supportKeyHash('123456789'))).size).toBe(1);
      const signing = await Promise.all(nodes.map(({ signingKeys }) => signingKeys.current()));
      expect(new Set(signing.map(({ kid }) => kid)).size).toBe(1);
      expect(nodes.filter(({ isNew }) => isNew)).toHaveLength(1);
    });

    it('each with a master key of its own: the first is right, the others are told and leave nothing', async () => {
      const dirs = Array.from({ length: 4 }, () => mkdtempSync(join(tmpdir(), 'credentials-')));
      const starts = await place().withTables(async (db) => {
        await bringUpToDate(db, POSTGRES_TABLES);
        const starting = await db.transaction().execute(async (holding) => {
          await sql`lock table meta in share row exclusive mode`.execute(holding);
          const nodes = dirs.map((dir) => node({ masterKey: undefined, dir }));
          await eventually(async () => (await waitingFor('meta', db)) === nodes.length);
          return { settled: Promise.allSettled(nodes) };
        });
        return starting.settled;
      });
      const refused = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason] : []));
      expect(refused).toHaveLength(3);
      for (const reason of refused) {
        expect(reason).toBeInstanceOf(CredentialStoreError);
        expect(reason.message).toMatch(/master\.key is missing/);
      }
      expect(dirs.flatMap((dir) => readdirSync(dir))).toEqual(['master.key']);
      for (const dir of dirs) rmSync(dir, { recursive: true });
    });

    it('of an older program than has been here: an error in the words of whoever can mend it', async () => {
      await node();
      await closeAll();
      await place().withTables((db) => sql`update table_set set version = 99 where name = 'credentials'`.execute(db));
      const refused = await node().catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(TablesTooNew);
      expect(explain(refused)).toBe((refused as Error).message);
      expect(explain(refused)).toMatch(/start a newer one/);
    });

    it('where the log has events, but there are no credentials: a clear error, and nothing is made', async () => {
      const start = node({ mayCreate: false });
      await expect(start).rejects.toBeInstanceOf(CredentialStoreError);
      await expect(start).rejects.toThrow(/holds no credentials.+Restore/);
      expect(await place().stored()).toHaveLength(0);
      await node();
      await node({ mayCreate: false });
    });
  });

  describe('what one node does', () => {
    let here: CredentialStore;
    let there: CredentialStore;
    beforeEach(async () => {
      [here, there] = [await node(), await node()];
    });

    it('ends a sign-in for the others, token and cookie', async () => {
      const { signIn, cookieSecret } = await here.openSignIns.start('ada', 'acme');
      expect(await there.openSignIns.isOpen(signIn.sid)).toBe(true);
      expect((await there.openSignIns.renew(cookieSecret))?.sid).toBe(signIn.sid);
      expect(there.openSignIns.isOpen(signIn.sid)).toBe(true);
      await here.openSignIns.endAllOf('ada');
      await eventually(async () => !(await there.openSignIns.isOpen(signIn.sid)));
      expect(await there.openSignIns.renew(cookieSecret)).toBeNull();
    });

    it('prolongs a sign-in for the others', async () => {
      let now = Date.now();
      const later = await node({ clock: () => now });
      const { signIn, cookieSecret } = await later.openSignIns.start('ada', 'acme');
      const elsewhere = await node({ clock: () => now });
      expect(await elsewhere.openSignIns.isOpen(signIn.sid)).toBe(true);
      now += 11 * 3_600_000;
      await later.openSignIns.renew(cookieSecret);
      now += 11 * 3_600_000;
      await eventually(async () => await elsewhere.openSignIns.isOpen(signIn.sid));
    });

    it('signs with a new key that the others accept at once, and soon sign with', async () => {
      const [ours, theirs] = [new Tokens(here.signingKeys), new Tokens(there.signingKeys)];
      const old = (await theirs.issue(BOT)).accessToken;
      await here.signingKeys.rotate();
      expect(await theirs.verify((await ours.issue(BOT)).accessToken)).toEqual(BOT);
      const { kid } = await here.signingKeys.current();
      await eventually(async () => (await there.signingKeys.current()).kid === kid);
      expect(await ours.verify(old)).toEqual(BOT);
    });

    it('revokes a key: tokens that the others had found good stop', async () => {
      const theirs = new Tokens(there.signingKeys);
      const { accessToken } = await theirs.issue(BOT);
      await theirs.verify(accessToken);
      expect(theirs.recall(accessToken)).toEqual(BOT);
      await here.signingKeys.rotate({ revoke: true });
      await eventually(() => theirs.recall(accessToken) === undefined);
      await expect(theirs.verify(accessToken)).rejects.toBeInstanceOf(Unauthenticated);
      expect(await theirs.verify((await theirs.issue(BOT)).accessToken)).toEqual(BOT);
    });

    it('rotates at the same time as another: both go on with one key', async () => {
      await Promise.all([here.signingKeys.rotate({ revoke: true }), there.signingKeys.rotate({ revoke: true })]);
      const rows = await place().withTables((db) => db.selectFrom('signing_key').select('retired_at').execute());
      expect(rows.filter(({ retired_at }) => retired_at === null)).toHaveLength(1);
      expect((await here.signingKeys.current()).kid).toBe((await there.signingKeys.current()).kid);
    });

    it('accepts an invitation once on all of them', async () => {
      const { token } = await here.invitations.issue(
        { userId: 'ada', account: 'acme', expiresAt: here.invitations.expiry() },
        'c1',
      );
      const used = await Promise.all([here, there, here, there].map(({ invitations }) => invitations.use(token)));
      expect(used.filter(Boolean)).toHaveLength(1);
    });

    it('tells one secret when two of them run one command', async () => {
      const client = { clientId: 'c', serviceAccountId: 's', account: 'acme' };
      const made = await Promise.all(
        [here, there].map(({ clientSecrets }) => clientSecrets.issue(client, 'one and the same')),
      );
      for (const { clientSecret } of made) expect(await here.clientSecrets.verify('c', clientSecret)).toEqual(client);
    });

    it('makes one key a person, whoever is first', async () => {
      const keys = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? here : there).personalKeys.getOrCreate('ada')),
      );
      expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    });

    it('does not go on believing that somebody has no key, which another node has made since', async () => {
      const asked = [here, there].map(({ personalKeys }) => personalKeys.get('ada'));
      expect(await Promise.all(asked)).toEqual([null, null]);
      const key = await here.personalKeys.getOrCreate('ada');
      expect(await there.personalKeys.get('ada')).toEqual(key);
    });

    it('U5 erases a person: no node seals anything under the key from then on, and soon none reads with it', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'credentials-log-'));
      const store = openSqliteEventStore({ file: join(folder, 'events.sqlite') });
      const upcasters = {
        currentSchema: () => 1,
        upcast: (_: string, __: number, data: Record<string, unknown>) => data,
      };
      const log = new EventLog(store, new PersonalData(there.personalKeys), upcasters);
      const decided = [
        { id: 'a3f0c8de-0000-4000-8000-000000000101', type: 'UserProfileChanged', data: { email: 'a@b.c' } },
      ];
      const prepare = async () => log.prepare('user-ada', decided, metadata, EMPTY_STREAM);
      expect((await prepare())[0]!.data.email).toMatch(/^p1\./);
      expect(await there.personalKeys.get('ada')).toHaveLength(32);

      await here.personalKeys.destroy('ada');
      await expect(prepare()).rejects.toBeInstanceOf(PersonalKeyDestroyed);
      await eventually(async () => (await there.personalKeys.get('ada')) === null);
      await store.close();
      rmSync(folder, { recursive: true });
    });
  });
});

describe('credentials while PostgreSQL is down', () => {
  it('let nobody in for longer than they are believed, and again when it answers', async () => {
    const server = await startPostgres();
    const schema = await createSchema(server.url);
    const dir = mkdtempSync(join(tmpdir(), 'credentials-'));
    const logger = pino({ enabled: false });
    const database = openSharedDatabase<CredentialTables>({ url: schema.place, logger });
    const shared = { database, dir, masterKey: MASTER_KEY, clock: Date.now, mayCreate: true };
    const credentials = await openSharedCredentialStore(shared);
    const tokens = new Tokens(credentials.signingKeys);
    const facts = { account: 'acme', role: 'admin', privileges: [], status: 'active' } as const;
    const principals = new Principals(async () => ({ ...facts, managedGroupIds: [], isBillingContact: false }));
    const { openSignIns } = credentials;
    const authenticator = new Authenticator({ tokens, openSignIns, principals, publicUrl: 'http://localhost' });
    const { signIn } = await openSignIns.start('ada', 'acme');
    const { accessToken } = await tokens.issue({ sub: 'ada', kind: 'user', account: 'acme', sid: signIn.sid });
    const headers = { authorization: `Bearer ${accessToken}` };
    const ask = async () => authenticator.authenticate({ method: 'GET', headers });
    const outcome = () =>
      ask().then(
        ({ principal }) => principal.id,
        (error: unknown) => error,
      );

    expect(await outcome()).toBe('ada');
    expect(authenticator.authenticate({ method: 'GET', headers })).not.toBeInstanceOf(Promise);
    await server.kill();
    await eventually(async () => (await outcome()) instanceof DatabaseUnavailable);
    await expect(async () => credentials.personalKeys.getOrCreate('ada')).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await outcome()).toBeInstanceOf(DatabaseUnavailable);
    await server.start();
    await eventually(async () => (await outcome()) === 'ada');

    await credentials.close();
    await database.close();
    await server.stop();
    rmSync(dir, { recursive: true });
  });
});

/** How many wait until they may do what they want to with a table. */
async function waitingFor(table: string, db: CredentialDb): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_locks where relation = to_regclass(${table}) and not granted`.execute(db);
  return rows[0]!.count;
}
