import fc from 'fast-check';
import { Refusal } from '../../../src/domain/refusal.ts';
import { type SeatPoolCommand, seatPool } from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { seatPoolFromJson, seatPoolToJson } from '../../../src/domain/seat-pool/seat-pool.snapshot.ts';
import {
  assignedCount,
  occupiedSeats,
  occupies,
  type SeatPool,
  type SeatPoolEvent,
  sessionsOf,
} from '../../../src/domain/seat-pool/seat-pool.ts';
import { fold } from '../given.ts';
import {
  assign,
  assigned,
  capacity,
  changeCapacity,
  connect,
  day,
  end,
  requestEnd,
  start,
  unassign,
  withdrawEnd,
  timed,
} from './words.ts';

// Six agents want two to four seats, in sixty steps and more: the pool is at its limit nearly all the time.

const AGENTS = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay'];
const agent = fc.constantFrom(...AGENTS);
const seatType = fc.constantFrom('named', 'concurrent', 'concurrent', 'concurrent');
const seats = fc.integer({ min: 2, max: 4 });

/** A command that depends on who holds what when its turn comes; `step` makes ids fresh. */
type Step = (pool: SeatPool, step: number) => SeatPoolCommand;

/** Some of the open sessions, as bits of a number. */
const some = (pool: SeatPool, bits: number): string[] =>
  [...pool.sessions.keys()].filter((_, index) => (bits >> index) & 1);
const silent = (pool: SeatPool, bits: number) =>
  some(pool, bits).map((sessionId) => ({ sessionId, lastSeenAt: day('08:30') }));
const bits = fc.integer({ min: 0, max: 255 });

