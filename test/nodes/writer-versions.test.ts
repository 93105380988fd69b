import { afterEach, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { StoreUnavailable } from '../../src/event-store/event-store.ts';
import { WRITER_VERSION, WriterTooOld } from '../../src/event-store/writer-version.ts';
import { WriterVersions } from '../../src/nodes/writer-versions.ts';
import { openSharedDatabase, type SharedDatabase } from '../../src/postgres/shared-database.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';
import { ADA, required, World } from '../http/harness.ts';
import { postgres, type TestDatabase } from '../read-models/databases.ts';
import { stopwatch } from '../support/stopwatch.ts';
import { eventually } from '../support/within.ts';

const TAKES_AT_MOST_MS = 60_000;

const logger = pino({ enabled: false });
const databases = postgres();
let place: TestDatabase;
let database: SharedDatabase<unknown>;
let joined: WriterVersions[];
beforeEach(async () => {
  place = await databases.create();
  database = openSharedDatabase({ url: place.place, logger });
  joined = [];
});
afterEach(async () => {
  for (const versions of joined) await versions.close();
  await database.close();
  await place.remove();
});

async function node(ownVersion: number, onTooOld = () => {}): Promise<WriterVersions> {
  const versions = await WriterVersions.join({ database, logger, onTooOld, ownVersion });
  joined.push(versions);
  return versions;
}

it(
  'once a newer node begins, every older one writes nothing any more, and none begins',
  async () => {
    let left = 0;
    const older = await node(1, () => void (left += 1));
    const same = await node(1);
    older.requireMayWrite();
    same.requireMayWrite();
    const newer = await node(2);
    newer.requireMayWrite();
    for (const one of [older, same]) expect(() => one.requireMayWrite()).toThrow(WriterTooOld);
    expect(left).toBe(1);
    await expect(node(1)).rejects.toThrow('writer version 2, this one has 1');
    expect(newer.fault).toBeUndefined();
  },
  TAKES_AT_MOST_MS,
);

it(
  'a node that has heard nothing for too long writes nothing until it has asked',
  async () => {
    const one = await node(1);
    const standStill = stopwatch();
    try {
      standStill.aMinute();
      expect(() => one.requireMayWrite()).toThrow(StoreUnavailable);
      expect(one.fault).not.toBeInstanceOf(WriterTooOld);
      await eventually(() => one.fault === undefined);
    } finally {
      standStill.end();
    }
  },
  TAKES_AT_MOST_MS,
);

it(
  'the product of an older version answers 503 to commands, says so to balancers, leaves its turns, and goes on reading',
  async () => {
    const server = await StandIn.start();
    const world = await World.open({ eventStore: server.url, readDatabase: place.place });
    let isStopped = false;
    const client = new pg.Client({ connectionString: place.place });
    await client.connect();
    try {
      const ada = await world.signIn(ADA);
      await ada.addUser('Bo');
      await client.query(`update writer_version set version = ${WRITER_VERSION + 1}`);
      const cy = { email: 'cy@example.com', firstName: 'Cy', lastName: 'New' };
      await eventually(async () => (await ada.post('/v1/users', cy)).status === 503);
      const refused = await ada.post('/v1/users', cy);
      expect([refused.status, refused.body.title]).toEqual([503, expect.stringContaining('older than')]);
      for (const probe of ['ready', 'serving']) {
        const { status, text } = await world.nobody.get(`/health/${probe}`);
        expect([status, text]).toEqual([503, expect.stringContaining('A newer Seatledger')]);
      }
      required(await ada.get('/v1/users'), 200);
      const held = `select 1 from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()`;
      await eventually(async () => (await client.query(held)).rowCount === 0);
      await world.app.stop();
      isStopped = true;
      await expect(world.start()).rejects.toThrow('A newer Seatledger');
    } finally {
      await client.end();
      if (!isStopped) await world.app.stop();
      await server.stop();
    }
  },
  TAKES_AT_MOST_MS,
);
