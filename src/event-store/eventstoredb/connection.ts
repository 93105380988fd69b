import { setTimeout as sleep } from 'node:timers/promises';
import { AppendingClient } from './appending-client.ts';
import type { ServerSettings } from './connection-string.ts';
import { explain, kindOf, NoAnswer } from './faults.ts';

/** `dispose()` may never settle while a stream of the client hangs. */
const DISPOSE_WITHIN_MS = 1_000;

export type Log = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
};

/** A client of the server, replaced by a new one whenever it is not sure that it mends itself. */
export class Connection {
  readonly #settings: ServerSettings;
  readonly #log: Log;
  #client: AppendingClient;
  #inTrouble = false;
  #closed = false;

  constructor(settings: ServerSettings, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#client = connect(settings);
  }

  /** The client of now, for what outlives a call. */
  get client(): AppendingClient {
    return this.#client;
  }

  /**
   * Makes one call under a timer of ours.
   * @throws what the client throws, or `NoAnswer`.
   */
  async call<T>(what: string, withinMs: number, run: (client: AppendingClient) => Promise<T>): Promise<T> {
    const client = this.#client;
    try {
      const answer = await within(withinMs, what, run(client));
      this.#noteRecovery();
      return answer;
    } catch (error) {
      this.#note(what, error);
      if (kindOf(error) === 'doubtful') this.replace(client);
      throw error;
    }
  }

  /** Gives up a client, unless it has been replaced already. */
  replace(client: AppendingClient): void {
    if (client !== this.#client || this.#closed) return;
    const old = this.#client;
    this.#client = connect(this.#settings);
    old.retire().catch(() => {});
  }

  /** Cancels what is under way. The client then ends reads as if they were whole, so that readers have to ask `closed`. */
  async close(): Promise<void> {
    this.#closed = true;
    const client = this.#client;
    const disposed = Promise.all([client.dispose(), client.retire()]).catch(() => {});
    const given = new AbortController();
    await Promise.race([disposed, sleep(DISPOSE_WITHIN_MS, undefined, { signal: given.signal }).catch(() => {})]);
    given.abort();
  }

  get closed(): boolean {
    return this.#closed;
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

/** @throws NoAnswer after so many milliseconds; what comes later is nobody's. */
async function within<T>(milliseconds: number, what: string, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer to ${what} in ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The client would tell the console, each time, that it finds our keep-alives frequent. */
function connect(settings: ServerSettings): AppendingClient {
  const { warn } = console;
  console.warn = () => {};
  try {
    return new AppendingClient(settings);
  } finally {
    console.warn = warn;
  }
}
