import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { SupportKeySecrets } from '../../src/auth/support-keys.ts';
import { Clock } from '../../src/common/clock.ts';
import { systemContext } from '../../src/commands/runner/command-context.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import type { RecordedEvent } from '../../src/event-store/event-log.ts';
import { StoreUnavailable } from '../../src/event-store/event-store.ts';
import { newId } from '../../src/common/ids.ts';
import type { NodeTables } from '../../src/nodes/node-tables.ts';
import { openNodeOn } from './open-node.ts';
import { DatabaseUnavailable } from '../../src/postgres/faults.ts';
import { company, V5 } from '../commands/company.ts';
import { workbench } from '../commands/runner/workbench.ts';
import { createSchema, type TestDatabase } from '../read-models/databases.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { proxied } from '../support/proxied-store.ts';
import { eventually } from '../support/within.ts';

const FAULTS_MS = 120_000;
const LEASE_SECONDS = 1;
const LEASE_MS = LEASE_SECONDS * 1_000;
const STREAM = `seatPool-acme.${V5}`;
const ROUNDS = 5;
const SEATS = 32;
/** So much earlier one side of a race sets out, now the one, now the other: each wins some, however busy the machine. */
const HEAD_START_MS = 40;
/** Against hanging. */
const MOST_ROUNDS = 40;

type Node = ReturnType<typeof company> & { tables: NodeTables };

let server: PostgresServer;
let place: TestDatabase;
let bench: ReturnType<typeof workbench>;
/** Held up while it is there: the append of an ending. */
let holdEndings: Promise<void> | undefined;
let isHeld: () => void;
let isLogDown = false;
const opened: NodeTables[] = [];

beforeAll(async () => {
  server = await startPostgres();
}, FAULTS_MS);
afterAll(() => server.stop());
beforeEach(async () => {
  place = await createSchema(server.url);
  holdEndings = undefined;
  isLogDown = false;
  bench = workbench((store) =>
    proxied(store, {
      isShared: true,
      read: (...args) => {
        if (isLogDown) throw new StoreUnavailable('The log is down');
        return store.read(...args);
      },
      append: async (...args) => {
        if (isLogDown) throw new StoreUnavailable('The log is down');
        if (holdEndings && args[1].some(({ type }) => type === 'SessionEnded')) {
          isHeld();
          await holdEndings;
        }
        return store.append(...args);
      },
    }),
  );
});
afterEach(async () => {
  for (const tables of opened.splice(0)) await tables.close();
  await place.remove();
  await bench.close();
});

/** A node with its own state of everything, beside the others on one log and one database. */
async function openNode(leaseSeconds = LEASE_SECONDS): Promise<Node> {
  const tables = await openNodeOn(place.place);
  opened.push(tables);
  const clock = new Clock(() => tables.time.nowMs());
  const { leases } = tables;
  const supportKeys = (secrets: SupportKeySecrets) => tables.supportKeys(secrets, async () => null);
  const services = company(bench.log, 0, { leases, supportKeys, clock, leaseSeconds });
  return { ...services, tables };
}

async function events(): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for await (const page of bench.log.read(STREAM)) all.push(...page);
  return all;
}

const expire = (node: Node) =>
  node.overdueSessions.expireLeases(
    systemContext('lease-sweeper', 'acme', node.clock.now(), { commandId: newId() }),
    V5,
  );

/** Holds up appends that end sessions, until it is told to let them go. */
function holdingEndings(): { held: Promise<void>; letGo(): void } {
  let letGo = () => {};
  holdEndings = new Promise((resolve) => {
    letGo = resolve;
  });
  const held = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  return { held, letGo };
}

const started = (node: Node, agentId: string) =>
  node.start(agentId).then(
    () => true,
    (error) => {
      if (error instanceof Refusal && error.code === 'ALL_SHARED_SEATS_IN_USE') return false;
      throw error;
    },
  );

