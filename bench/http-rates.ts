import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { drive, type Script } from './load-client.ts';
import { compare, judge, median, print, temporaryFolder } from './measure.ts';
import { freePort, furnishServer, PRODUCT, startEcho, startServer, stopProcess } from './server.ts';

const CONNECTIONS = 64;
const PAIRS = 20_000;
const ROUNDS = 5;
/** Of a kernel tick, as `/proc/<pid>/stat` counts CPU time. */
const TICK_MS = 10;

/** (d): acquire + end over HTTP, with sign-in, validation and sync, against bare Fastify on the same load. */
export async function httpRates(): Promise<void> {
  const folder = temporaryFolder();
  const port = await freePort();
  const echoPort = await freePort();
  const server = await startServer(folder.path, port);
  const echo = await startEcho(echoPort);
  try {
    const { token, agents } = await furnishServer(`http://127.0.0.1:${port}`, CONNECTIONS);
    const contestant = (name: string, process: ChildProcess, at: number) => {
      const cpu: number[] = [];
      return {
        name,
        cpu,
        async run() {
          const before = cpuMs(process);
          await drive(at, `authorization: Bearer ${token}\r\n`, scripts(agents));
          cpu.push(((cpuMs(process) - before) * 1_000) / (PAIRS * 2));
          return { operations: PAIRS * 2 };
        },
      };
    };
    const ours = contestant('Seatledger: acquire + end, authenticated, durable', server, port);
    const rival = contestant('bare Fastify echo', echo, echoPort);
    const results = await compare(ROUNDS, [ours, rival]);
    print(`Requests a second over HTTP, ${CONNECTIONS} connections`, results);
    console.log(`  CPU a request: ${median(ours.cpu).toFixed(1)} µs against ${median(rival.cpu).toFixed(1)} µs`);
    judge('(d) against a bare Fastify echo', median(results[0]!.perSecond) / median(results[1]!.perSecond), 0.5);
  } finally {
    await Promise.all([server, echo].map(stopProcess));
    folder.remove();
  }
}

/** Each connection is one agent: acquire, end, acquire, end. */
function scripts(agents: readonly string[]): Script[] {
  let left = PAIRS;
  return agents.map((agentId) => {
    const acquire = {
      method: 'POST',
      path: '/v1/sessions',
      body: JSON.stringify({ product: PRODUCT, agentId, platform: 'windows' }),
    };
    let acquiring = false;
    return (status, body) => {
      if (status >= 400) throw new Error(`${status} ${body}`);
      acquiring = !acquiring;
      if (!acquiring) return { method: 'POST', path: `/v1/sessions/${sessionIdOf(body)}/end` };
      left -= 1;
      return left < 0 ? null : acquire;
    };
  });
}

function sessionIdOf(body: string): string {
  const at = body.indexOf('"sessionId":"') + '"sessionId":"'.length;
  return body.slice(at, body.indexOf('"', at));
}

function cpuMs(child: ChildProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
