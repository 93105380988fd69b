import { setTimeout as sleep } from 'node:timers/promises';
import { CommandRunner } from '../../../src/commands/runner/command-runner.ts';
import { Overloaded } from '../../../src/common/overloaded.ts';
import type { ResidentStatesOptions, Snapshot } from '../../../src/commands/runner/resident-states.ts';
import { Refusal } from '../../../src/domain/refusal.ts';
import { type SeatPoolCommand, seatPool } from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { seatPoolFromJson, seatPoolToJson } from '../../../src/domain/seat-pool/seat-pool.snapshot.ts';
import type { SeatPool } from '../../../src/domain/seat-pool/seat-pool.ts';
import type { EventLog } from '../../../src/event-store/event-log.ts';
import {
  type EventStore,
  type JsonObject,
  type NewEvent,
  StoreUnavailable,
} from '../../../src/event-store/event-store.ts';
import { MAX_BATCH_BYTES } from '../../../src/event-store/eventstoredb/batch.ts';
import { proxied } from '../../support/proxied-store.ts';
import { stopwatch } from '../../support/stopwatch.ts';
import { assign, capacity, context, end, start, workbench, timed } from './workbench.ts';

const POOL = 'seatPool-acme.remote-support-v5';
const bytesOf = (json: JsonObject) => Buffer.byteLength(JSON.stringify(json));
const agents = (count: number) => Array.from({ length: count }, (_, index) => `agent-${index}`);

const runnerOn = (log: EventLog, options?: ResidentStatesOptions<SeatPool>) =>
  new CommandRunner(log, seatPool, options);

async function furnish(runner: ReturnType<typeof runnerOn>, seats: number, people: readonly string[]) {
  await runner.run(POOL, capacity(seats), context());
  await Promise.all(people.map((agent) => runner.run(POOL, assign(agent), context())));
}

const occupants = (runner: ReturnType<typeof runnerOn>) => runner.ask(POOL, (pool) => pool.occupants.size);

