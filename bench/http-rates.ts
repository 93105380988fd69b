import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { drive, type Script } from './load-client.ts';
import { compare, judge, median, print, temporaryFolder } from './measure.ts';

const CONNECTIONS = 64;
const PAIRS = 20_000;
const ROUNDS = 5;
const PRODUCT = 'remote-support-v5';
const ADMIN = { email: 'admin@bench.example', password: 'a password for the bench' };
/** Of a kernel tick, as `/proc/<pid>/stat` counts CPU time. */
const TICK_MS = 10;

/** (d): acquire + end over HTTP, with sign-in, validation and sync, against bare Fastify on the same load. */
export async function httpRates(): Promise<void> {
  const folder = temporaryFolder();
  const port = await freePort();
  const echoPort = await freePort();
  const env = { ...process.env, DATA_DIR: folder.path, BOOTSTRAP_ADMIN_EMAIL: ADMIN.email, BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password, LOG_LEVEL: 'warn' };
  const server = await started(fileURLToPath(new URL('../src/main.js', import.meta.url)), { ...env, PORT: String(port) });
  const echo = await started(fileURLToPath(new URL('../../bench/echo-server.mjs', import.meta.url)), { ...process.env, PORT: String(echoPort) });
  try {
    const { token, agents } = await furnish(`http://127.0.0.1:${port}`);
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
    server.kill('SIGTERM');
    echo.kill('SIGTERM');
    await Promise.all([server, echo].map((child) => new Promise((resolve) => child.once('exit', resolve))));
    folder.remove();
  }
}

/** Each connection is one agent: acquire, end, acquire, end. */
function scripts(agents: readonly string[]): Script[] {
  let left = PAIRS;
  return agents.map((agentId) => {
    const acquire = { method: 'POST', path: '/v1/sessions', body: JSON.stringify({ product: PRODUCT, agentId, platform: 'windows' }) };
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

async function furnish(origin: string): Promise<{ token: string; agents: string[] }> {
  const call = async (method: string, path: string, body: unknown, token?: string) => {
    const response = await fetch(origin + path, {
      method,
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  const { accessToken: admin } = await call('POST', '/v1/auth/sign-in', ADMIN);
  await call('PUT', `/v1/plan/${PRODUCT}`, { named: 0, concurrent: CONNECTIONS }, admin);
  const agents: string[] = [];
  for (let index = 0; index < CONNECTIONS; index += 1) {
    const user = { email: `agent${index}@bench.example`, firstName: 'Agent', lastName: String(index) };
    const { id } = await call('POST', '/v1/users', user, admin);
    await call('PUT', `/v1/users/${id}/seats/${PRODUCT}`, { type: 'concurrent' }, admin);
    agents.push(id!);
  }
  const service = await call('POST', '/v1/service-accounts', { name: 'bench', privileges: ['act-for-agents'] }, admin);
  const response = await fetch(`${origin}/v1/auth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: service.clientId!, client_secret: service.clientSecret! }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return { token: access_token, agents };
}

/** Starts a server and waits until it says that it is ready. */
function started(script: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (text) => String(text).includes('ready') && resolve(child));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
}

function cpuMs(child: ChildProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
