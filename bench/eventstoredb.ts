import { randomBytes } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { CommandRunner } from '../src/commands/runner/command-runner.ts';
import type { Recorded } from '../src/domain/decider.ts';
import { type SeatPoolCommand, seatPool } from '../src/domain/seat-pool/seat-pool.decide.ts';
import type { SeatPool } from '../src/domain/seat-pool/seat-pool.ts';
import { currentSchema, upcast } from '../src/domain/upcast.ts';
import { EventLog } from '../src/event-store/event-log.ts';
import { type NewEvent, START } from '../src/event-store/event-store.ts';
import { type EventStoreDb, openEventStoreDb } from '../src/event-store/eventstoredb/event-store-db.ts';
import { PersonalData } from '../src/event-store/personal-data.ts';
import { newId } from '../src/common/ids.ts';
import { RealServer } from '../test/event-store/eventstoredb/real-server.ts';
import { compare, judge, median, print } from './measure.ts';
import { agent, contextOf, end, furnish, poolStream, SEATS, start, work, timed } from './pools.ts';

const ROUNDS = 5;
const CLIENTS = 512;
const PIPELINED = 64;

/** One hot pool on a real EventStoreDB: the command runner against a writer that waits, and one that does not. */
export async function eventStoreDbRates(): Promise<void> {
  const given = process.env.EVENTSTORE_URL;
  const server = given ? undefined : await RealServer.start({ inMemory: false });
  const connectionString = given ?? server!.url;
  const store = openEventStoreDb({ connectionString });
  const client = EventStoreDBClient.connectionString(connectionString);
  try {
    await commands(store, client);
    await catchingUp(store, client);
  } finally {
    await client.dispose();
    await store.close();
    await server?.remove();
  }
}

async function commands(store: EventStoreDb, client: EventStoreDBClient): Promise<void> {
  const key = randomBytes(32);
  const keys = { get: () => key, getOrCreate: () => key, destroy: () => {} };
  const log = new EventLog(store, new PersonalData(keys), { currentSchema, upcast });
  const runner = new CommandRunner(log, seatPool);
  const hot = poolStream(0) + newId();
  await furnish({ runner }, hot, SEATS);
  const results = await compare(ROUNDS, [
    {
      name: 'command runner, 512 clients',
      run: async () => ({
        operations: await work(runner, { commands: 20_000, clients: CLIENTS, streamOf: () => hot }),
      }),
    },
    { name: 'one awaited append a command', run: async () => ({ operations: await rival(log, client, 400, 1) }) },
    {
      name: `${PIPELINED} appends in flight, revisions predicted`,
      run: async () => ({ operations: await rival(log, client, 6_000, PIPELINED) }),
    },
  ]);
  print('EventStoreDB: durable commands a second on one hot pool', results);
  const [ours, awaited, pipelined] = results.map(({ perSecond }) => median(perSecond)) as [number, number, number];
  judge('command runner / one awaited append a command', ours / awaited, 20);
  judge(`command runner / ${PIPELINED} appends in flight`, ours / pipelined, 2);
}

/** Decides against a state at hand and appends through the client as it comes, with so many appends in flight. */
async function rival(log: EventLog, client: EventStoreDBClient, count: number, inFlight: number): Promise<number> {
  const stream = `seatPool-bench.rival${newId()}`;
  let state = seatPool.initial();
  let head = { revision: -1, hash: '' };
  const underWay: Promise<unknown>[] = [];
  const run = async (command: SeatPoolCommand) => {
    const { events, prepared } = await decide(log, stream, state, command, head);
    underWay.push(append(client, stream, prepared, head.revision));
    head = { revision: head.revision + prepared.length, hash: prepared.at(-1)!.metadata.hash as string };
    for (const event of events) state = seatPool.evolve(state, event);
    if (underWay.length >= inFlight) await underWay.shift();
  };
  await run(timed({ type: 'ChangeCapacity', data: { named: 0, concurrent: SEATS, reason: null } }));
  await run(timed({ type: 'AssignSeat', data: { userId: agent(0), seatType: 'concurrent' } }));
  for (let done = 0; done < count; done += 2) {
    const sessionId = newId();
    await run(start(agent(0), sessionId));
    await run(end(agent(0), sessionId));
  }
  await Promise.all(underWay);
  return count;
}

async function decide(
  log: EventLog,
  stream: string,
  state: SeatPool,
  command: SeatPoolCommand,
  head: { revision: number; hash: string },
) {
  const { account, actor, commandId, correlationId, at } = contextOf();
  const facts = { occurredAt: at, actor };
  const events = seatPool
    .decide(command, state)
    .map((event) => ({ ...event, metadata: facts }) as Recorded<typeof event>);
  const metadata = { account, ...facts, commandId, $correlationId: correlationId, $causationId: commandId };
  const proposed = events.map(({ type, data }) => ({ id: newId(), type, data }));
  return { events, prepared: await log.prepare(stream, proposed, metadata, head) };
}

function append(client: EventStoreDBClient, stream: string, events: readonly NewEvent[], revision: number) {
  return client.appendToStream(
    stream,
    events.map((event) => jsonEvent(event)),
    { expectedRevision: revision < 0 ? 'no_stream' : BigInt(revision) },
  );
}

/** Following from the start, at the port, against the client's own reading. */
async function catchingUp(store: EventStoreDb, client: EventStoreDBClient): Promise<void> {
  const results = await compare(ROUNDS, [
    {
      name: 'following from the start',
      run: async () => {
        let operations = 0;
        for await (const page of store.follow({ after: START, signal: new AbortController().signal })) {
          operations += page.events.length;
          if (page.caughtUp) break;
        }
        return { operations };
      },
    },
    {
      name: 'readAll of the client, nothing else',
      run: async () => {
        let operations = 0;
        for await (const { event } of client.readAll()) if (!event?.type.startsWith('$')) operations += 1;
        return { operations };
      },
    },
  ]);
  print('EventStoreDB: events a second when catching up', results);
  const [following, reading] = results.map(({ perSecond }) => median(perSecond)) as [number, number];
  judge('following / bare reading', following / reading, 0.5);
}
