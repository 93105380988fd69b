import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, START, StoreUnavailable } from '../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { all, events, follow, range } from './contract.ts';
import { isInstalled, RealServer } from './eventstoredb/real-server.ts';
import { StandIn } from './stand-in/stand-in.ts';

const WRITERS = 8;
const BATCH = 4;

/** A server that a test may kill; its log lives on. */
type Victim = { url: string; kill(): Promise<void>; start(): Promise<void>; remove(): Promise<void> };

const real = isInstalled();
process.stdout.write(
  `EventStoreDB fault tests use ${real ? 'eventstored on loopback' : 'the stand-in, which cannot be frozen'}\n`,
);

async function victim(): Promise<Victim & { signal?: RealServer['signal'] }> {
  if (real) return RealServer.start({ inMemory: false });
  const standIn = await StandIn.start();
  return { url: standIn.url, kill: () => standIn.stop(), start: () => standIn.start(), remove: () => standIn.stop() };
}

describe('A server under load', () => {
  let server: Awaited<ReturnType<typeof victim>>;
  let store: EventStore;
  beforeAll(async () => {
    server = await victim();
    store = openEventStoreDb({ connectionString: server.url, limits: { appendMs: 1_500 } });
  }, 90_000);
  afterAll(async () => {
    await store.close();
    await server.remove();
  }, 30_000);

  it('killed and started again: nothing acknowledged is lost, nothing is written twice', async () => {
    const following = follow(store, { after: START });
    const load = startLoad(store, 'killed');
    for (const _round of range(2)) {
      await load.acknowledged(200);
      await server.kill();
      await sleep(100);
      await server.start();
    }
    await load.acknowledged(100);
    await expectOnce(store, await load.stop(), following);
  }, 120_000);

  const itWhereReal = real ? it : () => {};
  itWhereReal(
    'frozen for a while: late, or an unknown outcome, and never twice',
    async () => {
      const load = startLoad(store, 'frozen');
      await load.acknowledged(100);
      server.signal!('SIGSTOP');
      await sleep(3_000);
      server.signal!('SIGCONT');
      await load.acknowledged(100);
      const { unknown, ...rest } = await load.stop();
      expect(unknown).toBeGreaterThan(0);
      await expectOnce(store, { unknown, ...rest });
    },
    60_000,
  );
});

type Written = { acknowledged: Map<string, string[]>; unknown: number };

/** Writers with a stream each; every unknown outcome is settled by sending the identical batch again. */
function startLoad(store: EventStore, name: string) {
  const acknowledged = new Map<string, string[]>();
  let [count, unknown, stopping] = [0, 0, false];
  const writers = range(WRITERS).map(async (writer) => {
    const stream = `${name}-${writer}`;
    const ids: string[] = [];
    acknowledged.set(stream, ids);
    while (!stopping) {
      const batch = events(BATCH);
      for (let known = false; !known; ) {
        try {
          const { revision } = await store.append(stream, batch, ids.length - 1);
          expect(revision).toBe(ids.length + BATCH - 1);
          known = true;
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
          unknown += 1;
          await sleep(50);
        }
      }
      ids.push(...batch.map(({ id }) => id));
      count += BATCH;
    }
  });
  return {
    /** Once so many more have been acknowledged. */
    async acknowledged(more: number): Promise<void> {
      const wanted = count + more;
      while (count < wanted) await Promise.race([sleep(5), Promise.all(writers)]);
    },
    async stop(): Promise<Written> {
      stopping = true;
      await Promise.all(writers);
      return { acknowledged, unknown };
    },
  };
}

async function expectOnce(store: EventStore, { acknowledged }: Written, following?: ReturnType<typeof follow>) {
  for (const [stream, ids] of acknowledged) {
    expect((await all(store.read(stream))).map(({ id }) => id)).toEqual(ids);
  }
  if (!following) return;
  const total = [...acknowledged.values()].flat();
  await following.until(total.length);
  await following.stop();
  expect(following.events.map(({ id }) => id).toSorted()).toEqual(total.toSorted());
}
