import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openCredentialStore } from '../../src/auth/credentials/credential-store.ts';
import type { CredentialTables } from '../../src/auth/credentials/credential-tables.ts';
import { holdsCredentials } from '../../src/auth/credentials/shared-credentials.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { openSharedDatabase, type SharedDatabase } from '../../src/postgres/shared-database.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';
import { writeLog } from '../migration/logs.ts';
import { createSchema, type TestDatabase } from '../read-models/databases.ts';
import { type Api, required } from '../support/api.ts';
import { type EventStoreDbServer, startEventStoreDb } from '../support/event-store-db.ts';
import { addUser, assignSeat, buy, join as joinAccount, type Member, PRODUCT } from '../support/organisation.ts';
import { Server } from '../support/server.ts';
import { killedOnce, killedWhen, seatledger } from './command.ts';

const WHOLE = /^\d+ events in \d+ streams: the same in both, in the same order; every chain holds\.$/m;
const STARTS_MS = 120_000;
const ANOTHER_KEY = 'ab'.repeat(32);

describe('migrate from one process to many nodes, and back', () => {
  let eventStore: EventStoreDbServer;
  let place: TestDatabase;
  let one: Server;
  let nodes: Server[];
  let shared: Record<string, string>;
  let bo: Member;
  let sessionId: string;
  let masterKey: string;
  let back: string;

  beforeAll(async () => {
    eventStore = await startEventStoreDb();
    place = await createSchema();
    one = await Server.start();
    const ada = await one.admin();
    await buy(ada, { named: 0, concurrent: 1 });
    bo = await addUser(ada, 'Bo', 'Agent');
    await assignSeat(ada, bo.id, 'concurrent');
    const agent = await joinAccount(ada, bo);
    ({ sessionId } = required(await agent.post('/v1/sessions', { product: PRODUCT }), 201));
    await one.stop();
    masterKey = readFileSync(join(one.dataDir, 'master.key'), 'utf8').trim();
    shared = { EVENT_STORE: eventStore.url, READ_DATABASE: place.place };
    nodes = [1, 2].map(() => new Server({ env: { ...shared, MASTER_KEY: masterKey } }));
    back = mkdtempSync(join(tmpdir(), 'seatledger-back-'));
  }, STARTS_MS);
  afterAll(async () => {
    for (const server of [one, ...nodes]) await server.dispose();
    await place.remove();
    await eventStore.stop();
    rmSync(back, { recursive: true });
  });

  const migrate = (settings: Record<string, string>, ...args: string[]) =>
    seatledger({ DATA_DIR: one.dataDir, READ_DATABASE: place.place, ...settings }, 'migrate', ...args);
  const namesOf = async (api: Api) =>
    required(await api.get('/v1/users'), 200)
      .items.map(({ firstName }: { firstName: string }) => firstName)
      .sort();

  it('does nothing under another master key', async () => {
    const { code, stdout, stderr } = await migrate({ MASTER_KEY: ANOTHER_KEY }, '--to', eventStore.url);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('was written with another master key')]);
  });

  it('takes log and credentials along: two nodes go on with the same people and the same session', async () => {
    const file = join(one.dataDir, 'credentials.sqlite');
    const before = readFileSync(file);
    const ended = await migrate({}, '--to', eventStore.url);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(WHOLE);
    expect(ended.stdout).toMatch(/Credentials and personal keys were copied to PostgreSQL: \d+ rows\./);
    expect(ended.stdout).toContain(`${file} is an old copy`);
    expect(readFileSync(file).equals(before)).toBe(true);

    await Promise.all(nodes.map((node) => node.start()));
    for (const node of nodes) {
      expect(await namesOf(await node.admin())).toEqual(['Bo', 'First']);
      const agent = await node.api.signIn(bo.email, `${bo.email} joins`);
      required(await agent.post(`/v1/sessions/${sessionId}/heartbeat`), 200);
    }
    await addUser(await nodes[0]!.admin(), 'Cy', 'Newcomer');
  });

  it.each([
    ['there', () => ['--to', eventStore.url]],
    ['back', () => ['--from', eventStore.url, '--to', 'embedded']],
    ['the credentials alone', () => ['--credentials-only']],
  ])('refuses while a node runs: %s', async (_way, args) => {
    const settings: Record<string, string> = args().includes('--credentials-only') ? shared : {};
    const { code, stdout, stderr } = await migrate(settings, ...args());
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(/^A node is running.* stop every node/)]);
  });

  it('says that an old file is in the way of the way back', async () => {
    for (const node of nodes) await node.stop();
    const { code, stdout, stderr } = await migrate({}, '--from', eventStore.url);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/credentials\.sqlite is of another time than what is in PostgreSQL.* Move the file away/);
  });

  it.each([
    ['none', {}, /master\.key is missing/],
    ['another', { MASTER_KEY: ANOTHER_KEY }, /written with another master key/],
  ])('refuses the way back with %s for a master key', async (_which, key, message) => {
    const { code, stdout, stderr } = await migrate(
      { DATA_DIR: back, ...(key as Record<string, string>) },
      '--from',
      eventStore.url,
    );
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(message)]);
    expect(existsSync(join(back, 'credentials.sqlite'))).toBe(false);
  });

  it('brings both back into an empty folder, where one process goes on', async () => {
    const settings = { DATA_DIR: back, MASTER_KEY: masterKey };
    const ended = await migrate(settings, '--from', eventStore.url);
    expect(ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(WHOLE) });
    expect(ended.stdout).toMatch(/were copied from PostgreSQL to \S+: \d+ rows\./);
    const again = await migrate(settings, '--from', eventStore.url);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('held the same credentials') });

    const server = await Server.start({ dataDir: back, env: { MASTER_KEY: masterKey } });
    expect(await namesOf(await server.admin())).toEqual(['Bo', 'Cy', 'First']);
    const agent = await server.api.signIn(bo.email, `${bo.email} joins`);
    required(await agent.post(`/v1/sessions/${sessionId}/heartbeat`), 200);
    await server.dispose();
  });
});

