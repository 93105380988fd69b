import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandRunner } from '../../src/commands/runner/command-runner.ts';
import type { Decider } from '../../src/domain/decider.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { seatPool, type SeatPoolCommand, type SeatPoolIntent } from '../../src/domain/seat-pool/seat-pool.decide.ts';
import type { SeatPool, SeatPoolEvent } from '../../src/domain/seat-pool/seat-pool.ts';
import * as upcasters from '../../src/domain/upcast.ts';
import { EventLog } from '../../src/event-store/event-log.ts';
import { PersonalData } from '../../src/event-store/personal-data.ts';
import { openSqliteEventStore, type SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { proxied } from '../support/proxied-store.ts';
import { contradictionIn, type Observed } from './check-history.ts';
import type { Operation } from './reference-allocator.ts';

type Pool = Decider<SeatPool, SeatPoolCommand, SeatPoolEvent>;

const OPERATIONS = 120_000;
/** Few enough that the pool remembers every session: one node may be kept waiting while the others end any number. */
const NODES_OPERATIONS = 600;
const NODES_ROUNDS = 12;
/** So few that much is answered without an append beside it, which would prove it by the way. */
const CLIENTS_A_NODE = 2;
const FAULT_OPERATIONS = 6_000;
const CLIENTS = 96;
const AGENTS = 14;
/** Repeats name one of the last so many sessions: well within what a pool remembers. */
const REMEMBERED_SESSIONS = 60;
const NOBODY_S_KEYS = { get: () => null, getOrCreate: () => Buffer.alloc(32), destroy: () => undefined };

describe('a pool under concurrent use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-model-'));
  let store: SqliteEventStore;
  let log: EventLog;
  /** The same store, known to be written to by others. */
  let shared: EventLog;

  beforeAll(() => {
    store = openSqliteEventStore({ file: join(folder, 'events.sqlite') });
    log = new EventLog(store, new PersonalData(NOBODY_S_KEYS), upcasters);
    shared = new EventLog(proxied(store, { isShared: true }), new PersonalData(NOBODY_S_KEYS), upcasters);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(`S2 answers ${OPERATIONS} concurrent operations as if they had come one by one`, async () => {
    const history = await play(log, 'seatPool-model.sound', { decider: seatPool, operations: OPERATIONS });
    expect(history).toHaveLength(OPERATIONS);
    expect(contradictionIn(history)).toBeNull();
    // A history that never crowds the limit would prove nothing.
    for (const answer of [
      'SessionStarted concurrent',
      'ALL_SHARED_SEATS_IN_USE',
      'NO_SEAT_AVAILABLE',
      'ended 1',
      'nothing',
    ]) {
      expect(history.filter((observed) => observed.answer === answer).length).toBeGreaterThan(OPERATIONS / 200);
    }
  }, 180_000);

  it.each([2, 3])(
    'S2 answers as if one by one on %d nodes as well, refusals and questions too',
    async (nodes) => {
      expect(await contradictionsOfNodes(shared, nodes)).toEqual([]);
    },
    120_000,
  );

  it('catches nodes that answer by what they last saw', async () => {
    expect(await contradictionsOfNodes(log, 2)).not.toEqual([]);
  });

  it.each(Object.entries(faults()))(
    'catches an allocator that %s',
    async (name, faulty) => {
      const history = await play(log, `seatPool-model.${name.replaceAll(' ', '')}`, {
        decider: faulty,
        operations: FAULT_OPERATIONS,
      });
      expect(contradictionIn(history)).not.toBeNull();
    },
    120_000,
  );
});

async function contradictionsOfNodes(log: EventLog, nodes: number): Promise<string[]> {
  const found: (string | null)[] = [];
  for (let round = 0; round < NODES_ROUNDS; round += 1) {
    // Another number is another seed, too.
    const operations = NODES_OPERATIONS + round;
    const stream = `seatPool-model.nodes${nodes}.${round}.${log.isShared}`;
    const history = await play(log, stream, { decider: seatPool, operations, nodes, clients: nodes * CLIENTS_A_NODE });
    expect(history).toHaveLength(operations);
    found.push(contradictionIn(history));
  }
  return found.filter((contradiction) => contradiction !== null);
}

/** Allocators with one thing wrong with each. */
function faults(): Record<string, Pool> {
  const seeing = (alter: (pool: SeatPool, command: SeatPoolCommand) => Partial<SeatPool>): Pool => ({
    ...seatPool,
    decide: (command, pool) => seatPool.decide(command, { ...pool, ...alter(pool, command) }),
  });
  const starting = (alter: (pool: SeatPool) => Partial<SeatPool>): Pool =>
    seeing((pool, command) => (command.type === 'StartSession' ? alter(pool) : {}));
  return {
    'grants one seat too many': starting((pool) => ({ concurrent: pool.concurrent + 1 })),
    'keeps the last seat back': starting((pool) => ({ concurrent: pool.concurrent - 1 })),
    'counts sessions instead of agents': starting((pool) => ({
      occupants: new Map([...pool.sessions.values()].filter(isShared).map(({ sessionId }) => [sessionId, 1])),
    })),
    'makes holders of a named seat share': starting((pool) => ({
      assignments: new Map([...pool.assignments.keys()].map((agent) => [agent, 'concurrent'])),
    })),
    'forgets which sessions have ended': starting(() => ({ recentlyEnded: new Map() })),
    'assigns one named seat too many': seeing((pool, command) =>
      command.type === 'AssignSeat' ? { assigned: { ...pool.assigned, named: pool.assigned.named - 1 } } : {},
    ),
    'leaves the sessions of a removed seat open': {
      ...seatPool,
      decide: (command, pool) =>
        seatPool.decide(command, pool).filter(({ type }) => command.type !== 'UnassignSeat' || type !== 'SessionEnded'),
    },
    'frees the seat with the first of two sessions': {
      ...seatPool,
      evolve(pool, event) {
        const evolved = seatPool.evolve(pool, event);
        if (event.type === 'SessionEnded') evolved.occupants.delete(event.data.agentId);
        return evolved;
      },
    },
    'looks at seats as they were five starts ago': lagging(5),
  };
}