describe('the command runner', () => {
  let bench: ReturnType<typeof workbench>;
  afterEach(() => bench.close());

  it('S2 grants exactly as many seats as there are to three hundred who ask at once', async () => {
    bench = workbench();
    const runner = runnerOn(bench.log);
    await furnish(runner, 7, agents(300));
    const answers = await Promise.allSettled(
      agents(300).map((agent) => runner.run(POOL, start(agent, `s-${agent}`), context())),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused.every(({ reason }) => reason instanceof Refusal && reason.code === 'ALL_SHARED_SEATS_IN_USE')).toBe(
      true,
    );
    expect(await occupants(runner)).toBe(7);
  });

  it('shares one sync among everything that waits', async () => {
    bench = workbench();
    const runner = runnerOn(bench.log);
    await furnish(runner, 100, agents(100));
    const before = bench.store.stats();
    await Promise.all(agents(100).map((agent) => runner.run(POOL, start(agent, `s-${agent}`), context())));
    const after = bench.store.stats();
    expect(after.events - before.events).toBe(100);
    expect(after.flushes - before.flushes).toBe(1);
  });

  it('appends no more bytes at once than the strictest store takes, however many bytes a character has', async () => {
    const sizes: number[] = [];
    bench = workbench((store) =>
      proxied(store, {
        append: (stream, events, expected) => {
          sizes.push(events.reduce((sum, { data, metadata }) => sum + bytesOf(data) + bytesOf(metadata), 0));
          return store.append(stream, events, expected);
        },
      }),
    );
    const runner = runnerOn(bench.log);
    await furnish(runner, 400, agents(400));
    await Promise.all(agents(400).map((agent) => runner.run(POOL, start(agent, `s-${agent}`), context())));
    sizes.length = 0;
    // Three bytes each, and a quotation mark that has to be escaped.
    const note = '席"'.repeat(500);
    await Promise.all(
      agents(400).map((agent) => {
        const data = { sessionIds: [`s-${agent}`], agentId: null, reason: 'other', note } as const;
        return runner.run(POOL, timed({ type: 'EndSessions', data }), context());
      }),
    );
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_BATCH_BYTES);
    expect(await occupants(runner)).toBe(0);
  });

  it('leaves no trace of a refused command in the batch', async () => {
    bench = workbench();
    const runner = runnerOn(bench.log);
    await furnish(runner, 1, ['ann', 'bob', 'cid']);
    const [ann, bob, ended, cid] = await Promise.allSettled([
      runner.run(POOL, start('ann', 's-ann'), context()),
      runner.run(POOL, start('bob', 's-bob'), context()),
      runner.run(POOL, end('s-ann'), context()),
      runner.run(POOL, start('cid', 's-cid'), context()),
    ]);
    expect([ann.status, bob.status, ended.status, cid.status]).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(await runner.ask(POOL, (pool) => [...pool.occupants.keys()])).toEqual(['cid']);
  });

  it('decides nothing for whom it is too late, and leaves no trace of it in the batch', async () => {
    bench = workbench();
    const runner = runnerOn(bench.log);
    await furnish(runner, 2, agents(2));
    const tooLate = () => {
      throw new StoreUnavailable('too late');
    };
    const [late, other] = await Promise.allSettled([
      runner.run(POOL, start('agent-0', 's-0'), { ...context(), requireCurrent: tooLate }),
      runner.run(POOL, start('agent-1', 's-1'), context()),
    ]);
    expect([late, other.status]).toEqual([{ status: 'rejected', reason: expect.any(StoreUnavailable) }, 'fulfilled']);
    expect(await occupants(runner)).toBe(1);
  });

  it('asks again whether it is too late when another node wrote first', async () => {
    let isLate = false;
    bench = workbench((store) =>
      proxied(store, {
        append: async (...args) => {
          if (args[1].some(({ data }) => data.sessionId === 's-0') && !isLate) {
            isLate = true;
            await runnerOn(bench.log).run(POOL, start('agent-1', 's-1'), context());
          }
          return store.append(...args);
        },
      }),
    );
    const runner = runnerOn(bench.log);
    await furnish(runner, 2, agents(2));
    const requireCurrent = () => {
      if (isLate) throw new StoreUnavailable('too late');
    };
    const late = runner.run(POOL, start('agent-0', 's-0'), { ...context(), requireCurrent });
    await expect(late).rejects.toThrow('too late');
    expect(await occupants(runnerOn(bench.log))).toBe(1);
  });

  it.each([false, true])(
    'tells an answer that can not be made from a command that was not done (a store that is shared: %s)',
    async (isShared) => {
      bench = workbench((store) => proxied(store, { isShared }));
      const runner = runnerOn(bench.log);
      await furnish(runner, 2, agents(2));
      const unanswerable = () => {
        throw new Error('no words');
      };
      const done = runner.run(POOL, start('agent-0', 's-0'), context(), unanswerable);
      await expect(done).rejects.toThrow('It was done, but its answer could not be made');
      await expect(runner.ask(POOL, unanswerable)).rejects.toThrow('no words');
      expect(await occupants(runner)).toBe(1);
      // What is held of the stream is still what the log has, whoever writes next.
      await runnerOn(bench.log).run(POOL, start('agent-1', 's-1'), context());
      await runner.run(POOL, assign('agent-2'), context());
      expect([await occupants(runner), await occupants(runnerOn(bench.log))]).toEqual([2, 2]);
    },
  );

  it('answers a command that changes nothing with the position it was decided at', async () => {
    bench = workbench();
    const runner = runnerOn(bench.log);
    const first = await runner.run(POOL, capacity(3), context());
    const again = await runner.run(POOL, capacity(3), context());
    expect(again).toMatchObject({ position: first.position, events: [] });
  });

  it('decides again when another node wrote first, and never oversells', async () => {
    bench = workbench();
    const [one, other] = [runnerOn(bench.log), runnerOn(bench.log)];
    await furnish(one, 5, agents(60));
    await Promise.allSettled(
      agents(60).map((agent, index) => (index % 2 ? one : other).run(POOL, start(agent, `s-${agent}`), context())),
    );
    const fresh = runnerOn(bench.log);
    expect(await occupants(fresh)).toBe(5);
    expect(await bench.log.verifyChain(POOL)).toMatchObject({ ok: true });
  });

  it('refuses with STALE a command that saw an older revision', async () => {
    bench = workbench();
    const runner = runnerOn(bench.log);
    const { revision } = await runner.run(POOL, capacity(3), context());
    await runner.run(POOL, capacity(4), context());
    await expect(runner.run(POOL, capacity(5), context(), undefined, revision)).rejects.toMatchObject({
      code: 'STALE',
    });
    await expect(runner.run(POOL, capacity(5), context(), undefined, revision + 1)).resolves.toMatchObject({
      revision: revision + 2,
    });
  });

  it('turns commands away when too many wait, and loses none that it took', async () => {
    bench = workbench();
    const runner = runnerOn(bench.log);
    await furnish(runner, 10, ['ann']);
    const answers = await Promise.allSettled(
      Array.from({ length: 5_000 }, (_, index) => runner.run(POOL, start('ann', `s-${index % 50}`), context())),
    );
    const turnedAway = answers.filter((answer) => answer.status === 'rejected');
    expect(turnedAway.length).toBe(5_000 - 4_096);
    expect(turnedAway.every(({ reason }) => reason instanceof Overloaded)).toBe(true);
    expect(await runner.ask(POOL, (pool) => pool.sessions.size)).toBe(50);
    expect(runner.queued).toBe(0);
  });

  it('cuts what waits into appends that fit the store, however large the events are', async () => {
    bench = workbench();
    const runner = runnerOn(bench.log);
    await furnish(runner, 400, agents(400));
    const long = (agent: string): SeatPoolCommand => {
      const command = start(agent, `s-${agent}`);
      return { ...command, data: { ...command.data, device: 'x'.repeat(20_000) } } as SeatPoolCommand;
    };
    await Promise.all(agents(400).map((agent) => runner.run(POOL, long(agent), context())));
    expect(await occupants(runner)).toBe(400);
  });

  it('holds no more states in memory than its limit, and reloads the others', async () => {
    bench = workbench();
    const runner = runnerOn(bench.log, { maxResidentStreams: 10 });
    for (let index = 0; index < 50; index += 1) await runner.run(`${POOL}${index}`, capacity(index), context());
    expect(runner.resident).toBe(10);
    expect(await runner.ask(`${POOL}3`, (pool) => pool.concurrent)).toBe(3);
  });
});

