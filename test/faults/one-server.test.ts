import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { isInstalled, RealServer } from '../event-store/eventstoredb/real-server.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';
import { LogLoad } from '../support/log-load.ts';
import { type Direction, OneWayProxy } from '../support/one-way-proxy.ts';
import { Witness } from '../support/witness.ts';
import { reported } from './report.ts';
import { ANSWERS_AFTERWARDS, FREEZE_MS, LIMITS, ROUNDS, WRITERS } from './settings.ts';

const TEST_WITHIN_MS = 120_000 + 4 * FREEZE_MS;

/** So much that what is not heard does not fit into the buffers on the way. */
const PADDING = 'x'.repeat(4_000);

const real = isInstalled();
process.stdout.write(`  Faults of one server: ${real ? 'eventstored' : 'the stand-in, which cannot be frozen'}\n`);

/** A server that a test may kill; its log lives on. */
async function victim() {
  if (real) return RealServer.start({});
  const standIn = await StandIn.start();
  const { port } = standIn;
  const stop = () => standIn.stop();
  return { port, kill: stop, start: () => standIn.start(), signal: () => {}, remove: stop };
}

describe('One server under load', () => {
  let server: Awaited<ReturnType<typeof victim>>;
  let proxy: OneWayProxy;
  let store: EventStore;
  beforeAll(async () => {
    server = await victim();
    proxy = await OneWayProxy.start(server.port);
    store = openEventStoreDb({ connectionString: `esdb://127.0.0.1:${proxy.port}?tls=false`, limits: LIMITS });
  });
  afterAll(async () => {
    await store.close();
    proxy.stop();
    await server.remove();
  });

  it(
    `killed ${ROUNDS} times and started again: nothing acknowledged is lost, nothing is written twice`,
    () =>
      survives(`kill -9 × ${ROUNDS}`, ROUNDS, async () => {
        await server.kill();
        await sleep(100);
        await server.start();
      }),
    TEST_WITHIN_MS + ROUNDS * 30_000,
  );

  const itWhereReal = real ? it : () => {};
  itWhereReal(
    'frozen for a while: answers come late, or it is not known, and never twice',
    () =>
      survives(`SIGSTOP for ${FREEZE_MS / 1_000} s`, 1, async (load) => {
        server.signal('SIGSTOP');
        await nothingAnswered(load);
        server.signal('SIGCONT');
      }),
    TEST_WITHIN_MS,
  );

  it.each(['to-server', 'to-client'] satisfies Direction[])(
    'on a network that loses one direction, %s: what is not known is settled by sending it again',
    (direction) =>
      survives(`Nothing gets ${direction} for ${FREEZE_MS / 1_000} s`, 1, async (load) => {
        proxy.lose(direction);
        await nothingAnswered(load);
        proxy.mend();
      }),
    TEST_WITHIN_MS,
  );

  it(
    'that a follower does not hear for a while tells it of everything afterwards, once',
    async () => {
      const direct = openEventStoreDb({ connectionString: `esdb://127.0.0.1:${server.port}?tls=false` });
      try {
        const witness = new Witness(store, await direct.head(), 'unheard');
        const load = new LogLoad(direct, 'unheard', WRITERS, PADDING);
        await load.answered.more(ANSWERS_AFTERWARDS);
        proxy.lose('to-client');
        await sleep(FREEZE_MS);
        proxy.mend();
        await load.answered.more(ANSWERS_AFTERWARDS);
        await load.stop();
        const { acknowledged } = await load.find(direct);
        await witness.upTo(acknowledged);
        expect({ faults: witness.faults, events: witness.events }).toEqual({ faults: [], events: acknowledged });
        process.stdout.write(
          `  A follower that heard nothing for ${FREEZE_MS / 1_000} s was told of ${acknowledged} events\n`,
        );
      } finally {
        await direct.close();
      }
    },
    TEST_WITHIN_MS,
  );

  async function survives(what: string, rounds: number, fault: (load: LogLoad) => Promise<void>): Promise<void> {
    const name = `load${(await store.head()).toString(36)}`;
    const witness = new Witness(store, await store.head(), name);
    const load = new LogLoad(store, name, WRITERS);
    const outages: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      await load.answered.more(ANSWERS_AFTERWARDS);
      const faultAtMs = performance.now();
      await fault(load);
      await load.answered.more(ANSWERS_AFTERWARDS);
      outages.push(load.answered.outageSince(faultAtMs));
    }
    await load.stop();
    const { acknowledged, ...wrong } = await load.find(store);
    expect(wrong).toEqual({ lost: [], twice: [], strange: [] });
    await witness.upTo(acknowledged);
    expect({ faults: witness.faults, events: witness.events }).toEqual({ faults: [], events: acknowledged });
    process.stdout.write(reported(what, outages, acknowledged, load));
  }

  /** Waits as long as the fault lasts. What the server had answered before may come through; nothing else. */
  async function nothingAnswered(load: LogLoad): Promise<void> {
    const before = load.answered.atMs.length;
    await sleep(FREEZE_MS);
    expect(load.answered.atMs.length - before).toBeLessThanOrEqual(WRITERS);
  }
});
