import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Permission, permissionTable } from '../../src/auth/permissions.ts';
import { systemContext } from '../../src/commands/runner/command-context.ts';
import { newId } from '../../src/common/ids.ts';
import { type EventStore, NO_STREAM } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { FIRST_ACCOUNT } from '../../src/bootstrap.ts';
import { LOG_FILE, READ_MODELS_FILE } from '../../src/stores.ts';
import { onEachDatabase, type TestDatabase } from '../read-models/databases.ts';
import { eventually } from '../support/within.ts';
import { ADA, type Client, required, World } from './harness.ts';

const TAKES_AT_MOST_MS = 60_000;

/** Who may do what is decided by the log, whatever has become of the lists. */
onEachDatabase((databases) => {
  let database: TestDatabase;
  let world: World;
  let ada: Client;
  let people: Awaited<ReturnType<typeof company>>;

  beforeEach(async () => {
    database = await databases.create();
    const readDatabase = databases.kind === 'SQLite' ? 'embedded' : database.place;
    world = await World.open({ readDatabase });
    ada = await world.signIn(ADA);
  }, TAKES_AT_MOST_MS);
  afterEach(async () => {
    await world.close();
    await database.remove();
  });

  it.each([
    ['empty', () => 1],
    ['half built', (position: number) => position],
  ])(
    'U2 while the directory is %s nobody has a right back, and everybody who may comes in',
    async (_state, placeOf) => {
      people = await company();
      const promoted = await world.app.parts.stores.store.head();
      await leave(people);
      await world.app.stop();
      await poisonedAt(placeOf(promoted));
      await forgetReadModels();
      await world.start();
      await eventually(() => directory()?.state === 'stopped');
      await expectRights();
    },
    TAKES_AT_MOST_MS,
  );

  it(
    'U1 with a directory that has stopped a change of rights counts at once',
    async () => {
      people = await company();
      await append(world.app.parts.stores.store);
      await eventually(() => directory()?.state === 'stopped');
      await leave(people);
      await expectRights();
      const dan = await ada.join('Dan', { role: 'admin' });
      expect((await dan.get('/v1/users')).status).toBe(200);
      await world.signIn({ email: 'dan@example.com', password: 'Dan has a password' });
      const bot = await ada.service(['manage-users'], 'New bot');
      expect((await bot.get('/v1/users')).status).toBe(200);
    },
    TAKES_AT_MOST_MS,
  );

  it(
    'U1 after a restore rights are those of the log that was restored',
    async () => {
      people = await company();
      await leave(people);
      await world.app.stop();
      const kept = join(world.dataDir, 'kept.sqlite');
      copyFileSync(join(world.dataDir, LOG_FILE), kept);
      await world.start();
      const { bo, cy, bot } = people;
      required(await ada.patch(`/v1/users/${bo.id}`, { role: 'admin' }), 200);
      required(await ada.post(`/v1/users/${cy.id}/reactivate`, {}), 200);
      await world.app.stop();
      copyFileSync(kept, join(world.dataDir, LOG_FILE));
      await world.start();
      expect((await bot.get('/v1/users')).status).toBe(401);
      await expectRights();
    },
    TAKES_AT_MOST_MS,
  );

  it(
    'U4 an address signs in on every account that has it, in any letter case, and a former one on none',
    async () => {
      await append(world.app.parts.stores.store);
      await eventually(() => directory()?.state === 'stopped');
      const address = { email: 'bo@example.com' };
      const bo = await ada.join('Bo');
      await world.openAccount('Other', address.email, 'the password of another Bo');
      const signedIn = async (email: string, password: string) =>
        required(await world.nobody.post('/v1/auth/sign-in', { email, password }), 200).user.id;
      expect(await signedIn('BO@example.com', 'Bo has a password')).toBe(bo.id);
      expect(await signedIn(address.email, 'the password of another Bo')).not.toBe(bo.id);

      required(await ada.patch(`/v1/users/${bo.id}`, { email: 'robert@example.com' }), 200);
      expect(await signedIn('robert@example.com', 'Bo has a password')).toBe(bo.id);
      const former = { ...address, password: 'Bo has a password' };
      expect((await world.nobody.post('/v1/auth/sign-in', former)).status).toBe(401);
      // Claimed for them once more, as by a change that a crash cut off: the address they have is the other one.
      const { ledger, clock } = world.app.parts;
      const context = systemContext('test', FIRST_ACCOUNT, clock.now(), { commandId: newId() });
      const stream = ledger.users.addresses.streamOf(FIRST_ACCOUNT, address.email);
      await ledger.users.addresses.claims.run(stream, { type: 'ClaimEmail', data: { userId: bo.id } }, context);
      expect((await world.nobody.post('/v1/auth/sign-in', former)).status).toBe(401);
    },
    TAKES_AT_MOST_MS,
  );

  /** An admin, one who will be suspended, one who will be deleted, and a service. */
  async function company() {
    const bo = await ada.join('Bo', { role: 'admin' });
    const cy = await ada.join('Cy', { role: 'admin' });
    const di = await ada.join('Di', { role: 'admin' });
    const bot = await ada.service(['manage-users'], 'Bot');
    for (const one of [bo, cy, di, bot]) required(await one.get('/v1/users'), 200);
    return { bo, cy, di, bot };
  }

  async function leave({ bo, cy, di, bot }: typeof people): Promise<void> {
    required(await ada.patch(`/v1/users/${bo.id}`, { role: 'member' }), 200);
    required(await ada.post(`/v1/users/${cy.id}/suspend`, {}), 200);
    required(await ada.delete(`/v1/users/${di.id}`), 200);
    required(await ada.delete(`/v1/service-accounts/${bot.id}`), 200);
  }

  async function expectRights(): Promise<void> {
    const { bo, cy, di, bot } = people;
    await eventually(async () => (await world.nobody.get('/health/serving')).status === 200);
    expect((await ada.get('/v1/users')).status).toBe(200);
    await world.signIn(ADA);
    const again = await world.signIn({ email: 'bo@example.com', password: 'Bo has a password' });
    for (const name of ['Cy', 'Di']) {
      const attempt = { email: `${name.toLowerCase()}@example.com`, password: `${name} has a password` };
      expect((await world.nobody.post('/v1/auth/sign-in', attempt)).status).toBe(401);
    }
    for (const [route, permission] of permissionTable()) {
      const [method, path] = route.split(' ') as [string, string];
      if (permission === 'public' || !path.startsWith('/v1/') || path === '/v1/auth/sign-out') continue;
      const url = path.replaceAll(':product', 'remote-support-v5').replaceAll(/:\w+/g, () => newId());
      const body = method === 'GET' ? undefined : {};
      for (const gone of [cy, di, bot])
        expect([route, (await gone.call(method, url, body)).status]).toEqual([route, 401]);
      if (isForMembers(permission)) continue;
      for (const demoted of [bo, again])
        expect([route, (await demoted.call(method, url, body)).status]).toEqual([route, 403]);
    }
  }

  const directory = () => world.app.parts.stores.readModels.status().find(({ name }) => name === 'user-directory');

  /** The log as it is, with an event that no projection gets past at a position. */
  async function poisonedAt(position: number): Promise<void> {
    const file = join(world.dataDir, LOG_FILE);
    const copy = join(world.dataDir, 'copy.sqlite');
    const [from, to] = [openSqliteEventStore({ file }), openSqliteEventStore({ file: copy })];
    for await (const page of from.readAll()) {
      for (const { stream, revision, position: at, ...event } of page) {
        if (at === position) await append(to);
        await to.append(stream, [event], revision - 1);
      }
    }
    await from.close();
    await to.close();
    for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    copyFileSync(copy, file);
  }

  async function append(store: Pick<EventStore, 'append'>): Promise<void> {
    const actor = { kind: 'system', id: 'test' };
    const metadata = { account: 'another', actor, occurredAt: '2026-11-24T09:00:00.000Z', schema: 1, hash: '' };
    const facts = { commandId: newId(), $correlationId: newId(), $causationId: newId() };
    const poison = { id: newId(), type: 'UserAdded', data: {}, metadata: { ...metadata, ...facts } };
    await store.append('user-poison', [poison], NO_STREAM);
  }

  async function forgetReadModels(): Promise<void> {
    if (databases.kind === 'SQLite') {
      for (const suffix of ['', '-wal', '-shm'])
        rmSync(join(world.dataDir, READ_MODELS_FILE + suffix), { force: true });
      return;
    }
    const client = new pg.Client({ connectionString: database.place });
    await client.connect();
    const { rows } = await client.query('select tablename from pg_tables where schemaname = current_schema()');
    for (const { tablename } of rows) await client.query(`drop table "${tablename}" cascade`);
    await client.end();
  }
});

const isForMembers = (permission: Permission) => ['signed-in', 'person', 'agent'].includes(String(permission));
