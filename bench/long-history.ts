import { cpSync } from 'node:fs';
import { compare, judge, median, print, quantile, temporaryFolder, whole } from './measure.ts';
import { agent, contextOf, end, furnish, openBench, poolStream, start, work } from './pools.ts';
import { freePort, furnishServer, PRODUCT, startServer, stopProcess } from './server.ts';

const SHORT = 1_000;
const LONG = 1_000_000;
const ROUNDS = 5;
const COMMANDS = 40_000;
const STARTS = 5;
const AGENTS = 20;

/** (e): what a long history costs, in commands a second and in the time to the first command after a start. */
export async function longHistory(): Promise<void> {
  await rateByHistory();
  await startByHistory();
}

async function rateByHistory(): Promise<void> {
  const contestants = [];
  const closing: (() => Promise<void>)[] = [];
  for (const events of [SHORT, LONG]) {
    const folder = temporaryFolder();
    const bench = openBench(folder.path);
    await furnish(bench, poolStream(0), 512);
    const filled = (await bench.store.head()) as number;
    await work(bench.runner, { commands: Math.max(0, events - filled), clients: 512, streamOf: () => poolStream(0) });
    contestants.push({
      name: `${whole(events)} events in the store`,
      run: async () => ({
        operations: await work(bench.runner, { commands: COMMANDS, clients: 512, streamOf: () => poolStream(0) }),
      }),
    });
    closing.push(async () => {
      await bench.close();
      folder.remove();
    });
  }
  const results = await compare(ROUNDS, contestants);
  print('Durable commands a second, by history', results);
  judge(
    '(e) rate at 1,000,000 events against 1,000',
    median(results[1]!.perSecond) / median(results[0]!.perSecond),
    0.9,
  );
  for (const close of closing) await close();
}

async function startByHistory(): Promise<void> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const [short, long] = [temporaryFolder(), temporaryFolder()];
  const server = await startServer(short.path, port);
  const { account, agents } = await furnishServer(origin, AGENTS);
  await stopProcess(server);
  cpSync(short.path, long.path, { recursive: true });
  for (const [folder, events] of [
    [short, SHORT],
    [long, LONG],
  ] as const) {
    await growLog(folder.path, `seatPool-${account}.${PRODUCT}`, agents, events);
    // Once to catch up and to leave a snapshot, as any server that has been running has.
    await firstCommand(folder.path, port, 30_000);
  }
  const times: Record<string, number[]> = { short: [], long: [] };
  for (let round = 0; round < STARTS; round += 1) {
    times.short!.push(await firstCommand(short.path, port));
    times.long!.push(await firstCommand(long.path, port));
  }
  console.log('\nFrom the start of the process to the answer to the first command');
  for (const [name, ms] of Object.entries(times))
    console.log(`  ${name.padEnd(10)} ${median(ms).toFixed(0)} ms median ${quantile(ms, 1).toFixed(0)} ms worst`);
  judge('(e) cold start at 1,000,000 events against 1,000', median(times.long!) / median(times.short!), 1.5, 'at most');
  short.remove();
  long.remove();
}

/** Sessions that came and went, written as the server writes them. */
async function growLog(folder: string, stream: string, agents: readonly string[], events: number): Promise<void> {
  const bench = openBench(folder);
  let left = events - (await bench.store.head());
  await Promise.all(
    agents.map(async (agentId, index) => {
      for (let session = 0; left > 0; session += 1) {
        left -= 2;
        const sessionId = `${agent(index)}-${session}`;
        await bench.runner.run(stream, start(agentId, sessionId), contextOf());
        await bench.runner.run(stream, end(agentId, sessionId), contextOf());
      }
    }),
  );
  await bench.close();
}

/** Milliseconds from starting the process until it has started a session for somebody. */
async function firstCommand(folder: string, port: number, restMs = 0): Promise<number> {
  const began = performance.now();
  const server = await startServer(folder, port);
  const response = await fetch(`http://127.0.0.1:${port}/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@bench.example', password: 'a password for the bench' }),
  });
  const { accessToken } = (await response.json()) as { accessToken: string };
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ named: 0, concurrent: 100 + Math.floor(Math.random() * 1_000) });
  const answer = await fetch(`http://127.0.0.1:${port}/v1/plan/${PRODUCT}`, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const ms = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, restMs));
  await stopProcess(server);
  return ms;
}