describe('the command runner, with a store that leaves it in the dark', () => {
  let bench: ReturnType<typeof workbench>;
  afterEach(() => bench.close());

  it('resends the identical batch when the answer was lost, and writes nothing twice', async () => {
    const lost = losing('answer', 2);
    bench = workbench(lost.wrap);
    const runner = runnerOn(bench.log);
    await furnish(runner, 3, ['ann']);
    lost.begin();
    await runner.run(POOL, start('ann', 's-ann'), context());
    expect(lost.sent).toHaveLength(3);
    expect(new Set(lost.sent.map((batch) => JSON.stringify(batch))).size).toBe(1);
    expect(await runnerOn(bench.log).ask(POOL, (pool) => pool.sessions.size)).toBe(1);
  });

  it('resends when the batch never arrived', async () => {
    const lost = losing('batch', 2);
    bench = workbench(lost.wrap);
    const runner = runnerOn(bench.log);
    await furnish(runner, 3, ['ann']);
    lost.begin();
    await runner.run(POOL, start('ann', 's-ann'), context());
    expect(await occupants(runner)).toBe(1);
  });

  it('decides again when somebody else wrote while the outcome was unknown', async () => {
    const lost = losing('batch', 1);
    bench = workbench(lost.wrap);
    const [runner, other] = [runnerOn(bench.log), runnerOn(bench.log)];
    await furnish(runner, 1, ['ann', 'bob']);
    lost.begin();
    const late = runner.run(POOL, start('ann', 's-ann'), context());
    await sleep(10);
    await other.run(POOL, start('bob', 's-bob'), context());
    await expect(late).rejects.toMatchObject({ code: 'ALL_SHARED_SEATS_IN_USE' });
    expect(await runner.ask(POOL, (pool) => [...pool.occupants.keys()])).toEqual(['bob']);
  });

  it.each(['while it decided', 'before it sent again'])(
    'L1 writes nothing by what it decided once the process has stood still for a minute %s',
    async (when) => {
      const lost = losing('batch', 1);
      bench = workbench(lost.wrap);
      const runner = runnerOn(bench.log);
      await furnish(runner, 3, ['ann']);
      const standStill = stopwatch();
      try {
        if (when === 'before it sent again') lost.begin(() => void setTimeout(standStill.aMinute, 1));
        const late = runner.run(
          POOL,
          () => {
            if (when === 'while it decided') standStill.aMinute();
            return start('ann', 's-ann');
          },
          context(),
        );
        await expect(late).rejects.toBeInstanceOf(StoreUnavailable);
      } finally {
        standStill.end();
      }
      expect(await occupants(runner)).toBe(0);
      await runner.run(POOL, start('ann', 's-ann'), context());
    },
  );
});