describe('migrate for a log that is in EventStoreDB', () => {
  let standIn: StandIn;
  let place: TestDatabase;
  let server: Server;
  let nodes: Record<string, string>;

  beforeAll(async () => {
    standIn = await StandIn.start();
    place = await createSchema();
    server = await Server.start({ env: { EVENT_STORE: standIn.url } });
    await addUser(await server.admin(), 'Bo', 'Agent');
    await server.stop();
    nodes = { READ_DATABASE: place.place };
  }, STARTS_MS);
  afterAll(async () => {
    await server.dispose();
    await place.remove();
    await standIn.stop();
  });

  const migrate = (...args: string[]) =>
    seatledger({ DATA_DIR: server.dataDir, EVENT_STORE: standIn.url, ...nodes }, 'migrate', ...args);

  it('does what a node says that finds no credentials in PostgreSQL', async () => {
    await expect(server.start(nodes)).rejects.toThrow(/PostgreSQL holds no credentials.*migrate --credentials-only/s);
    expect(await migrate('--credentials-only')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/were copied to PostgreSQL: \d+ rows\..*Now start the nodes\./s),
    });
    await server.start(nodes);
    const { items } = required(await (await server.admin()).get('/v1/users'), 200);
    expect(items).toHaveLength(2);
    await server.stop();
  });

  it('says that there is nothing to do the second time', async () => {
    const { code, stdout } = await migrate('--credentials-only');
    expect([code, stdout]).toEqual([0, expect.stringContaining('PostgreSQL held the credentials')]);
  });

  it('moves the log of nodes on, and leaves credentials where they are', async () => {
    const other = await StandIn.start();
    const elsewhere = mkdtempSync(join(tmpdir(), 'seatledger-node-'));
    copyFileSync(join(server.dataDir, 'master.key'), join(elsewhere, 'master.key'));
    const settings = { DATA_DIR: elsewhere, EVENT_STORE: standIn.url, ...nodes };
    expect(await seatledger(settings, 'migrate', '--to', other.url)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Credentials and personal keys stay in PostgreSQL'),
    });
    rmSync(elsewhere, { recursive: true });
    await other.stop();
  });

  it.each([
    ['another log', ['--credentials-only', '--to', 'embedded'], {}, /^--credentials-only copies no log/],
    ['lists in the folder', ['--credentials-only'], { READ_DATABASE: '' }, /^--credentials-only copies from DATA_DIR/],
  ])('refuses --credentials-only with %s', async (_what, args, settings: Record<string, string>, message) => {
    const given = { DATA_DIR: server.dataDir, EVENT_STORE: standIn.url, ...nodes, ...settings };
    const { code, stdout, stderr } = await seatledger(given, 'migrate', ...args);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(message)]);
  });
});

