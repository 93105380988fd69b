import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { PostgresLocks } from '../../src/nodes/postgres-locks.ts';
import { Policies } from '../../src/policies/policies.ts';
import type { FollowingPolicy, TimedPolicy } from '../../src/policies/policy.ts';
import { createDatabase, type TestDatabase } from '../read-models/databases.ts';
import { ASKED_AGAIN_MS, QUICK } from '../nodes/quick-locks.ts';
import { type Desk, openDesk } from './desk.ts';
import { eventually } from '../support/within.ts';

const TEST_MS = 120_000;

let place: TestDatabase;
let desk: Desk;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  // A whole one: connections to it are cut.
  place = await createDatabase();
  desk = openDesk();
  await desk.open(2, ['ann', 'bob']);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await desk.close();
  await place.remove();
});

/** A node's policies, over the one log and the one place of checkpoints; `heard` is what its own were told. */
function startNode({ failAt, handling }: { failAt?: string; handling?: (signal: AbortSignal) => Promise<void> } = {}) {
  const logger = pino({ enabled: false });
  const locks = new PostgresLocks({ url: place.place, logger, pace: QUICK });
  const policies = new Policies(desk.log, desk.checkpoints, logger, { firstPauseMs: 1, leadership: locks });
  const node = { policies, heard: [] as string[], ticks: 0, flushes: 0, stop: async () => {} };
  const following: FollowingPolicy = {
    name: 'listener',
    on: ['UserAdded'],
    async handle({ stream }, signal) {
      node.heard.push(stream);
      if (stream === failAt) throw new Error(`no ear for ${stream}`);
      await handling?.(signal);
    },
  };
  const timed: TimedPolicy[] = [
    { name: 'ticker', everyMs: 10, run: async () => void (node.ticks += 1) },
    { name: 'flusher', everyMs: 10, onEveryNode: true, run: async () => void (node.flushes += 1) },
  ];
  policies.start([following], timed);
  let stopped: Promise<void> | undefined;
  node.stop = () => (stopped ??= policies.stop().then(() => locks.close()));
  stops.push(node.stop);
  return node;
}

async function cutOff(): Promise<void> {
  const client = new pg.Client({ connectionString: place.place });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'seatledger locks' and datname = current_database()`,
  );
  await client.end();
}

it(
  'each policy runs on one node, which goes on from where the one before it was; what is a node’s own runs on each',
  async () => {
    const first = startNode();
    await eventually(() => first.heard.length === 2 && first.ticks > 0);
    const second = startNode();
    await eventually(() => second.flushes > 20);
    expect([second.heard, second.ticks]).toEqual([[], 0]);
    await eventually(async () => (await desk.checkpoints.load('listener')) === (await desk.store.head()));
    await first.stop();
    await desk.addUser('cat');
    await eventually(() => second.heard.length > 0 && second.ticks > 0);
    expect(second.heard).toEqual(['user-cat']);
    for (let round = 0; round < 3; round += 1) {
      await cutOff();
      await desk.addUser(`dan-${round}`);
      await eventually(() => second.heard.includes(`user-dan-${round}`));
    }
  },
  TEST_MS,
);

it(
  'a policy that waits when its turn is lost ends there, and the next node does what it had not done',
  async () => {
    let cutShort = 0;
    const waits = async (signal: AbortSignal) => {
      await pause(TEST_MS, undefined, { signal }).finally(() => {
        cutShort += 1;
      });
    };
    const waiting = startNode({ handling: waits });
    await eventually(() => waiting.heard.length === 1);
    const next = startNode();
    // Either may have it after a cut.
    await eventually(async () => {
      await cutOff();
      await pause(ASKED_AGAIN_MS);
      return next.heard.length === 2;
    });
    expect(next.heard).toEqual(['user-ann', 'user-bob']);
    expect(cutShort).toBe(waiting.heard.length);
    expect([waiting.policies.stopped, new Set(waiting.heard)]).toEqual([[], new Set(['user-ann'])]);
  },
  TEST_MS,
);

it(
  'one that stops for good keeps its turn until its node ends; then the next tries',
  async () => {
    const bad = startNode({ failAt: 'user-bob' });
    await eventually(() => bad.policies.stopped.length === 1);
    const next = startNode({ failAt: 'user-bob' });
    await pause(ASKED_AGAIN_MS);
    expect([next.heard, next.policies.stopped]).toEqual([[], []]);
    expect(bad.heard.filter((stream) => stream === 'user-bob')).toHaveLength(8);
    await bad.stop();
    await eventually(() => next.policies.stopped.length === 1);
    expect(next.heard.filter((stream) => stream === 'user-bob')).toHaveLength(8);
  },
  TEST_MS,
);