const startStep = agent.map(
  (id): Step =>
    (_, step) =>
      start(`${id}-${step}`),
);
const endStep = bits.map(
  (mask): Step =>
    (pool) =>
      end(some(pool, mask).slice(0, 2)),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: startStep },
  {
    weight: 3,
    arbitrary: fc.tuple(agent, bits).map(
      ([id, mask]): Step =>
        (pool, n) =>
          start(`${id}-${n}`, { lapsed: silent(pool, mask) }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(agent, fc.nat(59)).map(
      ([id, n]): Step =>
        () =>
          start(`${id}-${n}`),
    ),
  },
  { weight: 3, arbitrary: endStep },
  {
    weight: 2,
    arbitrary: fc.tuple(agent, seatType).map(
      ([id, type]): Step =>
        () =>
          assign(id, type),
    ),
  },
  {
    weight: 1,
    arbitrary: agent.map(
      (id): Step =>
        () =>
          unassign(id, 'user-suspended'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(2), seats).map(
      ([named, shared]): Step =>
        () =>
          changeCapacity(named, shared),
    ),
  },
  {
    weight: 1,
    arbitrary: bits.map(
      (mask): Step =>
        (pool) =>
          connect(some(pool, mask)[0] ?? 'nobody-1', null),
    ),
  },
  {
    weight: 1,
    arbitrary: bits.map(
      (mask): Step =>
        (pool) =>
          requestEnd(some(pool, mask), '09:30'),
    ),
  },
  {
    weight: 1,
    arbitrary: bits.map(
      (mask): Step =>
        (pool) =>
          withdrawEnd(...some(pool, mask)),
    ),
  },
  {
    weight: 1,
    arbitrary: bits.map(
      (mask): Step =>
        (pool) =>
          timed({ type: 'ExpireLeases', data: { lapsed: silent(pool, mask).slice(0, 1) } }),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>(() => timed({ type: 'EndDue', data: { at: day('10:00') } })) },
);

const steps = fc.array(step, { minLength: 60, maxLength: 120, size: 'max' });
const crowded = fc.tuple(seats, steps);
const RUNS = { numRuns: 100 };

type Turn = {
  command: SeatPoolCommand;
  before: SeatPool;
  after: SeatPool;
  events: SeatPoolEvent[];
  refusal: Refusal | null;
};

/** Plays the steps; refusals change nothing. */
function play([shared, turns]: [number, Step[]], watch: (turn: Turn) => void = () => {}): SeatPoolEvent[] {
  const log = [capacity(1, shared), ...AGENTS.map((id) => assigned(id))];
  let pool = fold(seatPool, log);
  turns.forEach((make, index) => {
    const command = make(pool, index);
    const before = structuredClone(pool);
    const { events, refusal } = tryDecide(command, pool);
    pool = fold(seatPool, events, pool);
    log.push(...events);
    watch({ command, before, after: pool, events, refusal });
  });
  return log;
}

function tryDecide(command: SeatPoolCommand, pool: SeatPool): Pick<Turn, 'events' | 'refusal'> {
  try {
    return { events: seatPool.decide(command, pool), refusal: null };
  } catch (error) {
    if (error instanceof Refusal) return { events: [], refusal: error };
    throw error;
  }
}

/** Who holds shared seats, counted the slow way. */
const holders = (pool: SeatPool): Set<string> =>
  new Set(
    [...pool.sessions.values()].filter((session) => session.seatType === 'concurrent').map(({ agentId }) => agentId),
  );

const check = (watch: (turn: Turn) => void) =>
  fc.assert(
    fc.property(crowded, (game) => void play(game, watch)),
    RUNS,
  );

describe('whatever the sequence', () => {
  it('S2 occupants never exceed the capacity; S5 after a cut they only become fewer', () =>
    check(({ before, after }) => {
      expect(occupiedSeats(after)).toBeLessThanOrEqual(Math.max(after.concurrent, occupiedSeats(before)));
    }));

  it('S2 an agent is granted a seat exactly when there is one, and S5 never by a pool that is over', () =>
    check(({ command, before, after, refusal }) => {
      if (command.type !== 'StartSession' || before.assignments.get(command.data.agentId) !== 'concurrent') return;
      const { agentId, sessionId, lapsed } = command.data;
      if (before.sessions.has(sessionId) || before.recentlyEnded.has(sessionId)) return;
      const silentIds = new Set(lapsed.map((lease) => lease.sessionId));
      const alive = [...holders(before)].filter((id) =>
        sessionsOf(before, id).some((own) => !silentIds.has(own.sessionId)),
      );
      const granted = occupies(before, agentId) || alive.length < before.concurrent;
      expect(refusal?.code).toBe(granted ? undefined : 'ALL_SHARED_SEATS_IN_USE');
      expect(after.sessions.has(sessionId)).toBe(granted);
      if (granted && !occupies(before, agentId)) expect(occupiedSeats(after)).toBeLessThanOrEqual(after.concurrent);
    }));

  it('L2 a start ends only sessions said to have lapsed, and only in a full pool', () =>
    check(({ command, before, events }) => {
      if (command.type !== 'StartSession') return;
      const endings = events.filter((event) => event.type === 'SessionEnded');
      const lapsedIds = command.data.lapsed.map((lease) => lease.sessionId);
      for (const ending of endings) expect(lapsedIds).toContain(ending.data.sessionId);
      if (occupiedSeats(before) < before.concurrent) expect(endings).toHaveLength(0);
    }));

  it('S1 the holder of a named seat is always admitted', () =>
    check(({ after }) => {
      for (const [agentId, type] of after.assignments) {
        if (type !== 'named') continue;
        const events = seatPool.decide(start(`${agentId}-fresh`), after);
        expect(events.map((event) => event.type)).toEqual(['SessionStarted']);
      }
    }));

  it('S3, S4 named assignments never exceed the named capacity, and the counts count', () =>
    check(({ after }) => {
      const types = [...after.assignments.values()];
      expect(assignedCount(after, 'named')).toBe(types.filter((type) => type === 'named').length);
      expect(assignedCount(after, 'concurrent')).toBe(types.filter((type) => type === 'concurrent').length);
      expect(assignedCount(after, 'named')).toBeLessThanOrEqual(after.named);
    }));

  it('O2 the seats in use are the agents with an open shared session; S6 each on the seat they are assigned', () =>
    check(({ after }) => {
      expect(new Set(after.occupants.keys())).toEqual(holders(after));
      for (const { agentId, seatType } of after.sessions.values())
        expect(after.assignments.get(agentId)).toBe(seatType);
    }));

  it('any command twice changes nothing more', () =>
    check(({ command, after, refusal }) => {
      expect(tryDecide(command, after)).toStrictEqual({ events: [], refusal });
    }));

  it('folding any prefix and going on equals folding all', () =>
    fc.assert(
      fc.property(crowded, fc.nat(), (game, cut) => {
        const log = play(game);
        const prefix = log.slice(0, cut % log.length);
        const resumed = fold(seatPool, log.slice(prefix.length), structuredClone(fold(seatPool, prefix)));
        expect(resumed).toEqual(fold(seatPool, log));
      }),
      RUNS,
    ));

  it('a snapshot at any place and going on equals folding all', () =>
    fc.assert(
      fc.property(crowded, fc.nat(), (game, cut) => {
        const log = play(game);
        const prefix = log.slice(0, cut % log.length);
        const pool = fold(seatPool, prefix);
        const revived = seatPoolFromJson(JSON.parse(JSON.stringify(seatPoolToJson(pool))));
        expect(revived).toEqual(pool);
        expect(fold(seatPool, log.slice(prefix.length), revived)).toEqual(fold(seatPool, log));
      }),
      RUNS,
    ));
});

it('the games crowd the limit: most starts meet a full pool', () => {
  let starts = 0;
  let full = 0;
  const games = fc.sample(crowded, { numRuns: 50, seed: 3 });
  for (const game of games) {
    play(game, ({ command, before }) => {
      if (command.type !== 'StartSession') return;
      starts += 1;
      if (occupiedSeats(before) >= before.concurrent) full += 1;
    });
  }
  expect(full / starts).toBeGreaterThan(0.5);
});
