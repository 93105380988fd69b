import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const PRODUCT = 'remote-support-v5';
const ADMIN = { email: 'admin@bench.example', password: 'a password for the bench' };

/** The server itself, as `npm start` runs it, on a folder. */
export function startServer(folder: string, port: number): Promise<ChildProcess> {
  return startProcess(fileURLToPath(new URL('../src/main.js', import.meta.url)), {
    DATA_DIR: folder,
    PORT: String(port),
    BOOTSTRAP_ADMIN_EMAIL: ADMIN.email,
    BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password,
    LOG_LEVEL: 'warn',
  });
}

export function startEcho(port: number): Promise<ChildProcess> {
  return startProcess(fileURLToPath(new URL('../../bench/echo-server.mjs', import.meta.url)), { PORT: String(port) });
}

/** Starts a server and waits until it says that it is ready. */
function startProcess(script: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', script], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (text) => String(text).includes('ready') && resolve(child));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Agents with shared seats, and a service account that acts for them. */
export async function furnishServer(
  origin: string,
  seats: number,
): Promise<{ token: string; account: string; agents: string[] }> {
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
  const account = JSON.parse(atob(admin!.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))).account as string;
  await call('PUT', `/v1/plan/${PRODUCT}`, { named: 0, concurrent: seats }, admin);
  const agents: string[] = [];
  for (let index = 0; index < seats; index += 1) {
    const user = { email: `agent${index}@bench.example`, firstName: 'Agent', lastName: String(index) };
    const { id } = await call('POST', '/v1/users', user, admin);
    await call('PUT', `/v1/users/${id}/seats/${PRODUCT}`, { type: 'concurrent' }, admin);
    agents.push(id!);
  }
  const service = await call('POST', '/v1/service-accounts', { name: 'bench', privileges: ['act-for-agents'] }, admin);
  const response = await fetch(`${origin}/v1/auth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: service.clientId!,
      client_secret: service.clientSecret!,
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return { token: access_token, account, agents };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