describe('migrate to many nodes, killed at any point', () => {
  const EVENTS = 2_500;
  const PEOPLE = 1_200;
  const HOLD_UP = 724_613;
  let standIn: StandIn;
  let place: TestDatabase;
  let database: SharedDatabase<CredentialTables>;
  let one: Server;
  let node: Server;
  let back: Server;

  beforeAll(async () => {
    standIn = await StandIn.start();
    place = await createSchema();
    database = openSharedDatabase({ url: place.place, logger: pino({ enabled: false }) });
    one = new Server();
    back = new Server();
    node = new Server({ dataDir: one.dataDir, env: { EVENT_STORE: standIn.url, READ_DATABASE: place.place } });
    const store = openSqliteEventStore({ file: join(one.dataDir, 'events.sqlite') });
    await writeLog(store, EVENTS);
    await store.close();
    const credentials = await openCredentialStore({ dir: one.dataDir });
    await credentials.personalKeys.createAll(Array.from({ length: PEOPLE }, (_, n) => `person-${n}`));
    await credentials.close();
    copyFileSync(join(one.dataDir, 'master.key'), join(back.dataDir, 'master.key'));
  }, STARTS_MS);
  afterAll(async () => {
    for (const server of [one, node, back]) await server.dispose();
    await database.close();
    await place.remove();
    await standIn.stop();
  });

  const settingsFor = ({ dataDir }: Server, more: object = {}): Record<string, string> => ({
    DATA_DIR: dataDir,
    READ_DATABASE: place.place,
    ...more,
  });
  const forth = () => [settingsFor(one), 'migrate', '--to', standIn.url] as const;
  const credentialsOnly = () =>
    [settingsFor(one, { EVENT_STORE: standIn.url }), 'migrate', '--credentials-only'] as const;
  const backwards = () => [settingsFor(back, { EVENT_STORE: standIn.url }), 'migrate', '--to', 'embedded'] as const;
  const keysIn = async () => (await database.db.selectFrom('personal_key').select('person_id').execute()).length;

  it('lets no node start on half of it, and carries on', async () => {
    const before = standIn.log.records.length;
    // The last time all events are there, and no credentials.
    for (const events of [1, EVENTS / 2, EVENTS]) {
      await killedOnce(() => standIn.log.records.length - before >= events, standIn, ...forth());
      await expect(node.start()).rejects.toThrow(/cut off: run `seatledger migrate` again, as it was run before/);
    }
    expect(await keysIn()).toBe(0);
    expect(await seatledger(...credentialsOnly())).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/cut off: run `seatledger migrate` again as it was run before, with its log/),
    });
    await holdingUpKeys(() => killedWhen(async () => (await keysIn()) > 0, ...forth()));
    expect(await keysIn()).toBeLessThan(PEOPLE);

    expect(await seatledger(...forth())).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(WHOLE) });
    expect(await holdsCredentials(database.db, { dir: one.dataDir })).toBe(true);
    expect(await keysIn()).toBe(PEOPLE);
  }, 180_000);

  it('lets no server start on half of what comes back, and carries on', async () => {
    for (const reads of [3, 6]) {
      const before = standIn.seen.reads.length;
      await killedOnce(() => standIn.seen.reads.length >= before + reads, standIn, ...backwards());
      expect(existsSync(join(back.dataDir, 'credentials.sqlite'))).toBe(false);
    }
    await expect(back.start()).rejects.toThrow(/credentials\.sqlite is missing.*run that again/s);
    expect(await seatledger(...backwards())).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(WHOLE),
    });
    expect(await keyIn(back)).toEqual(await keyIn(one));
  }, 180_000);

  /** Lets the first rows of personal keys into PostgreSQL, and no more of them. */
  async function holdingUpKeys(work: () => Promise<void>): Promise<void> {
    const { db } = database;
    await sql`create function hold_up() returns trigger language plpgsql as $$ begin
      if exists (select from personal_key) then perform pg_advisory_xact_lock(${sql.lit(HOLD_UP)}); end if;
      return null;
    end $$`.execute(db);
    await sql`create trigger hold_up before insert on personal_key execute function hold_up()`.execute(db);
    await db.connection().execute(async (holder) => {
      await sql`select pg_advisory_lock(${HOLD_UP})`.execute(holder);
      await work();
      // Or it would go on with what its client had asked before it died.
      await sql`select pg_terminate_backend(pid) from pg_locks where objid = ${HOLD_UP} and not granted`.execute(
        holder,
      );
      await sql`select pg_advisory_unlock(${HOLD_UP})`.execute(holder);
    });
    await sql`drop function hold_up cascade`.execute(db);
  }

  async function keyIn({ dataDir }: Server): Promise<Buffer | null> {
    const credentials = await openCredentialStore({ dir: dataDir });
    const key = await credentials.personalKeys.get(`person-${PEOPLE - 1}`);
    await credentials.close();
    return key;
  }
});
