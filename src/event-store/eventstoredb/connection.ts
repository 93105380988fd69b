import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../event-store.ts';
import { AppendingClient } from './appending-client.ts';
import type { ServerSettings } from './connection-string.ts';
import { explain, type FaultKind, kindOf, LeaderUnknown } from './faults.ts';
import { findLeader } from './leader.ts';
import { within } from './within.ts';

/** `dispose()` may never settle while a stream of the client hangs. */
const DISPOSE_WITHIN_MS = 1_000;
/** How long a call waits for a leader to be found; the search goes on for the next ones. */
const CONNECT_WITHIN_MS = 2_000;

export type Log = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
};

/**
 * A client of the server, or of the leader of a cluster, replaced by a new one whenever it is not sure that it mends
 * itself. A new client of a cluster begins with a search for the leader.
 */
export class Connection {
  readonly #settings: ServerSettings;
  readonly #log: Log;
  readonly #closing = new AbortController();
  #client: Promise<AppendingClient> | undefined;
  #inTrouble = false;

  constructor(settings: ServerSettings, log: Log) {
    this.#settings = settings;
    this.#log = log;
  }

  /** The client of now, for what outlives a call. */
  get client(): Promise<AppendingClient> {
    // One that was retired would connect anew.
    if (this.closed) return Promise.reject(new StoreUnavailable('The event store has closed'));
    this.#client ??= this.#connect();
    return this.#client;
  }

  /**
   * Makes one call under a timer of ours, once there is somebody to call.
   * @throws what the client throws, `NoAnswer`, or `LeaderUnknown`.
   */
  async call<T>(what: string, withinMs: number, run: (client: AppendingClient) => Promise<T>): Promise<T> {
    const connecting = this.client;
    let connected = false;
    try {
      // Whoever was told that there is no leader sends again: what waits for one must not be sent later.
      const client = await within(Math.min(withinMs, CONNECT_WITHIN_MS), 'a search for the leader', connecting);
      connected = true;
      const answer = await within(withinMs, what, run(client));
      this.#noteRecovery();
      return answer;
    } catch (error) {
      this.#note(what, error);
      if (connected && !this.#mends(kindOf(error))) this.#replace(connecting);
      throw error;
    }
  }

  #connect(): Promise<AppendingClient> {
    const { kind, hosts } = this.#settings;
    if (kind === 'server') return Promise.resolve(new AppendingClient(this.#settings, hosts[0]!));
    const connecting = findLeader(this.#settings, this.#closing.signal);
    connecting.catch((error: unknown) => this.#giveUpSearch(connecting, error));
    return connecting;
  }

  /** Whoever waited has been told that it takes long; why is told here, once a search. */
  #giveUpSearch(search: Promise<AppendingClient>, error: unknown): void {
    this.#forget(search);
    if (this.closed || !(error instanceof LeaderUnknown)) return;
    const details = { server: this.#settings.description, reason: explain(error) };
    this.#log.warn(details, 'No leader of the EventStoreDB cluster was found; the next call searches again');
  }

  /** Whether the client is as good as before: of a cluster, another node may be the leader now. */
  #mends(kind: FaultKind): boolean {
    if (kind === 'doubtful') return false;
    return this.#settings.kind === 'server' || (kind !== 'unavailable' && kind !== 'not-leader');
  }

  /** Gives up a client, unless it has been replaced already. */
  #replace(client: Promise<AppendingClient>): void {
    if (client !== this.#client || this.closed) return;
    this.#forget(client);
    client.then((old) => old.retire()).catch(() => {});
  }

  #forget(client: Promise<AppendingClient>): void {
    if (client === this.#client) this.#client = undefined;
  }

  /** Cancels what is under way. The client then ends reads as if they were whole, so that readers have to ask `closed`. */
  async close(): Promise<void> {
    this.#closing.abort();
    const disposed = this.#client?.then((client) => Promise.all([client.dispose(), client.retire()])).catch(() => {});
    const given = new AbortController();
    await Promise.race([disposed, sleep(DISPOSE_WITHIN_MS, undefined, { signal: given.signal }).catch(() => {})]);
    given.abort();
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Once a trouble, not once a call; a node that is not the leader each time, since that is how a failover shows. */
  #note(what: string, error: unknown): void {
    const kind = kindOf(error);
    if (kind !== 'not-leader' && kind !== 'unavailable' && kind !== 'doubtful') return;
    const details = { server: this.#settings.description, call: what, kind, reason: explain(error) };
    if (kind === 'not-leader' || !this.#inTrouble) this.#log.warn(details, 'EventStoreDB did not do as asked');
    this.#inTrouble = true;
  }

  #noteRecovery(): void {
    if (!this.#inTrouble) return;
    this.#inTrouble = false;
    this.#log.info({ server: this.#settings.description }, 'EventStoreDB answers again');
  }
}
