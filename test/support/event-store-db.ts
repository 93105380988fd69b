import { isInstalled, RealServer } from '../event-store/eventstoredb/real-server.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';

export type EventStoreDbServer = { url: string; stop(): Promise<void> };

/** The server of EVENTSTORE_URL, else `eventstored` on loopback, else the stand-in; the run says which. */
export async function startEventStoreDb(): Promise<EventStoreDbServer> {
  const given = process.env.EVENTSTORE_URL;
  if (given) {
    say('the server of EVENTSTORE_URL');
    return { url: given, stop: async () => {} };
  }
  if (isInstalled()) {
    say('eventstored on loopback');
    const server = await RealServer.start({ inMemory: true });
    return { url: server.url, stop: () => server.remove() };
  }
  say('the stand-in');
  const standIn = await StandIn.start();
  return { url: standIn.url, stop: () => standIn.stop() };
}

function say(which: string): void {
  process.stdout.write(`  EventStoreDB: ${which}\n`);
}
