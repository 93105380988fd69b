import type { ChildProcess } from 'node:child_process';
import { type Exchange, drive, type Script } from './load-client.ts';
import { compare, type Contestant, judge, median, print, temporaryFolder } from './measure.ts';
import { freePort, furnishServer, PRODUCT, startEcho, startServer, stopProcess } from './server.ts';
import { cpuByThread, type ThreadCpu } from './thread-cpu.ts';

const CONNECTIONS = 64;
const PAIRS = 15_000;
const ROUNDS = 5;
const BATCH_CONNECTIONS = 4;
const BATCH_COMMANDS = 500;
const BATCH_PAIRS = 60;
const RENEWALS_A_CALL = 1_000;
const RENEWAL_CALLS = 200;

type Measured = Contestant & { cpu: ThreadCpu[] };

/** (d): what sign-in, validation, rules and sync cost over HTTP, against bare Fastify in the same rounds. */
export async function httpRates(): Promise<void> {
  const folder = temporaryFolder();
  const port = await freePort();
  const echoPort = await freePort();
  const server = await startServer(folder.path, port);
  const echo = await startEcho(echoPort);
  try {
    const { token, agents } = await furnishServer(`http://127.0.0.1:${port}`, CONNECTIONS);
    const headers = `authorization: Bearer ${token}\r\n`;
    const open = await openSessions(port, headers, agents);
    const one = (process: ChildProcess, at: number) =>
      measured(process, async () => {
        await drive(at, headers, pairs(agents));
        return PAIRS * 2;
      });
    const contestants: Measured[] = [
      { name: 'acquire + end, one a request', ...one(server, port) },
      { name: `acquire + end, ${BATCH_COMMANDS} a request`, ...measured(server, () => batches(port, headers, agents)) },
      { name: `renewals, ${RENEWALS_A_CALL} a request`, ...measured(server, () => renewals(port, headers, open)) },
      { name: 'bare Fastify echo', ...one(echo, echoPort) },
    ];
    const results = await compare(ROUNDS, contestants);
    print(`Operations a second over HTTP, authenticated and durable, against bare Fastify`, results);
    console.log('\n  CPU an operation            main thread   other threads');
    for (const { name, cpu } of contestants) console.log(`  ${name.padEnd(36)}${inMicroseconds(cpu)}`);
    const [single, batch, renewal, bare] = results.map(({ perSecond }) => median(perSecond)) as [
      number,
      number,
      number,
      number,
    ];
    judge('(d) one a request, against a bare Fastify echo', single / bare, 0.5);
    judge('(d) batched commands for each request of the echo', batch / bare, 1.2);
    judge('renewals for each acquire', renewal / (single / 2), 5);
  } finally {
    await Promise.all([server, echo].map(stopProcess));
    folder.remove();
  }
}

/** Counts the CPU time of the server beside what it did. */
function measured({ pid }: ChildProcess, run: () => Promise<number>): Omit<Measured, 'name'> {
  const cpu: ThreadCpu[] = [];
  return {
    cpu,
    async run() {
      const before = cpuByThread(pid!);
      const operations = await run();
      const after = cpuByThread(pid!);
      cpu.push({
        mainMs: (after.mainMs - before.mainMs) / operations,
        othersMs: (after.othersMs - before.othersMs) / operations,
      });
      return { operations };
    },
  };
}

function inMicroseconds(cpu: readonly ThreadCpu[]): string {
  const column = (of: (one: ThreadCpu) => number) => `${(median(cpu.map(of)) * 1_000).toFixed(1).padStart(7)} µs`;
  return `${column(({ mainMs }) => mainMs)}${column(({ othersMs }) => othersMs).padStart(14)}`;
}

/** Each connection is one agent: acquire, end, acquire, end. */
function pairs(agents: readonly string[]): Script[] {
  let left = PAIRS;
  return agents.map((agentId) => {
    const acquire = post('/v1/sessions', { product: PRODUCT, agentId, platform: 'windows' });
    let acquiring = false;
    return (status, body) => {
      assertDone(status, body);
      acquiring = !acquiring;
      if (!acquiring) return { method: 'POST', path: `/v1/sessions/${sessionIdsOf(body)[0]}/end` };
      left -= 1;
      return left < 0 ? null : acquire;
    };
  });
}

/** Each connection speaks for all agents: starts many sessions at once, then ends them. */
async function batches(port: number, headers: string, agents: readonly string[]): Promise<number> {
  let left = BATCH_PAIRS;
  const starts = startMany(agents, BATCH_COMMANDS);
  const script = (): Script => {
    let starting = false;
    return (status, body) => {
      assertDone(status, body);
      starting = !starting;
      if (!starting) {
        const ends = sessionIdsOf(body).map((sessionId) => ({ op: 'end', sessionId }));
        return post('/v1/sessions/batch', { commands: ends });
      }
      left -= 1;
      return left < 0 ? null : starts;
    };
  };
  await drive(port, headers, Array.from({ length: BATCH_CONNECTIONS }, script));
  return BATCH_PAIRS * BATCH_COMMANDS * 2;
}

async function renewals(port: number, headers: string, sessionIds: readonly string[]): Promise<number> {
  let left = RENEWAL_CALLS;
  const renew = post('/v1/sessions/heartbeats', { sessionIds });
  const script: Script = (status, body) => {
    assertDone(status, body);
    left -= 1;
    return left < 0 ? null : renew;
  };
  await drive(port, headers, Array<Script>(BATCH_CONNECTIONS).fill(script));
  return RENEWAL_CALLS * RENEWALS_A_CALL;
}

/** Sessions that stay open, to be renewed. */
async function openSessions(port: number, headers: string, agents: readonly string[]): Promise<string[]> {
  let sessionIds: string[] = [];
  let asked = false;
  const script: Script = (status, body) => {
    assertDone(status, body);
    if (asked) {
      sessionIds = sessionIdsOf(body);
      return null;
    }
    asked = true;
    return startMany(agents, RENEWALS_A_CALL);
  };
  await drive(port, headers, [script]);
  if (sessionIds.length !== RENEWALS_A_CALL) throw new Error(`Only ${sessionIds.length} sessions are open`);
  return sessionIds;
}

function startMany(agents: readonly string[], count: number): Exchange {
  const commands = Array.from({ length: count }, (_, n) => {
    const agentId = agents[n % agents.length];
    return { op: 'start', product: PRODUCT, agentId, platform: 'windows' };
  });
  return post('/v1/sessions/batch', { commands });
}

const post = (path: string, body: object): Exchange => ({ method: 'POST', path, body: JSON.stringify(body) });

function assertDone(status: number, body: string): void {
  if (status >= 400 || body.includes('"problem"')) throw new Error(`${status} ${body.slice(0, 1_000)}`);
}

/** Each once; the session of a batch's result is named twice. */
function sessionIdsOf(body: string): string[] {
  return [...new Set(Array.from(body.matchAll(/"sessionId":"([^"]+)"/g), ([, sessionId]) => sessionId!))];
}
