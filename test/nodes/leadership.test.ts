import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { KeyedMutex } from '../../src/commands/runner/keyed-mutex.ts';
import { LockSession } from '../../src/nodes/lock-session.ts';
import { PostgresLocks } from '../../src/nodes/postgres-locks.ts';
import { soleLeader, untilAborted } from '../../src/nodes/leadership.ts';
import { DatabaseUnavailable } from '../../src/postgres/faults.ts';
import { createSchema, type TestDatabase } from '../read-models/databases.ts';
import { OneWayProxy } from '../support/one-way-proxy.ts';
import { Child } from '../support/children.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { eventually } from '../support/within.ts';
import { ASKED_AGAIN_MS, QUICK } from './quick-locks.ts';

const FAULTS_MS = 120_000;
const NODE = join(import.meta.dirname, 'node.child.ts');

let server: PostgresServer;
let place: TestDatabase;
let lines: { level: number; msg: string }[];
const opened: PostgresLocks[] = [];
const children: Child[] = [];
const ending: AbortController[] = [];

beforeAll(async () => {
  server = await startPostgres();
}, FAULTS_MS);
afterAll(() => server.stop());
beforeEach(async () => {
  lines = [];
  place = await createSchema(server.url);
});
afterEach(async () => {
  for (const end of ending.splice(0)) end.abort();
  for (const child of children.splice(0)) await child.kill();
  for (const locks of opened.splice(0)) await locks.close();
  await place.remove();
});

function openLocks({ url = place.place, keyWithinMs }: { url?: string; keyWithinMs?: number } = {}): PostgresLocks {
  const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const locks = new PostgresLocks({ url, logger, keyWithinMs, pace: QUICK });
  opened.push(locks);
  return locks;
}

function startNode(...args: string[]): Child {
  const child = new Child(NODE, args, { DATABASE: place.place });
  children.push(child);
  return child;
}

/** Takes a turn as often as it comes, and notes when. */
function takeTurns(locks: PostgresLocks, name: string) {
  const end = new AbortController();
  ending.push(end);
  const notes = { taken: 0, lost: 0, has: false, takenAtMs: 0, lostAtMs: 0, end, ended: Promise.resolve() };
  notes.ended = locks.whileLeading(name, end.signal, async (mine) => {
    Object.assign(notes, { taken: notes.taken + 1, has: true, takenAtMs: performance.now() });
    await untilAborted(mine);
    Object.assign(notes, { lost: notes.lost + 1, has: false, lostAtMs: performance.now() });
  });
  return notes;
}

