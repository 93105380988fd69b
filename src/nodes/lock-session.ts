import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseUnavailable, faultOf } from '../postgres/faults.ts';

const CONNECT_WITHIN_MS = 5_000;
const PING_EVERY_MS = 1_000;
/** The server ends a session that has asked nothing for so long, and its locks are anybody's: its process may be frozen. */
const SERVER_FORGETS_MS = 4_000;
/** Sooner than that, and counted from when we last asked what was answered, we hold the locks for lost ourselves. */
const CACHED_FOR_MS = 3_000;
const GOODBYE_WITHIN_MS = 1_000;
/** SQLSTATE of a setting that the server does not know. */
const UNKNOWN_SETTING = '42704';

/**
 * One connection to PostgreSQL, and the advisory locks that live and die with it. It is never mended: when in doubt it is
 * over, with every lock, and another one has to be opened.
 */
export class LockSession {
  readonly #client: pg.Client;
  readonly #socket: Socket;
  readonly #schema: string;
  readonly #over = new AbortController();
  /** Held or asked for. The server would grant a session once more what it has already. */
  readonly #names = new Set<string>();
  readonly #pinging: NodeJS.Timeout;
  #doubting: NodeJS.Timeout | undefined;
  #believedUntilMs = 0;

  private constructor(client: pg.Client, socket: Socket, opened: { schema: string; askedMs: number }) {
    this.#client = client;
    this.#socket = socket;
    this.#schema = opened.schema;
    client.on('error', (error) => this.#end(error));
    client.on('end', () => this.#end(new Error('The connection has ended')));
    this.#pinging = setInterval(() => void this.#ping(), PING_EVERY_MS).unref();
    this.#believeFrom(opened.askedMs);
  }

  /** @throws DatabaseUnavailable */
  static async open(url: string): Promise<LockSession> {
    const socket = new Socket();
    const client = new pg.Client({
      connectionString: url,
      application_name: 'seatledger locks',
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: CACHED_FOR_MS,
      keepAlive: true,
      // Everybody's statements share the connection, and none waits there for a lock.
      pipeline: true,
      stream: () => socket,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const askedMs = performance.now();
      const { rows } = await client.query<{ schema: string | null }>(
        `select set_config('idle_session_timeout', $1, false), current_schema() as schema`,
        [String(SERVER_FORGETS_MS)],
      );
      return new LockSession(client, socket, { schema: rows[0]?.schema ?? '', askedMs });
    } catch (error) {
      socket.destroy();
      throw explained(error);
    }
  }

  /** Aborts once the locks may be somebody else's; the reason says why. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Whether the lock is ours now. It is not while anybody has it, this process included, nor once the session is over. */
  tryLock(name: string): Promise<boolean> {
    return this.#try('pg_try_advisory_lock', name);
  }

  /** The same for a lock that any number of sessions may share, as long as nobody has it alone. */
  tryShare(name: string): Promise<boolean> {
    return this.#try('pg_try_advisory_lock_shared', name);
  }

  /** Never rejects: a session that can't say that it gives a lock up is over, and so is the lock. */
  async unlock(name: string): Promise<void> {
    await this.#ask('select pg_advisory_unlock($1)', [this.#key(name)]);
    this.#names.delete(name);
  }

  /** Gives up every lock. */
  async close(): Promise<void> {
    this.#stopBelieving(new DatabaseUnavailable('The locks were closed'));
    await Promise.race([this.#client.end(), pause(GOODBYE_WITHIN_MS, undefined, { ref: false })]).catch(
      () => undefined,
    );
    this.#socket.destroy();
  }

  async #try(lock: string, name: string): Promise<boolean> {
    if (this.over.aborted || this.#names.has(name)) return false;
    this.#names.add(name);
    const rows = await this.#ask<{ is_ours: boolean }>(`select ${lock}($1) as is_ours`, [this.#key(name)]);
    const isOurs = rows?.[0]?.is_ours === true && !this.over.aborted;
    if (!isOurs) this.#names.delete(name);
    return isOurs;
  }

  /** Answers `undefined` when the session is over by it. */
  async #ask<Row extends pg.QueryResultRow>(text: string, values: readonly string[] = []): Promise<Row[] | undefined> {
    const askedMs = performance.now();
    try {
      const { rows } = await this.#client.query<Row>(text, [...values]);
      this.#believeFrom(askedMs);
      return rows;
    } catch (error) {
      this.#end(error);
      return undefined;
    }
  }

  async #ping(): Promise<void> {
    await this.#ask('select 1');
  }

  /** The server heard of us then, or later. */
  #believeFrom(askedMs: number): void {
    this.#believedUntilMs = Math.max(this.#believedUntilMs, askedMs + CACHED_FOR_MS);
    const leftMs = this.#believedUntilMs - performance.now();
    const inDoubt = () => this.#end(new Error(`No answer for ${CACHED_FOR_MS} ms`));
    clearTimeout(this.#doubting);
    if (leftMs <= 0) inDoubt();
    else if (!this.over.aborted) this.#doubting = setTimeout(inDoubt, leftMs).unref();
  }

  #end(error: unknown): void {
    this.#stopBelieving(explained(error));
    this.#socket.destroy();
  }

  #stopBelieving(reason: unknown): void {
    clearInterval(this.#pinging);
    clearTimeout(this.#doubting);
    this.#over.abort(reason);
  }

  #key(name: string): string {
    return advisoryKey(this.#schema, name);
  }
}

/** Locks are numbers within one database. The schema is part of them, so that two installations there do not meet. */
export function advisoryKey(schema: string, name: string): string {
  const hash = createHash('sha256').update(JSON.stringify([schema, name]));
  return String(hash.digest().readBigInt64BE());
}

function explained(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && error.code === UNKNOWN_SETTING)
    return new DatabaseUnavailable(
      'Many nodes need PostgreSQL 14 or newer: an older one keeps the locks of a frozen node',
      {
        cause: error,
      },
    );
  const fault = faultOf(error);
  return fault instanceof DatabaseUnavailable ? fault : new DatabaseUnavailable(String(error), { cause: error });
}
