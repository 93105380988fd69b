import { isInstalled, RealServer } from '../event-store/eventstoredb/real-server.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';

export type EventStoreDbServer = { url: string; stop(): Promise<void> };

/** One of our own, which may be ill-treated: what it has written is still there when it starts again. */
export type OwnEventStoreDb = EventStoreDbServer & {
  kill(): Promise<void>;
  start(): Promise<void>;
  /** The stand-in, which is no process, passes it over. */
  signal(signal: NodeJS.Signals): void;
};

/** The server of EVENTSTORE_URL, else one of our own; the run says which. */
export async function startEventStoreDb(): Promise<EventStoreDbServer> {
  const given = process.env.EVENTSTORE_URL;
  if (!given) return startOwnEventStoreDb();
  say('the server of EVENTSTORE_URL');
  return { url: given, stop: async () => {} };
}

/** `eventstored` on loopback, else the stand-in; the run says which. */
export async function startOwnEventStoreDb(): Promise<OwnEventStoreDb> {
  if (isInstalled()) {
    say('eventstored on loopback');
    const server = await RealServer.start({ inMemory: false });
    return {
      url: server.url,
      kill: () => server.kill(),
      start: () => server.start(),
      signal: (signal) => server.signal(signal),
      stop: () => server.remove(),
    };
  }
  say('the stand-in');
  const standIn = await StandIn.start();
  const stop = () => standIn.stop();
  return { url: standIn.url, kill: stop, start: () => standIn.start(), signal: () => {}, stop };
}

function say(which: string): void {
  process.stdout.write(`  EventStoreDB: ${which}\n`);
}