describe('leases of several nodes', () => {
  it(
    'L1 L2 a seat whose agent calls one node is reclaimed by another only once the calls have stopped',
    async () => {
      const [a, b] = [await openNode(), await openNode()];
      await a.open(1, ['ann', 'bob']);
      const { sessionId } = await a.start('ann');
      let promisedMs = 0;
      for (const enough = performance.now() + 2 * LEASE_MS; performance.now() < enough; await pause(100)) {
        promisedMs = Date.parse((await a.sessions.heartbeat('acme', sessionId, 'ann')).expiresAt);
        // On a machine that stood still for a whole lease between two calls, the seat has come free.
        if ((await expire(b)) > 0 || (await started(b, 'bob'))) break;
      }
      await eventually(() => started(b, 'bob'));
      expect(b.tables.time.nowMs()).toBeGreaterThanOrEqual(promisedMs);
      const [ended, granted] = (await events()).slice(-2);
      expect([ended!.type, granted!.type]).toEqual(['SessionEnded', 'SessionStarted']);
      expect(ended!.data).toMatchObject({ sessionId, reason: 'lease-expired' });
      expect(Math.abs(Date.parse(ended!.data.lastSeenAt as string) - (promisedMs - LEASE_MS))).toBeLessThanOrEqual(1);
      await expect(a.sessions.heartbeat('acme', sessionId, 'ann')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    },
    FAULTS_MS,
  );

  it(
    'L2 the sweeper of one node ends what was started on another; the gate foretells it',
    async () => {
      const [a, b] = [await openNode(), await openNode()];
      await a.open(1, ['ann', 'bob']);
      await a.start('ann');
      expect(await b.starts.gate('acme', 'bob')).toMatchObject([{ available: false }]);
      await eventually(async () => (await b.starts.gate('acme', 'bob'))[0]!.available);
      await eventually(async () => (await expire(b)) === 1);
      expect((await events()).at(-1)).toMatchObject({ type: 'SessionEnded', data: { reason: 'lease-expired' } });
    },
    FAULTS_MS,
  );

  it.each(['SESSION_ENDED', 'renewed'])(
    'L1 a sign of life waits for whoever has claimed the session, and is %s by the outcome',
    async (outcome) => {
      const [a, b] = [await openNode(), await openNode()];
      await a.open(1, ['ann', 'bob']);
      const { sessionId } = await a.start('ann');
      await pause(LEASE_MS + 100);
      const { held, letGo } = holdingEndings();
      const starting = started(b, 'bob');
      await held;
      let answered = false;
      const heartbeat = a.sessions.heartbeat('acme', sessionId, 'ann').finally(() => {
        answered = true;
      });
      heartbeat.catch(() => undefined);
      await pause(500);
      expect(answered).toBe(false);
      if (outcome === 'renewed')
        await a.pools.changeCapacity(a.as('ada'), { product: V5, named: 2, concurrent: 2, reason: null });
      holdEndings = undefined;
      letGo();
      expect(await starting).toBe(true);
      if (outcome === 'renewed') await expect(heartbeat).resolves.toMatchObject({ inUse: 2 });
      else await expect(heartbeat).rejects.toMatchObject({ code: outcome });
    },
    FAULTS_MS,
  );

  it(
    'L1 L2 S2 no sign of life that was acknowledged is followed by an end within its lease, in many races',
    async () => {
      const [a, b] = [await openNode(), await openNode()];
      const agents = Array.from({ length: SEATS }, (_, n) => `agent-${n}`);
      const rivals = Array.from({ length: SEATS }, (_, n) => `rival-${n}`);
      await a.open(SEATS, [...agents, ...rivals]);
      const seen = { renewed: 0, ended: 0, granted: 0 };
      // A race that one side always wins would prove nothing.
      const isDecided = () => Object.values(seen).every((count) => count > ROUNDS);
      for (let round = 0; round < ROUNDS || !isDecided(); round += 1) {
        expect(round).toBeLessThan(MOST_ROUNDS);
        const [callsAfterMs, wantsAfterMs] = [0, HEAD_START_MS, 0, 0, 0, HEAD_START_MS].slice(2 * (round % 3));
        const held = await Promise.all(agents.map((agentId, n) => (n % 2 ? a : b).start(agentId)));
        const lapseMs = Math.max(...held.map(({ lease }) => Date.parse(lease.expiresAt)));
        await pause(Math.max(0, lapseMs - a.tables.time.nowMs()) + 30);
        // Every seat has lapsed. Everybody calls, and as many others want a seat, all within a few milliseconds.
        const promises = new Map<string, number>();
        const calls = held.map(async ({ sessionId, agentId }) => {
          await pause(callsAfterMs! + Math.random() * 25);
          try {
            const { expiresAt } = await b.sessions.heartbeat('acme', sessionId, agentId);
            promises.set(sessionId, Date.parse(expiresAt));
            seen.renewed += 1;
          } catch (error) {
            expect(error).toMatchObject({ code: 'SESSION_ENDED' });
            seen.ended += 1;
          }
        });
        const wants = rivals.map(async (agentId, n) => {
          await pause(wantsAfterMs! + Math.random() * 25);
          if (await started(n % 2 ? a : b, agentId)) seen.granted += 1;
        });
        await Promise.all([...calls, ...wants]);
        const byAgent = { open: new Map<string, string>(), most: 0 };
        for (const { type, data, metadata } of await events()) {
          if (type === 'SessionStarted') byAgent.open.set(data.sessionId as string, data.agentId as string);
          if (type !== 'SessionEnded') continue;
          byAgent.open.delete(data.sessionId as string);
          const promisedMs = promises.get(data.sessionId as string);
          if (promisedMs !== undefined) expect(Date.parse(metadata.occurredAt)).toBeGreaterThanOrEqual(promisedMs);
        }
        expect(new Set(byAgent.open.values()).size).toBeLessThanOrEqual(SEATS);
        const open = [...byAgent.open.keys()];
        await a.sharedSessions.end(a.as('ada'), { sessionIds: open, reason: 'other', note: null, graceSeconds: 0 });
      }
    },
    FAULTS_MS,
  );

  it(
    'L2 as many starts as there are lapsed seats are all granted, however they are spread over the nodes',
    async () => {
      const [a, b] = [await openNode(), await openNode()];
      const agents = Array.from({ length: SEATS }, (_, n) => `agent-${n}`);
      const rivals = Array.from({ length: SEATS }, (_, n) => `rival-${n}`);
      await a.open(SEATS, [...agents, ...rivals, 'late']);
      await Promise.all(agents.map((agentId) => a.start(agentId)));
      await pause(LEASE_MS + 100);
      expect(await Promise.all(rivals.map((agentId, n) => started(n % 2 ? a : b, agentId)))).toEqual(
        rivals.map(() => true),
      );
    },
    FAULTS_MS,
  );

  it(
    'L4 nobody lapses for an outage of the database; meanwhile nothing is said of seats that may have lapsed',
    async () => {
      const [a, b] = [await openNode(), await openNode()];
      await a.open(2, ['ann', 'bob', 'cat']);
      const { sessionId } = await a.start('ann');
      await b.start('bob');
      await a.sessions.heartbeat('acme', sessionId, 'ann');
      await pause(LEASE_MS + 100);
      await server.kill();
      await expect(a.sessions.heartbeat('acme', sessionId, 'ann')).rejects.toBeInstanceOf(DatabaseUnavailable);
      await expect(b.start('cat')).rejects.toBeInstanceOf(DatabaseUnavailable);
      await expect(expire(b)).rejects.toBeInstanceOf(DatabaseUnavailable);
      await server.start();
      expect(await expire(b)).toBe(0);
      await a.sessions.heartbeat('acme', sessionId, 'ann');
      let ended = 0;
      await eventually(async () => {
        ended += await expire(b);
        return ended === 2;
      });
    },
    FAULTS_MS,
  );

  it(
    'L1 an outage of the log lapses nobody who kept calling',
    async () => {
      const [a, b] = [await openNode(4 * LEASE_SECONDS), await openNode(4 * LEASE_SECONDS)];
      await a.open(1, ['ann', 'bob']);
      const { sessionId } = await a.start('ann');
      await a.sessions.heartbeat('acme', sessionId, 'ann');
      isLogDown = true;
      for (const enough = performance.now() + 5 * LEASE_MS; performance.now() < enough; await pause(100))
        await a.sessions.heartbeat('acme', sessionId, 'ann').catch(() => undefined);
      isLogDown = false;
      expect(await started(b, 'bob')).toBe(false);
      await a.sessions.heartbeat('acme', sessionId, 'ann');
    },
    FAULTS_MS,
  );

  it(
    'L2 what a dead node had claimed of a named seat keeps nobody waiting for a shared one',
    async () => {
      const [a, b] = [await openNode(), await openNode()];
      await a.open(1, ['ann', 'bob', 'nan']);
      await a.pools.assign(a.as('ada'), { userId: 'nan', product: V5, type: 'named' });
      const named = await a.start('nan');
      await pause(LEASE_MS + 100);
      const { lapsed } = await b.tables.leases.judge(
        [{ ...named, startedAtMs: Date.parse(named.startedAt) }],
        LEASE_SECONDS,
      );
      expect((await b.tables.leases.claim(lapsed, LEASE_SECONDS)).lapsed).toHaveLength(1);
      const shared = await a.start('ann');
      const calling = setInterval(
        () => void a.sessions.heartbeat('acme', shared.sessionId, 'ann').catch(() => undefined),
        LEASE_MS / 10,
      );
      // Refused at once, and not after a while told to try again.
      const refused = await a.start('bob').catch((error: unknown) => error);
      clearInterval(calling);
      expect(refused).toMatchObject({ code: 'ALL_SHARED_SEATS_IN_USE' });
    },
    FAULTS_MS,
  );

  it(
    'L3 a session that nobody knows, or that has ended, leaves no row behind',
    async () => {
      const [a, b] = [await openNode(), await openNode()];
      await a.open(2, ['ann', 'bob']);
      const { sessionId } = await a.start('ann');
      await expect(b.sessions.heartbeat('acme', newId(), 'ann')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(b.sessions.heartbeat('acme', sessionId, 'bob')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await a.sessions.end(a.as('ann'), { sessionId, agentId: 'ann' });
      await a.tables.leases.settled();
      await expect(b.sessions.heartbeat('acme', sessionId, 'ann')).rejects.toMatchObject({ code: 'SESSION_ENDED' });
      for (const node of [a, b]) await node.tables.leases.settled();
      const client = new pg.Client({ connectionString: place.place });
      await client.connect();
      try {
        await eventually(async () => (await client.query('select from support_key')).rowCount === 0);
        expect((await client.query('select from lease')).rowCount).toBe(0);
      } finally {
        await client.end();
      }
    },
    FAULTS_MS,
  );

  it(
    'S2 a repeat of a start on another node gets the first answer, key included',
    async () => {
      const [a, b] = [await openNode(), await openNode()];
      await a.open(1, ['ann', 'bob']);
      const sessionId = newId();
      const [first, again] = await Promise.all([a.start('ann', sessionId), b.start('ann', sessionId)]);
      expect(again.supportKey).toBe(first.supportKey);
      expect(again.supportKey).toMatch(/^\d{9}$/);
      expect((await b.start('ann', sessionId)).supportKey).toBe(first.supportKey);
    },
    FAULTS_MS,
  );
});
