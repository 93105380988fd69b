import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { drive, type Exchange, type Script } from './load-client.ts';
import { judge, quantile, temporaryFolder, whole } from './measure.ts';
import { freePort, furnishServer, PRODUCT, startServer, stopProcess } from './server.ts';

const AGENTS = 64;
const WARM_UP_MS = 4_000;
const PEAK_CONNECTIONS = 64;
const PHASE_MS = 8_000;
const TIMES_THE_PEAK = 3;
/** So many that each has been answered before it asks again, and what is offered does not fall with what is served. */
const CONNECTIONS = 6_000;
const AFTER_MS = 1_000;

type Phase = { servedPerSecond: number; refusedPerSecond: number; servedMs: number[]; refusedMs: number[] };

/** Three times as many requests as the server can serve, from clients that do not heed `Retry-After`. */
export async function overload(): Promise<void> {
  const folder = temporaryFolder();
  const port = await freePort();
  const server = await startServer(folder.path, port);
  try {
    const { token, agents } = await furnishServer(`http://127.0.0.1:${port}`, AGENTS);
    const load = { port, headers: `authorization: Bearer ${token}\r\n`, agents };
    await phase(load, { connections: PEAK_CONNECTIONS, forMs: WARM_UP_MS });
    const peak = await phase(load, { connections: PEAK_CONNECTIONS, forMs: PHASE_MS });
    const before = residentMegabytes(server.pid!);
    const offered = TIMES_THE_PEAK * peak.servedPerSecond;
    const over = await phase(load, { connections: CONNECTIONS, forMs: PHASE_MS, perSecond: offered });
    const during = residentMegabytes(server.pid!);
    await pause(AFTER_MS);
    const after = await phase(load, { connections: PEAK_CONNECTIONS, forMs: WARM_UP_MS });
    console.log(`\nOffered ${TIMES_THE_PEAK} times what can be served (${whole(offered)} requests a second)`);
    print('peak', peak);
    print('overload', over);
    print('a second after', after);
    console.log(`  resident memory: ${before.toFixed(0)} MB before, ${during.toFixed(0)} MB at the end of it`);
    judge('goodput under overload against the peak', over.servedPerSecond / peak.servedPerSecond, 0.9);
    judge('goodput a second after against the peak', after.servedPerSecond / peak.servedPerSecond, 0.9);
  } finally {
    await stopProcess(server);
    folder.remove();
  }
}

type Load = { port: number; headers: string; agents: readonly string[] };

/** Without `perSecond` each connection asks again as soon as it was answered; with it, at its own times. */
async function phase(
  { port, headers, agents }: Load,
  { connections, forMs, perSecond }: { connections: number; forMs: number; perSecond?: number },
): Promise<Phase> {
  let began = 0;
  const served: number[] = [];
  const refused: number[] = [];
  const everyMs = perSecond === undefined ? 0 : (connections / perSecond) * 1_000;
  const script = (agentId: string, index: number): Script => {
    const acquire: Exchange = {
      method: 'POST',
      path: '/v1/sessions',
      body: JSON.stringify({ product: PRODUCT, agentId, platform: 'windows' }),
    };
    let next: Exchange = acquire;
    let askedMs = 0;
    let dueMs = 0;
    return async (status, body) => {
      const nowMs = performance.now();
      // The time counts once everybody is connected.
      began ||= nowMs;
      if (status === 0) dueMs = began + (index / connections) * everyMs;
      if (status === 503 || status === 429) refused.push(nowMs - askedMs);
      else if (status >= 400) throw new Error(`${status} ${body}`);
      else if (status > 0) {
        served.push(nowMs - askedMs);
        next = next === acquire ? endOf(body) : acquire;
      }
      if (nowMs - began > forMs) return null;
      if (dueMs > nowMs) await pause(dueMs - nowMs);
      dueMs = Math.max(dueMs + everyMs, nowMs);
      askedMs = performance.now();
      return next;
    };
  };
  const scripts = Array.from({ length: connections }, (_, n) => script(agents[n % agents.length]!, n));
  await drive(port, headers, scripts);
  const seconds = (performance.now() - began) / 1_000;
  return {
    servedPerSecond: served.length / seconds,
    refusedPerSecond: refused.length / seconds,
    servedMs: served,
    refusedMs: refused,
  };
}

function endOf(body: string): Exchange {
  const sessionId = /"sessionId":"([^"]+)"/.exec(body)![1];
  return { method: 'POST', path: `/v1/sessions/${sessionId}/end` };
}

function print(name: string, { servedPerSecond, refusedPerSecond, servedMs, refusedMs }: Phase): void {
  const times = (ms: readonly number[]) =>
    ms.length === 0 ? '' : ` (p50 ${quantile(ms, 0.5).toFixed(0)} ms, p99 ${quantile(ms, 0.99).toFixed(0)} ms)`;
  console.log(
    `  ${name.padEnd(16)}${whole(servedPerSecond).padStart(8)}/s served${times(servedMs)}, ${whole(refusedPerSecond)}/s refused${times(refusedMs)}`,
  );
}

function residentMegabytes(processId: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))![1]) / 1_024;
}