describe('snapshots', () => {
  let bench: ReturnType<typeof workbench>;
  afterEach(() => bench.close());

  it('make a cold start independent of the length of the stream', async () => {
    const reads: number[] = [];
    bench = workbench((store) => countingReads(store, reads));
    const kept = new Map<string, Snapshot>();
    const warm = runnerOn(bench.log, { snapshot: planOf(kept, 100) });
    await furnish(warm, 3, ['ann']);
    for (let index = 0; index < 300; index += 1) {
      await warm.run(POOL, start('ann', `s-${index}`), context());
      await warm.run(POOL, end(`s-${index}`), context());
    }
    reads.length = 0;
    const cold = runnerOn(bench.log, { snapshot: planOf(kept, 100) });
    expect(await cold.ask(POOL, seatPoolToJson)).toEqual(await warm.ask(POOL, seatPoolToJson));
    expect(reads.reduce((sum, count) => sum + count, 0)).toBeLessThan(200);
  });

  it('are ignored when the log does not hold what they were taken of', async () => {
    bench = workbench();
    const kept = new Map<string, Snapshot>();
    const runner = runnerOn(bench.log, { snapshot: planOf(kept, 1) });
    await runner.run(POOL, capacity(3), context());
    const snapshot = kept.get(POOL)!;
    const wrong: Snapshot = { ...snapshot, hash: 'of another log', state: { ...snapshot.state, concurrent: 99 } };
    kept.set(POOL, wrong);
    expect(await runnerOn(bench.log, { snapshot: planOf(kept, 1) }).ask(POOL, (pool) => pool.concurrent)).toBe(3);
    kept.set(POOL, { ...wrong, revision: 50 });
    expect(await runnerOn(bench.log, { snapshot: planOf(kept, 1) }).ask(POOL, (pool) => pool.concurrent)).toBe(3);
  });
});

function planOf(kept: Map<string, Snapshot>, every: number): NonNullable<ResidentStatesOptions<SeatPool>['snapshot']> {
  return {
    every,
    version: 1,
    toJson: (pool) => seatPoolToJson(pool) as unknown as JsonObject,
    fromJson: seatPoolFromJson,
    onError: (error) => {
      throw error;
    },
    snapshots: {
      load: async (stream) => kept.get(stream) ?? null,
      save: async (stream, _version, snapshot) => void kept.set(stream, structuredClone(snapshot)),
      delete: async (stream) => void kept.delete(stream),
    },
  };
}

/** A connection that from `begin` on loses so many batches on their way, or answers on the way back. */
function losing(what: 'batch' | 'answer', times: number) {
  let left = 0;
  let onLost = () => {};
  const watch = { sent: [] as (readonly NewEvent[])[], begin, wrap };
  function begin(then = () => {}) {
    onLost = then;
    left = times;
    watch.sent.length = 0;
  }
  function wrap(store: EventStore): EventStore {
    return proxied(store, {
      append: async (stream, events, expected) => {
        watch.sent.push(events);
        if (left === 0) return store.append(stream, events, expected);
        left -= 1;
        if (what === 'answer') await store.append(stream, events, expected);
        onLost();
        throw new StoreUnavailable('The connection was lost');
      },
    });
  }
  return watch;
}

function countingReads(store: EventStore, reads: number[]): EventStore {
  return proxied(store, {
    read: async function* (...args) {
      for await (const page of store.read(...args)) {
        reads.push(page.length);
        yield page;
      }
    },
  });
}
