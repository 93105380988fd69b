import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';
import { allEvents, copied, writeLog } from '../migration/logs.ts';
import { type Api, required } from '../support/api.ts';
import { addUser, assignSeat, buy, join as joinAccount, type Member, PRODUCT } from '../support/organisation.ts';
import { Server } from '../support/server.ts';
import { type Ended, killedOnce, seatledger } from './command.ts';

const WHOLE = /^(\d+) events in \d+ streams: the same in both, in the same order; every chain holds\.$/m;

describe('migrate', () => {
  let server: Server;
  let standIn: StandIn;
  let bo: Member;
  let elsewhere: { EVENT_STORE: string };

  beforeAll(async () => {
    standIn = await StandIn.start();
    elsewhere = { EVENT_STORE: standIn.url };
    server = await Server.start();
    const ada = await server.admin();
    await buy(ada, { named: 0, concurrent: 1 });
    bo = await addUser(ada, 'Bo', 'Agent');
    await assignSeat(ada, bo.id, 'concurrent');
    await joinAccount(ada, bo);
  });
  afterAll(async () => {
    await server.dispose();
    await standIn.stop();
  });

  const migrate = (...args: string[]) => seatledger({ DATA_DIR: server.dataDir }, 'migrate', ...args);
  const namesOf = async (api: Api) =>
    required(await api.get('/v1/users'), 200)
      .items.map(({ firstName }: { firstName: string }) => firstName)
      .sort();

  it('leaves a folder alone on which a server runs', async () => {
    const { code, stderr } = await migrate('--to', standIn.url);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/is in use by another process\. .*stop the other one first/),
    ]);
    expect(standIn.seen.appends).toEqual([]);
  });

  it('takes the log to EventStoreDB, where the server goes on with the same people and seats', async () => {
    await server.stop();
    const ended = await migrate('--to', standIn.url);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(WHOLE);
    expect(ended.stdout).toContain(`Credentials and personal keys stay in ${server.dataDir}`);
    expect(ended.stdout).toContain(`Now set EVENT_STORE to the log at esdb://127.0.0.1:${standIn.port}`);
    await server.start(elsewhere);
    const ada = await server.admin();
    expect(await namesOf(ada)).toEqual(['Bo', 'First']);
    const agent = await server.api.signIn(bo.email, `${bo.email} joins`);
    required(await agent.post('/v1/sessions', { product: PRODUCT }), 201);
    await addUser(ada, 'Cy', 'Newcomer');
    await server.stop();
    expect((await seatledger({ DATA_DIR: server.dataDir, ...elsewhere }, 'verify')).code).toBe(0);
  });

  it('and back into the folder, behind what is there of it already', async () => {
    const before = countOf(await migrate('--from', standIn.url), /^(\d+) events were copied\.$/m);
    expect(before).toBeGreaterThan(0);
    await server.start();
    expect(await namesOf(await server.admin())).toEqual(['Bo', 'Cy', 'First']);
    const { items } = required(await (await server.admin()).get('/v1/shared-sessions'), 200);
    expect(items).toHaveLength(1);
    await server.stop();
  });

  it('reads where to from a file, and takes the other side from EVENT_STORE', async () => {
    const file = join(server.dataDir, 'target');
    writeFileSync(file, `${standIn.url}\n`);
    expect(await migrate('--to-file', file)).toMatchObject({ code: 0, stdout: expect.stringMatching(WHOLE) });
    const fromEmbedded = await seatledger({ DATA_DIR: server.dataDir, ...elsewhere }, 'migrate', '--from', 'embedded');
    expect(fromEmbedded).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 events were copied\.$/m) });
    rmSync(file);
  });

  it('refuses a target with something else in it, and says what and where', async () => {
    const other = await StandIn.start();
    const store = openEventStoreDb({ connectionString: other.url });
    await writeLog(store, 2);
    const { code, stdout, stderr } = await migrate('--to', other.url);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^The target holds something else: UserProfileChanged \(\S+\) of user-0 at revision 0 .*\n$/,
    );
    expect(await allEvents(store)).toHaveLength(2);
    await store.close();
    await other.stop();
  });

  it('says of a server that does not answer that it can be run again', async () => {
    const gone = await StandIn.start();
    await gone.stop();
    const { code, stderr } = await migrate('--to', gone.url);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/Run this again: it carries on where it was cut off\.\n$/),
    ]);
  });

  it.each([
    ['no side', [], /^Say where to copy to/],
    ['both sides the same', ['--to', 'embedded'], /^Both sides are the same log, DATA_DIR/],
    ['a side twice', ['--to', 'embedded', '--to-file', 'x'], /^--to and --to-file are both given/],
    ['a file that is not there', ['--to-file', '/nowhere/it'], /^--to-file names a file that can't be read/],
    ['another scheme', ['--to', 'http://ada:s3cret@host'], /^--to must look like esdb:/],
    ['an argument', ['esdb://ada:s3cret@host:2113'], /too many arguments/],
    ['an option that does not exist', ['--too=esdb://ada:s3cret@host:2113'], /unknown option/],
  ])('with %s says what to do, and repeats no password', async (_what, args, message) => {
    const { code, stdout, stderr } = await migrate(...args);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(message)]);
    expect(stderr).not.toContain('s3cret');
  });
});

describe('migrate, killed at any point', () => {
  const EVENTS = 2_500;
  const KILLS = 4;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'seatledger-migrate-'));
    const store = openSqliteEventStore({ file: join(dataDir, 'events.sqlite') });
    await writeLog(store, EVENTS);
    await store.close();
  });
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it('carries on into EventStoreDB, and out of it', async () => {
    const standIn = await StandIn.start();
    const written = () => standIn.log.records.length;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const isSoFar = () => written() >= (kill * EVENTS) / (KILLS + 2);
      await killedOnce(isSoFar, standIn, { DATA_DIR: dataDir }, 'migrate', '--to', standIn.url);
    }
    const before = written();
    expect(before).toBeLessThan(EVENTS);
    const last = await seatledger({ DATA_DIR: dataDir }, 'migrate', '--to', standIn.url);
    expect(countOf(last, WHOLE)).toBe(EVENTS);
    expect(countOf(last, /^The target holds the first (\d+) events already\.$/m)).toBeGreaterThan(0);

    const target = openEventStoreDb({ connectionString: standIn.url });
    const source = openSqliteEventStore({ file: join(dataDir, 'events.sqlite') });
    expect(copied(await allEvents(target))).toEqual(copied(await allEvents(source)));
    await source.close();

    const back = mkdtempSync(join(tmpdir(), 'seatledger-migrate-'));
    const settings = { DATA_DIR: back, EVENT_STORE: standIn.url };
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const reads = standIn.seen.reads.length + 2 + kill;
      await killedOnce(() => standIn.seen.reads.length >= reads, standIn, settings, 'migrate', '--to', 'embedded');
    }
    const ended = await seatledger(settings, 'migrate', '--to', 'embedded');
    expect(countOf(ended, WHOLE)).toBe(EVENTS);
    expect(ended.stdout).toContain(`There are no credentials and personal keys in ${back}. They were NOT copied`);
    const restored: EventStore = openSqliteEventStore({ file: join(back, 'events.sqlite') });
    expect(copied(await allEvents(restored))).toEqual(copied(await allEvents(target)));
    await restored.close();
    await target.close();
    await standIn.stop();
    rmSync(back, { recursive: true });
  });
});

function countOf({ stdout, stderr, code }: Ended, line: RegExp): number {
  expect([code, stderr]).toEqual([0, '']);
  return Number(line.exec(stdout)?.[1]);
}
