import { statSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../../src/common/ids.ts';
import { EMPTY_STREAM, type StreamHead } from '../../src/event-store/event-log.ts';
import { verifyLog } from '../../src/event-store/hash-chain.ts';
import { compare, judge, median, print, temporaryFolder, whole } from '../measure.ts';
import { agent, type Bench, contextOf, end, furnish, openBench, poolStream, start, work } from '../pools.ts';

const SHORT = 1_000;
const LONG = Number(process.env.BENCH_EVENTS ?? 10_000_000);
const ROUNDS = 5;
const COMMANDS = 40_000;
const CLIENTS = 512;
const COLD_STARTS = 5;
/** Events an append, and appends that share a sync: as much as the store takes at once. */
const BATCH = 512;
const BATCHES_A_SYNC = 8;
/** The history belongs to other pools than the one that is measured. */
const HISTORY_STREAMS = 1_000;

/** Ten million events in the log: the rate of commands, the start, the disk, and the time to prove it whole. */
export async function longLog(): Promise<void> {
  const [short, long] = [temporaryFolder(), temporaryFolder()];
  try {
    await write(short.path, SHORT);
    await write(long.path, LONG);
    await rates(short.path, long.path);
    await coldStarts(short.path, long.path);
    await verification(long.path);
  } finally {
    short.remove();
    long.remove();
  }
}

async function write(folder: string, events: number): Promise<void> {
  const bench = openBench(folder);
  const began = performance.now();
  const heads = new Map<string, StreamHead>();
  let batches = Math.ceil(events / BATCH);
  for (let first = 0; batches > 0; first += BATCHES_A_SYNC) {
    const together = Math.min(batches, BATCHES_A_SYNC);
    batches -= together;
    await Promise.all(
      Array.from({ length: together }, (_, n) => appendHistory(bench, heads, `h${(first + n) % HISTORY_STREAMS}`)),
    );
  }
  const seconds = (performance.now() - began) / 1_000;
  const head = await bench.store.head();
  await furnish(bench, poolStream(0), CLIENTS);
  await bench.close();
  const bytes = statSync(join(folder, 'events.sqlite')).size;
  console.log(
    `\n${whole(head)} events written in batches: ${whole(head / seconds)}/s, ${whole(bytes / head)} bytes an event on disk`,
  );
}

/** Sessions that came and went in a pool of its own, as the server writes them. */
async function appendHistory({ log }: Bench, heads: Map<string, StreamHead>, name: string): Promise<void> {
  const stream = `seatPool-bench.${name}`;
  const head = heads.get(stream) ?? EMPTY_STREAM;
  const { account, actor, commandId, correlationId, at } = contextOf();
  const meta = { account, actor, occurredAt: at, commandId, $correlationId: correlationId, $causationId: commandId };
  const events = Array.from({ length: BATCH / 2 }, (_, n) => sessionFrom(agent(n), newId())).flat();
  const prepared = await log.prepare(stream, events, meta, head);
  const { revision } = await log.append(stream, prepared, head.revision);
  heads.set(stream, { revision, hash: prepared.at(-1)!.metadata.hash as string });
}

function sessionFrom(agentId: string, sessionId: string) {
  const supportKeyHash = sessionId.padEnd(64, '0');
  const seat = { agentId, seatType: 'concurrent', sessionId };
  return [
    { id: newId(), type: 'SessionStarted', data: { ...seat, device: 'desk 12', platform: 'windows', supportKeyHash } },
    { id: newId(), type: 'SessionEnded', data: { ...seat, note: null, reason: 'ended-by-agent' } },
  ];
}

async function rates(...folders: string[]): Promise<void> {
  const benches = folders.map((folder) => openBench(folder));
  const results = await compare(
    ROUNDS,
    benches.map(({ runner }, index) => ({
      name: `${whole(index === 0 ? SHORT : LONG)} events in the store`,
      run: async () => ({
        operations: await work(runner, { commands: COMMANDS, clients: CLIENTS, streamOf: () => poolStream(0) }),
      }),
    })),
  );
  print('Durable commands a second, by events in the store', results);
  judge(
    'rate with the long log against the short one',
    median(results[1]!.perSecond) / median(results[0]!.perSecond),
    0.9,
  );
  for (const { close } of benches) await close();
}

/** From opening the log to the first command that is durable in a pool nobody has asked for yet. */
async function coldStarts(...folders: string[]): Promise<void> {
  const times: number[][] = folders.map(() => []);
  for (let round = 0; round < COLD_STARTS; round += 1) {
    for (const [index, folder] of folders.entries()) {
      const began = performance.now();
      const bench = openBench(folder);
      const stream = poolStream(1 + round);
      await furnish(bench, stream, 1);
      const sessionId = newId();
      await bench.runner.run(stream, start(agent(0), sessionId), contextOf());
      times[index]!.push(performance.now() - began);
      await bench.runner.run(stream, end(agent(0), sessionId), contextOf());
      await bench.close();
    }
  }
  const [short, long] = times.map(median) as [number, number];
  console.log(`\nFrom opening the log to the first command: ${short.toFixed(1)} ms short, ${long.toFixed(1)} ms long`);
  judge('cold start with the long log against the short one', long / short, 1.5, 'at most');
}

async function verification(folder: string): Promise<void> {
  const { store, close } = openBench(folder);
  const began = performance.now();
  const { ok, events } = await verifyLog(store);
  const seconds = (performance.now() - began) / 1_000;
  if (!ok) throw new Error('The chain of the log is broken');
  console.log(`\nEvery link of the chain verified: ${whole(events / seconds)} events/s (${whole(events)} events)`);
  await close();
}
