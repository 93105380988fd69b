import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { CommandRunner } from '../src/commands/runner/command-runner.ts';
import { seatPool } from '../src/domain/seat-pool/seat-pool.decide.ts';
import { currentSchema, upcast } from '../src/domain/upcast.ts';
import { EventLog } from '../src/event-store/event-log.ts';
import { openEventStoreDb } from '../src/event-store/eventstoredb/event-store-db.ts';
import { PersonalData } from '../src/event-store/personal-data.ts';
import { newId } from '../src/common/ids.ts';
import { RealServer } from '../test/event-store/eventstoredb/real-server.ts';
import { quantile, whole } from './measure.ts';
import { agent, type Bench, contextOf, end, furnish, poolStream, SEATS, start } from './pools.ts';

const ROUNDS = 5;
const ROUND_MS = 4_000;
const CLIENTS = 8;
const CONTENDER = fileURLToPath(new URL('contender.js', import.meta.url));

type Runner = Bench['runner'];

/** One pool on a real EventStoreDB: what a second node that fights for the same pool costs the first one's callers. */
export async function twoNodes(): Promise<void> {
  const given = process.env.EVENTSTORE_URL;
  const server = given ? undefined : await RealServer.start({ inMemory: false });
  const connectionString = given ?? server!.url;
  const { runner, close } = openRunner(connectionString);
  const stream = poolStream(0) + newId();
  await furnish({ runner }, stream, SEATS);
  const contender = fork(CONTENDER, [connectionString, stream, String(CLIENTS)]);
  try {
    const alone: number[] = [];
    const beside: number[] = [];
    let others = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      alone.push(...(await latencies(runner, stream)));
      await tell(contender, 'go');
      beside.push(...(await latencies(runner, stream)));
      others += (await tell(contender, 'rest')).done;
    }
    report(alone, beside, others);
  } finally {
    contender.disconnect();
    await once(contender, 'exit');
    await close();
    await server?.remove();
  }
}

/** A command runner over the store, as each node has one. */
export function openRunner(connectionString: string): { runner: Runner; close(): Promise<void> } {
  const store = openEventStoreDb({ connectionString });
  const key = randomBytes(32);
  const keys = { get: () => key, getOrCreate: () => key, destroy: () => {} };
  const log = new EventLog(store, new PersonalData(keys), { currentSchema, upcast });
  return { runner: new CommandRunner(log, seatPool), close: () => store.close() };
}

export async function startAndEnd(runner: Runner, stream: string, agentId: string): Promise<void> {
  const sessionId = newId();
  await runner.run(stream, start(agentId, sessionId), contextOf());
  await runner.run(stream, end(agentId, sessionId), contextOf());
}

/** Milliseconds of each pair of a start and an end, of clients that work for a round. */
async function latencies(runner: Runner, stream: string): Promise<number[]> {
  const taken: number[] = [];
  const until = performance.now() + ROUND_MS;
  const client = async (index: number) => {
    while (performance.now() < until) {
      const began = performance.now();
      await startAndEnd(runner, stream, agent(index));
      taken.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));
  return taken;
}

async function tell(contender: ChildProcess, word: 'go' | 'rest'): Promise<{ done: number }> {
  const answered = once(contender, 'message');
  contender.send(word);
  return (await answered)[0] as { done: number };
}

function report(alone: readonly number[], beside: readonly number[], others: number): void {
  const seconds = (ROUNDS * ROUND_MS) / 1_000;
  const line = (name: string, taken: readonly number[]) =>
    console.log(
      `  ${name.padEnd(52)}${whole((taken.length * 2) / seconds).padStart(10)}/s   start and end together: ` +
        `p50 ${quantile(taken, 0.5).toFixed(1)} ms, p99 ${quantile(taken, 0.99).toFixed(1)} ms`,
    );
  console.log(`\nEventStoreDB: one pool, ${CLIENTS} clients a node`);
  line('one node alone', alone);
  line('the same node beside a second one', beside);
  console.log(`  ${'the second one'.padEnd(52)}${whole(others / seconds).padStart(10)}/s`);
  const [more, p99] = [0.5, 0.99].map((share) => quantile(beside, share) / quantile(alone, share)) as [number, number];
  console.log(`  → a second node makes it ${more.toFixed(1)} times (p50), ${p99.toFixed(1)} times (p99) as long`);
}
