import { newId } from '../../src/common/ids.ts';
import { isInstalled, RealServer } from '../../test/event-store/eventstoredb/real-server.ts';
import { startPostgres } from '../../test/support/postgres-server.ts';
import { judge, median, quantile, temporaryFolder, whole } from '../measure.ts';
import { agent, openBench, SEATS } from '../pools.ts';
import { openRunner } from '../two-nodes.ts';
import { emmett } from './emmett-peer.ts';
import type { Peer } from './peer.ts';
import { guardedStatement, rowLock } from './postgres-peers.ts';
import { seatledger } from './seatledger-peer.ts';

const ROUNDS = 3;
const ROUND_MS = 3_000;
const TRIAL_MS = 1_500;
const MANY_POOLS = 1_000;
const CROWDED_SEATS = 3;
const CROWD = 24;
/** How many times as many as each peer, on one hot pool. */
const GOALS = [60, 30, 100];

type Run = { perSecond: number; latencies: number[] };
type Standing = { clients: number; perSecond: number; p50Ms: number; p99Ms: number };

/** Taking and giving back seats: what others build this on, in one run on one disk, each with as many clients as suit it. */
export async function peers(): Promise<void> {
  const { compared, closeAll } = await openAll();
  try {
    for (const peer of compared) await assertNeverOversells(peer);
    const hot = await standings(compared, 1);
    const many = await standings(compared, MANY_POOLS);
    print('Seats taken and given back in one hot pool: durable commands a second', compared, hot);
    print('The same in 1,000 pools', compared, many);
    const ours = hot[GOALS.length]!;
    for (const [index, goal] of GOALS.entries())
      judge(`ours on SQLite against ${compared[index]!.name}`, ours.perSecond / hot[index]!.perSecond, goal);
  } finally {
    await closeAll();
  }
}

/** The peers in the order of their goals, then ours. */
async function openAll(): Promise<{ compared: Peer[]; closeAll(): Promise<void> }> {
  const postgres = await startPostgres({ durable: true });
  const folder = temporaryFolder();
  const compared = [
    rowLock(postgres.url),
    guardedStatement(postgres.url),
    emmett(postgres.url),
    seatledger('Seatledger on SQLite', openBench(folder.path)),
  ];
  const given = process.env.EVENTSTORE_URL;
  const eventStore = given || !isInstalled() ? undefined : await RealServer.start({ inMemory: false });
  const url = given ?? eventStore?.url;
  if (url) compared.push(seatledger('Seatledger on EventStoreDB', openRunner(url)));
  console.log(`\nPostgreSQL ${postgres.version}, fsync and synchronous_commit on`);
  return {
    compared,
    closeAll: async () => {
      for (const peer of compared) await peer.close();
      await eventStore?.remove();
      await postgres.stop();
      folder.remove();
    },
  };
}

/** What grants a seat too many is no rival. */
async function assertNeverOversells(peer: Peer): Promise<void> {
  await peer.furnish(1, CROWDED_SEATS);
  const granted = await Promise.all(Array.from({ length: CROWD }, (_, n) => peer.acquire(0, agent(n), newId())));
  const seats = granted.filter(Boolean).length;
  const occupants = await peer.occupants(0);
  if (seats !== CROWDED_SEATS || occupants !== CROWDED_SEATS)
    throw new Error(`${peer.name} granted ${seats} of ${CROWDED_SEATS} seats, and has ${occupants} occupants`);
}

async function standings(compared: readonly Peer[], pools: number): Promise<Standing[]> {
  const clients: number[] = [];
  for (const peer of compared) clients.push(await bestClients(peer, pools));
  const runs: Run[][] = compared.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, peer] of compared.entries())
      runs[index]!.push(await work(peer, pools, clients[index]!, ROUND_MS));
  }
  return runs.map((rounds, index) => {
    const latencies = rounds.flatMap((run) => run.latencies);
    return {
      clients: clients[index]!,
      perSecond: median(rounds.map(({ perSecond }) => perSecond)),
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
    };
  });
}

async function bestClients(peer: Peer, pools: number): Promise<number> {
  let best = { clients: peer.clients[0]!, perSecond: 0 };
  for (const clients of peer.clients) {
    const { perSecond } = await work(peer, pools, clients, TRIAL_MS);
    if (perSecond > best.perSecond) best = { clients, perSecond };
  }
  return best.clients;
}

/** Clients that take a seat and give it back, going from pool to pool. */
async function work(peer: Peer, pools: number, clients: number, forMs: number): Promise<Run> {
  await peer.furnish(pools, SEATS);
  const latencies: number[] = [];
  const began = performance.now();
  const timed = async (command: Promise<unknown>) => {
    const from = performance.now();
    await command;
    latencies.push(performance.now() - from);
  };
  const client = async (index: number) => {
    for (let turn = 0; performance.now() - began < forMs; turn += 1) {
      const pool = (index + turn * clients) % pools;
      const agentId = agent(pools === 1 ? index : pool);
      const sessionId = newId();
      await timed(peer.acquire(pool, agentId, sessionId));
      await timed(peer.end(pool, agentId, sessionId));
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return { perSecond: (latencies.length / (performance.now() - began)) * 1_000, latencies };
}

function print(title: string, compared: readonly Peer[], standing: readonly Standing[]): void {
  const ours = standing[GOALS.length]!.perSecond;
  console.log(`\n${title}\n`);
  console.log('| | clients | commands/s | p50 ms | p99 ms | ours on SQLite does |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const [index, { clients, perSecond, p50Ms, p99Ms }] of standing.entries()) {
    const cells = [
      compared[index]!.name,
      clients,
      whole(perSecond),
      p50Ms.toFixed(1),
      p99Ms.toFixed(1),
      `${(ours / perSecond).toFixed(1)}x`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log();
}