const isShared = ({ seatType }: { seatType: string }): boolean => seatType === 'concurrent';

/** A check against a copy that is refreshed now and then: what a read model would make of the binding check. */
function lagging(every: number): Pool {
  let seen: Map<string, number> = new Map();
  let starts = 0;
  return {
    ...seatPool,
    decide(command, pool) {
      if (command.type !== 'StartSession') return seatPool.decide(command, pool);
      if (starts++ % every === 0) seen = new Map(pool.occupants);
      return seatPool.decide(command, { ...pool, occupants: seen });
    },
  };
}

type Play = { decider: Pool; operations: number; nodes?: number; clients?: number };

/** Lets clients have their way with one pool, and notes what each of them saw. A node is a runner of its own over the same log. */
async function play(
  log: EventLog,
  stream: string,
  { decider, operations, nodes = 1, clients = CLIENTS }: Play,
): Promise<Observed[]> {
  const runners = Array.from({ length: nodes }, () => new CommandRunner(log, decider));
  const random = randomNumbers(operations);
  const choose = chooser(random);
  const history: Observed[] = [];
  let ticks = 0;
  let called = 0;

  const perform = async (runner: CommandRunner<SeatPool, SeatPoolCommand, SeatPoolEvent>): Promise<void> => {
    const operation = choose(called++);
    const start = ticks++;
    const { answer, revision } = await runner
      .run(stream, commandFor(operation), context())
      .then(({ events, revision }) => ({ answer: inWords(events), revision: events.length === 0 ? null : revision }))
      .catch((error: unknown) => {
        if (error instanceof Refusal) return { answer: error.code as string, revision: null };
        throw error;
      });
    history.push({ operation, called: start, answered: ticks++, answer, revision });
  };
  const client = async (number: number): Promise<void> => {
    while (called < operations) {
      await perform(runners[number % nodes]!);
      if (random() < 0.1) await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return history;
}

/** Operations that crowd the limits: few seats, few agents, many repeats. */
function chooser(random: () => number): (n: number) => Operation {
  const sessions: { session: string; agent: string }[] = [];
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const agent = () => `agent-${Math.floor(random() * AGENTS)}`;
  return (n) => {
    if (n === 0) return { op: 'capacity', named: 2, concurrent: 5 };
    const chance = random();
    if (chance < 0.4 || sessions.length === 0) {
      const started = { session: `session-${n}`, agent: agent() };
      sessions.push(started);
      if (sessions.length > REMEMBERED_SESSIONS) sessions.shift();
      return { op: 'start', ...started };
    }
    if (chance < 0.48) return { op: 'start', ...pick(sessions) };
    if (chance < 0.8) return { op: 'end', session: pick(sessions).session };
    if (chance < 0.93) return { op: 'assign', agent: agent(), type: random() < 0.75 ? 'concurrent' : 'named' };
    if (chance < 0.98) return { op: 'unassign', agent: agent() };
    return { op: 'capacity', named: 1 + Math.floor(random() * 3), concurrent: 3 + Math.floor(random() * 4) };
  };
}

const timed = (intent: SeatPoolIntent): SeatPoolCommand => ({
  ...intent,
  time: { at: '2026-01-05T09:00:00.000Z', claimUntil: '2026-01-05T09:00:30.000Z' },
});

function commandFor(operation: Operation): SeatPoolCommand {
  switch (operation.op) {
    case 'start': {
      const { session: sessionId, agent: agentId } = operation;
      const how = { platform: null, device: null, occupiedFrom: 'sign-in', supportKeyHash: null, lapsed: [] } as const;
      return timed({ type: 'StartSession', data: { sessionId, agentId, ...how } });
    }
    case 'end': {
      const data = { sessionIds: [operation.session], agentId: null, reason: 'other', note: null } as const;
      return timed({ type: 'EndSessions', data });
    }
    case 'assign':
      return timed({ type: 'AssignSeat', data: { userId: operation.agent, seatType: operation.type } });
    case 'unassign':
      return timed({ type: 'UnassignSeat', data: { userId: operation.agent, reason: null } });
    case 'capacity': {
      const { named, concurrent } = operation;
      return timed({ type: 'ChangeCapacity', data: { named, concurrent, reason: null } });
    }
  }
}

/** Events in the words of the reference allocator. */
function inWords(events: readonly SeatPoolEvent[]): string {
  const ended = events.filter(({ type }) => type === 'SessionEnded').length;
  const others = events.flatMap((event) => {
    switch (event.type) {
      case 'SessionStarted':
      case 'SeatAssigned':
      case 'SeatUnassigned':
        return [`${event.type} ${event.data.seatType}`];
      case 'SeatCapacityChanged':
        return [`${event.type} ${event.data.named} ${event.data.concurrent}`];
      default:
        return [];
    }
  });
  return [...(ended === 0 ? [] : [`ended ${ended}`]), ...others].join(', ') || 'nothing';
}

function context() {
  const at = new Date().toISOString();
  return { account: 'model', actor: { kind: 'system', id: 'model' }, commandId: 'c', correlationId: 'c', at } as const;
}

/** mulberry32: the same numbers for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