describe('turns', () => {
  it('belong to one node at a time, and go on to the next when they are given up', async () => {
    let [holder, other] = [takeTurns(openLocks(), 'sweeper'), takeTurns(openLocks(), 'sweeper')];
    for (let round = 0; round < 3; round += 1) {
      await eventually(() => holder.has || other.has);
      expect(holder.has && other.has).toBe(false);
      if (other.has) [holder, other] = [other, holder];
      holder.end.abort();
      await holder.ended;
      holder = takeTurns(openLocks(), 'sweeper');
    }
  });

  it('of one name are one, also for two who ask in one process; of other names, or another schema, are others', async () => {
    const locks = openLocks();
    const [one, twin, other] = [takeTurns(locks, 'a'), takeTurns(locks, 'a'), takeTurns(locks, 'b')];
    const elsewhere = await createSchema(server.url);
    const foreign = takeTurns(openLocks({ url: elsewhere.place }), 'a');
    await eventually(() => (one.has || twin.has) && other.has && foreign.has);
    await pause(ASKED_AGAIN_MS);
    expect([one.taken + twin.taken, other.taken, foreign.taken]).toEqual([1, 1, 1]);
    await elsewhere.remove();
  });

  it('end with the work, and its error is told', async () => {
    const locks = openLocks();
    const { signal } = new AbortController();
    await expect(locks.whileLeading('a', signal, () => Promise.reject(new Error('worked badly')))).rejects.toThrow(
      'badly',
    );
    const worked: string[] = [];
    await locks.whileLeading('a', signal, async () => void worked.push('well'));
    await openLocks().whileLeading('a', signal, async () => void worked.push('elsewhere'));
    await soleLeader.whileLeading('a', signal, async (mine) => void worked.push(`alone ${mine === signal}`));
    expect(worked).toEqual(['well', 'elsewhere', 'alone true']);
  });

  it('of a node that was killed are taken over', async () => {
    const node = startNode('turn', 'sweeper');
    await node.says('at work');
    const next = takeTurns(openLocks(), 'sweeper');
    await pause(ASKED_AGAIN_MS);
    expect(next.has).toBe(false);
    await node.kill();
    await eventually(() => next.has);
  });

  it('of a node that was frozen are taken over, and it knows when it wakes', async () => {
    const node = startNode('turn', 'sweeper');
    await node.says('at work');
    node.signal('SIGSTOP');
    const workedBefore = node.said.length;
    const next = takeTurns(openLocks(), 'sweeper');
    await eventually(() => next.has);
    node.signal('SIGCONT');
    await node.says('lost');
    // What was said as it froze may arrive late; the step that it was frozen in may be finished.
    expect(node.said.slice(workedBefore).filter((line) => line === 'at work').length).toBeLessThanOrEqual(3);
    await pause(ASKED_AGAIN_MS);
    expect(node.said.at(-1)).toBe('lost');
    expect(next).toMatchObject({ taken: 1, has: true });
  });

  it('of a node that is no longer heard are lost to it before another has them', async () => {
    const there = new URL(place.place);
    const wire = await OneWayProxy.start(Number(there.port));
    there.port = String(wire.port);
    const cutOff = takeTurns(openLocks({ url: there.href }), 'sweeper');
    await eventually(() => cutOff.has);
    const next = takeTurns(openLocks(), 'sweeper');
    wire.lose('to-server');
    await eventually(() => next.has);
    expect(cutOff).toMatchObject({ has: false, taken: 1 });
    expect(cutOff.lostAtMs).toBeLessThan(next.takenAtMs);
    wire.stop();
  });

  it(
    'are lost with the server, and found again when it is back; the log is told once',
    async () => {
      const [first, second] = [takeTurns(openLocks(), 'sweeper'), takeTurns(openLocks(), 'other')];
      await eventually(() => first.has && second.has);
      await server.kill();
      await eventually(() => !first.has && !second.has);
      expect(opened.map(({ fault }) => typeof fault)).toEqual(['string', 'string']);
      await pause(ASKED_AGAIN_MS);
      await server.start();
      await eventually(() => first.has && second.has);
      expect(opened.map(({ fault }) => fault)).toEqual([undefined, undefined]);
      expect(lines.filter(({ level }) => level >= 40).map(({ msg }) => msg)).toEqual(
        Array(2).fill('This node has lost its locks, and asks for them again'),
      );
      expect(lines.filter(({ msg }) => msg === 'This node can ask for locks again')).toHaveLength(2);
    },
    FAULTS_MS,
  );

  it(
    'are lost when the server stands still, and found again when it moves',
    async () => {
      const turn = takeTurns(openLocks(), 'sweeper');
      await eventually(() => turn.has);
      server.freeze();
      await eventually(() => !turn.has);
      server.thaw();
      await eventually(() => turn.has);
    },
    FAULTS_MS,
  );

  it('are lost with the connection, and found again on the next', async () => {
    const turn = takeTurns(openLocks(), 'sweeper');
    await eventually(() => turn.has);
    await execute(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'seatledger locks'`);
    await eventually(() => turn.lost === 1);
    await eventually(() => turn.has);
  });
});

describe('exclusive work', () => {
  it.each([
    ['in one process', () => Array(2).fill(new KeyedMutex())],
    ['on two nodes', () => [openLocks(), openLocks()]],
  ])(
    'goes one at a time for each key, %s',
    async (_where, open) => {
      const nodes = open();
      const inside = new Map<string, number>();
      let most = 0;
      let meetings = 0;
      const work = (key: string) => async () => {
        const now = (inside.get(key) ?? 0) + 1;
        inside.set(key, now);
        most = Math.max(most, now);
        if ([...inside.values()].filter((count) => count > 0).length > 1) meetings += 1;
        await pause(Math.random() * 3);
        inside.set(key, inside.get(key)! - 1);
        return key;
      };
      const answers = await Promise.all(
        Array.from({ length: 120 }, (_, n) =>
          nodes[n % 2]!.run(n % 3 === 0 ? 'a' : 'b', work(n % 3 === 0 ? 'a' : 'b')),
        ),
      );
      expect(answers).toHaveLength(120);
      expect(most).toBe(1);
      expect(meetings).toBeGreaterThan(0);
    },
    120_000,
  );

  it('loses no update between two processes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatledger-turns-'));
    const file = join(folder, 'number');
    writeFileSync(file, '0');
    const nodes = [startNode('count', file, '60'), startNode('count', file, '60')];
    await Promise.all(nodes.map((node) => node.says('done')));
    expect(readFileSync(file, 'utf8')).toBe('120');
    rmSync(folder, { recursive: true });
  });

  it('lets go of the key whatever becomes of the work, and gives up waiting for one that does not come free', async () => {
    const [holder, waiter, impatient] = [openLocks(), openLocks(), openLocks({ keyWithinMs: 500 })];
    await eventually(() =>
      impatient.joined().then(
        () => true,
        () => false,
      ),
    );
    await expect(holder.run('a', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    const { begun, letGo, holding } = hold(holder);
    await begun;
    const began: string[] = [];
    const waited = await impatient.run('a', async () => void began.push('a')).catch((error: unknown) => error);
    expect(waited).toBeInstanceOf(DatabaseUnavailable);
    expect(String(waited)).toContain('Another node has been at this for 500 ms');
    expect(await waiter.run('b', async () => 'b')).toBe('b');
    letGo();
    await holding;
    await waiter.run('a', async () => void began.push('a, later'));
    expect(began).toEqual(['a, later']);
  });

  it('does not begin without a server', async () => {
    const locks = openLocks({ url: 'postgres://ann:open-sesame@127.0.0.1:1/seats', keyWithinMs: 300 });
    const began: string[] = [];
    const failed = await locks.run('a', async () => void began.push('a')).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(DatabaseUnavailable);
    expect(began).toEqual([]);
    expect(`${String(failed)} ${JSON.stringify(lines)}`).not.toContain('sesame');
  });

  it('closes also while it is joining', async () => {
    const [joining, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { tryShare } = LockSession.prototype;
    const slow = jest.spyOn(LockSession.prototype, 'tryShare').mockImplementationOnce(async function (
      this: LockSession,
      name,
    ) {
      joining.resolve();
      await mayGoOn.promise;
      return tryShare.call(this, name);
    });
    const closing = openLocks();
    await joining.promise;
    const closed = closing.close();
    mayGoOn.resolve();
    await closed;
    slow.mockRestore();
  });

  it('frees its keys when it closes', async () => {
    const closing = openLocks();
    const { begun, letGo, holding } = hold(closing);
    await begun;
    await closing.close();
    expect(await openLocks().run('a', async () => 'mine')).toBe('mine');
    letGo();
    await holding;
    await expect(closing.run('a', async () => 'too late')).rejects.toThrow(DatabaseUnavailable);
  });
});

/** Works under the key `a` until it is told to let go. */
function hold(locks: PostgresLocks) {
  const [{ promise: begun, resolve: begin }, { promise: released, resolve: letGo }] = [
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
  ];
  const holding = locks.run('a', () => {
    begin();
    return released;
  });
  return { begun, letGo, holding };
}

async function execute(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
