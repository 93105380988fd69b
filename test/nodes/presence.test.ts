import { pino } from 'pino';
import { PostgresLocks } from '../../src/nodes/postgres-locks.ts';
import { NodesInTheWay, whileNoNodeRuns } from '../../src/nodes/presence.ts';
import { DatabaseUnavailable } from '../../src/postgres/faults.ts';
import { openSharedDatabase, type SharedDatabase } from '../../src/postgres/shared-database.ts';
import { createSchema, type TestDatabase } from '../read-models/databases.ts';
import { OneWayProxy } from '../support/one-way-proxy.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { eventually } from '../support/within.ts';

const FAULTS_MS = 120_000;
const logger = pino({ enabled: false });

let server: PostgresServer;
let place: TestDatabase;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startPostgres();
}, FAULTS_MS);
afterAll(() => server.stop());
beforeEach(async () => {
  place = await createSchema(server.url);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await place.remove();
});

type NodeOptions = { url?: string; keyWithinMs?: number; onKeptOut?: (error: NodesInTheWay) => void };

function openNode(options: NodeOptions = {}): PostgresLocks {
  const node = new PostgresLocks({ url: place.place, logger, ...options });
  closing.push(() => node.close());
  return node;
}

function openDatabase(): SharedDatabase<unknown> {
  const database = openSharedDatabase<unknown>({ url: place.place, logger });
  closing.push(() => database.close());
  return database;
}

const notAtAll = async () => {
  throw new Error('It has begun');
};

describe('work that no node may run beside', () => {
  it('does not begin while any node runs', async () => {
    const [one, other] = [openNode(), openNode()];
    await Promise.all([one.joined(), other.joined()]);
    const { db } = openDatabase();
    await expect(whileNoNodeRuns(db, notAtAll)).rejects.toThrow(NodesInTheWay);
    await one.close();
    await expect(whileNoNodeRuns(db, notAtAll)).rejects.toThrow(/stop every node/);
    await other.close();
    await onceNoNodeRuns(db, async () => undefined);
  });

  it('keeps nodes from starting, and more of its kind from beginning; then lets them', async () => {
    const [{ db }, another] = [openDatabase(), openDatabase()];
    await whileNoNodeRuns(db, async () => {
      await expect(openNode().joined()).rejects.toThrow(NodesInTheWay);
      await expect(whileNoNodeRuns(another.db, notAtAll)).rejects.toThrow(NodesInTheWay);
    });
    await expect(whileNoNodeRuns(db, notAtAll)).rejects.toThrow('It has begun');
    await openNode().joined();
  });

  it('does not meet nodes of another schema', async () => {
    await openNode().joined();
    const other = await createSchema(server.url);
    const database = openSharedDatabase<unknown>({ url: other.place, logger });
    expect(await whileNoNodeRuns(database.db, async () => 'done')).toBe('done');
    await database.close();
    await other.remove();
  });

  it(
    'tells a node that was cut off meanwhile that it has to end',
    async () => {
      const keptOut: NodesInTheWay[] = [];
      const url = new URL(place.place);
      const wire = await OneWayProxy.start(Number(url.port));
      url.port = String(wire.port);
      await openNode({ url: url.href, onKeptOut: (error) => keptOut.push(error) }).joined();
      wire.cut();
      await onceNoNodeRuns(openDatabase().db, async () => {
        wire.mend();
        await eventually(() => keptOut.length > 0);
      });
      wire.stop();
      expect(keptOut[0]?.message).toMatch(/`seatledger migrate` is at work/);
    },
    FAULTS_MS,
  );

  it(
    'says when the lock was lost meanwhile',
    async () => {
      const { db } = openDatabase();
      const isLost = whileNoNodeRuns(db, async () => {
        await server.kill();
        await server.start();
      });
      await expect(isLost).rejects.toThrow(DatabaseUnavailable);
    },
    FAULTS_MS,
  );

  it('says of a database that does not answer that it does not', async () => {
    const node = openNode({ url: 'postgres://nobody@127.0.0.1:1/none', keyWithinMs: 300 });
    await expect(node.joined()).rejects.toThrow(DatabaseUnavailable);
  });
});

/** The server takes a moment to see that a node's connection is gone. */
async function onceNoNodeRuns(db: SharedDatabase<unknown>['db'], work: () => Promise<void>): Promise<void> {
  await eventually(() =>
    whileNoNodeRuns(db, work).then(
      () => true,
      (error: unknown) => {
        if (error instanceof NodesInTheWay) return false;
        throw error;
      },
    ),
  );
}
