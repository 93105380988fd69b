import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppendingClient } from '../../src/event-store/eventstoredb/appending-client.ts';
import { readConnectionString } from '../../src/event-store/eventstoredb/connection-string.ts';
import { ADA, type Client, DESK, required, V5, World } from '../http/harness.ts';
import { type EventStoreDbServer, startEventStoreDb } from '../support/event-store-db.ts';
import { eventually } from '../support/within.ts';

const WITHIN_MS = 60_000;
const CAPACITY = { named: 1, concurrent: 2 };

/** Written past the product, into the log itself. */
const POISONS = {
  'malformed JSON': { data: '{"half":', metadata: '{"schema":1}' },
  'no metadata': { data: '{}', metadata: '' },
};

describe.each(Object.entries(POISONS))('An event with %s in the log', (_, { data, metadata }) => {
  let server: EventStoreDbServer;
  let world: World;
  let ada: Client;
  beforeAll(async () => {
    server = await startEventStoreDb();
    world = await World.open({ eventStore: server.url });
    await eventually(async () => (await world.nobody.get('/health/ready')).status === 200);
    ada = await world.signIn(ADA);
    for (const product of [V5, DESK]) required(await ada.put(`/v1/plan/${product}`, CAPACITY), 200);
  }, WITHIN_MS);
  afterAll(async () => {
    await world.close();
    await server.stop();
  }, WITHIN_MS);

  it(
    'stops read models where it lies, and what rests on it; everything else goes on, also after a restart',
    async () => {
      const { log } = world.app.parts.stores;
      const [pool] = await firstOf(log.readAll({ filter: { types: ['SeatCapacityChanged'] } }));
      expect(pool).toBeDefined();
      const position = await poison(pool!.stream, (await log.streamHead(pool!.stream)).revision);
      await stoppedAt(position);
      const broken = pool!.stream.endsWith(V5) ? V5 : DESK;
      const other = broken === V5 ? DESK : V5;
      for (const _turn of ['before a restart', 'after it']) {
        const refused = await ada.put(`/v1/plan/${broken}`, { ...CAPACITY, named: 5 });
        expect(refused).toMatchObject({
          status: 500,
          body: { code: 'INTERNAL', title: expect.stringContaining('cannot be read') },
        });
        expect(refused.headers['retry-after']).toBeUndefined();
        required(await ada.put(`/v1/plan/${other}`, { ...CAPACITY, named: 6 }), 200);
        await world.restart();
      }
      await stoppedAt(position);
    },
    WITHIN_MS,
  );

  async function poison(stream: string, revision: number): Promise<number> {
    const settings = readConnectionString(server.url);
    const client = new AppendingClient(settings, settings.hosts[0]!);
    const event = { id: randomUUID(), type: 'SeatAssigned', data: Buffer.from(data), metadata: Buffer.from(metadata) };
    const { position } = await client.append(stream, [event], revision, WITHIN_MS);
    await client.retire();
    return position;
  }

  async function stoppedAt(position: number): Promise<void> {
    const giveUpAt = performance.now() + WITHIN_MS;
    const stopped = () => world.app.parts.stores.readModels.status().filter(({ state }) => state === 'stopped');
    while (stopped().length === 0 && performance.now() < giveUpAt) await sleep(20);
    expect(stopped().length).toBeGreaterThan(0);
    for (const one of stopped()) {
      expect(one).toMatchObject({ stoppedAt: position, error: expect.stringContaining(`position ${position}`) });
    }
    const { reasons } = (await world.nobody.get('/health/ready')).body;
    expect(reasons.join()).toContain(`stopped at position ${position}`);
  }
});

async function firstOf<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  for await (const page of pages) return page;
  return [];
}
