import type { Recorded } from '../src/domain/decider.ts';
import { type SeatPoolCommand, seatPool } from '../src/domain/seat-pool/seat-pool.decide.ts';
import { compare, judge, median, print, temporaryFolder } from './measure.ts';
import {
  agent,
  appendDecided,
  type Bench,
  contextOf,
  end,
  furnish,
  naive,
  openBench,
  poolStream,
  SEATS,
  start,
  work,
  timed,
} from './pools.ts';
import { newId } from '../src/common/ids.ts';

const ROUNDS = 5;
const CLIENTS = 512;
const HOT = 0;

/** (a), (b), (c): what the mailbox, the resident state and the shared sync are worth. */
export async function commandRates(): Promise<void> {
  const folder = temporaryFolder();
  const bench = openBench(folder.path);
  await furnish(bench, poolStream(HOT), SEATS);
  await furnishMany(bench, 1_000);
  const histories = [1_000, 10_000];
  for (const events of histories) await grow(bench, historyStream(events), events);

  const hot = counting(bench, 'one hot pool, 512 clients', () =>
    work(bench.runner, { commands: 60_000, clients: CLIENTS, streamOf: () => poolStream(HOT) }),
  );
  const many = counting(bench, '1,000 pools, 512 clients', () =>
    work(bench.runner, { commands: 60_000, clients: 1_000, streamOf: (client) => poolStream(1 + (client % 1_000)) }),
  );
  const cached = counting(bench, 'one transaction a command, cached state', () => oneTransactionEach(bench, 4_000));
  const naives = histories.map((events) =>
    counting(bench, `load, decide, append, sync; ${events} events of history`, () =>
      naiveRun(bench, historyStream(events), events > 1_000 ? 20 : 150),
    ),
  );
  const results = await compare(ROUNDS, [hot, many, cached, ...naives]);
  print('Durable commands a second', results);
  const [hotRate, manyRate, cachedRate, naive1k, naive10k] = results.map(({ perSecond }) => median(perSecond)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  judge('(a) hot pool against load–decide–append at 1,000 events', hotRate / naive1k, 80);
  judge('(a) hot pool against load–decide–append at 10,000 events', hotRate / naive10k, 800);
  judge('(b) hot pool against one transaction a command', hotRate / cachedRate, 20);
  judge('(c) 1,000 pools against one hot pool', manyRate / hotRate, 0.95);
  await bench.close();
  folder.remove();
}

const historyStream = (events: number): string => `seatPool-bench.history${events}`;

function counting({ store }: Bench, name: string, run: () => Promise<number>) {
  return {
    name,
    async run() {
      const before = store.stats().flushes;
      const operations = await run();
      return { operations, syncs: store.stats().flushes - before };
    },
  };
}

async function furnishMany(bench: Bench, pools: number): Promise<void> {
  for (let index = 1; index <= pools; index += 1) {
    const stream = poolStream(index);
    const agentId = agent((index - 1) % SEATS);
    await bench.runner.run(
      stream,
      timed({ type: 'ChangeCapacity', data: { named: 0, concurrent: SEATS, reason: null } }),
      contextOf(),
    );
    await bench.runner.run(
      stream,
      timed({ type: 'AssignSeat', data: { userId: agentId, seatType: 'concurrent' } }),
      contextOf(),
    );
  }
}

async function grow(bench: Bench, stream: string, events: number): Promise<void> {
  await furnish(bench, stream, 10);
  await work(bench.runner, { commands: events - 11, clients: 10, streamOf: () => stream });
}

async function naiveRun(bench: Bench, stream: string, commands: number): Promise<number> {
  for (let done = 0; done < commands; done += 2) {
    const sessionId = newId();
    await naive(bench, stream, start(agent(1), sessionId));
    await naive(bench, stream, end(agent(1), sessionId));
  }
  return commands;
}

/** The better rival: the state is at hand, but every command pays for a transaction and a sync of its own. */
async function oneTransactionEach(bench: Bench, commands: number): Promise<number> {
  const stream = `seatPool-bench.single${newId()}`;
  let state = seatPool.initial();
  let head = { revision: -1, hash: '' };
  const run = async (command: SeatPoolCommand) => {
    const events = seatPool.decide(command, state);
    head = await appendDecided(bench, stream, events, head);
    const metadata = { occurredAt: contextOf().at, actor: contextOf().actor };
    for (const event of events) state = seatPool.evolve(state, { ...event, metadata } as Recorded<typeof event>);
  };
  await run(timed({ type: 'ChangeCapacity', data: { named: 0, concurrent: SEATS, reason: null } }));
  await run(timed({ type: 'AssignSeat', data: { userId: agent(0), seatType: 'concurrent' } }));
  for (let done = 0; done < commands; done += 2) {
    const sessionId = newId();
    await run(start(agent(0), sessionId));
    await run(end(agent(0), sessionId));
  }
  return commands;
}
