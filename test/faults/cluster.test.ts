import type { EventStore } from '../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { isInstalled, type RealServer } from '../event-store/eventstoredb/real-server.ts';
import { EventStoreCluster } from '../support/event-store-cluster.ts';
import { LogLoad } from '../support/log-load.ts';
import { Witness } from '../support/witness.ts';
import { outagesTold, reported } from './report.ts';
import { ANSWERS_AFTERWARDS, ROUNDS, WRITERS } from './settings.ts';

const ROUND_WITHIN_MS = 240_000;

const real = isInstalled();
if (!real) process.stdout.write('  There is no eventstored here: no leader of a real cluster is killed or frozen\n');
const describeWhereReal = real ? describe : describe.skip;

describeWhereReal(`The leader of three nodes, ${ROUNDS} times each`, () => {
  let cluster: EventStoreCluster;
  let store: EventStore;
  beforeAll(async () => {
    cluster = await EventStoreCluster.start();
    store = openEventStoreDb({ connectionString: cluster.url });
  }, 180_000);
  afterAll(async () => {
    await store.close();
    await cluster.stop();
  });

  it.each([
    ['SIGKILL', (leader: RealServer) => leader.kill()],
    ['SIGTERM', endByItself],
    ['SIGSTOP', async (leader: RealServer) => leader.signal('SIGSTOP')],
  ] as const)(
    '%s: nothing acknowledged is lost or written twice, and followers are told of everything once',
    async (signal, fault) => {
      const witness = new Witness(store, await store.head(), signal);
      const load = new LogLoad(store, signal, WRITERS);
      const outages: number[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        const leader = await cluster.whole();
        await load.answered.more(ANSWERS_AFTERWARDS);
        const faultAtMs = performance.now();
        await fault(leader);
        await load.answered.more(ANSWERS_AFTERWARDS);
        outages.push(load.answered.outageSince(faultAtMs));
        leader.signal('SIGCONT');
        process.stderr.write(`\r  ${signal} ${round}/${ROUNDS}: ${outagesTold(outages)}`);
      }
      await load.stop();
      await cluster.whole();
      const { acknowledged, ...wrong } = await load.find(store);
      expect(wrong).toEqual({ lost: [], twice: [], strange: [] });
      await witness.upTo(acknowledged);
      expect({ faults: witness.faults, events: witness.events }).toEqual({ faults: [], events: acknowledged });
      process.stdout.write(reported(`${signal} × ${ROUNDS}`, outages, acknowledged, load));
    },
    ROUNDS * ROUND_WITHIN_MS,
  );
});

async function endByItself(leader: RealServer): Promise<void> {
  leader.signal('SIGTERM');
  await leader.ended();
}
