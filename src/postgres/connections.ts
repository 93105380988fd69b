import type {
  CompiledQuery,
  PostgresCursor,
  PostgresPool,
  PostgresPoolClient,
  PostgresQueryResult,
  QueryResult,
} from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { DatabaseUnavailable, faultOf } from './faults.ts';

/** Until a connection is made, or one of the pool is free. */
const CONNECT_WITHIN_MS = 5_000;
/** Building an index, and waiting for queries to let go of a table that is being replaced. */
const SCHEMA_WORK_WITHIN_MS = 3_600_000;
const SCHEMA_WORK = /^\s*(create|alter|drop)\s/iu;
/**
 * The server undoes a transaction in which nothing has been asked for so long: its process may be frozen, or its machine gone
 * without a word, and what it holds locked others wait for. Sooner than their waits end.
 */
const OPEN_TRANSACTION_MS = 5_000;
const INT8 = 20;

export type ConnectionOptions = {
  url: string;
  /** Connections at a time. */
  max: number;
  /** A statement that takes longer is given up, with its connection: nothing hangs on a server that stands still. */
  withinMs: number;
  /** When the server itself ends a statement or a wait for a lock; sooner than we do, so that it tells why. */
  server: { statement_timeout?: number; lock_timeout?: number };
  logger: Pick<Logger, 'info' | 'warn'>;
};

/** Connections to PostgreSQL that say in one way that it does not answer, and never go back to the pool broken. */
export class PostgresConnections implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #options: ConnectionOptions;
  #isAnswering = true;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#pool = new pg.Pool({
      connectionString: options.url,
      application_name: 'seatledger',
      max: options.max,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      // Statements that are sent together are answered together; and one given up takes its connection with it.
      pipeline: true,
      types: { getTypeParser: parserOf },
      idle_in_transaction_session_timeout: OPEN_TRANSACTION_MS,
      ...options.server,
    });
    // Whoever uses a connection hears of its end from their statement; without a listener the process would end as well.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
    this.#pool.on('error', (error) => this.#failed(error));
  }

  async connect(): Promise<PooledConnection> {
    try {
      const client = await this.#pool.connect();
      this.#answered();
      return new PooledConnection(client, this.#options.withinMs, (error) => this.#failed(error));
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /**
   * Sends all statements at once, in one transaction: one round trip for however many, another to make them last.
   * @param check sees the results before that.
   */
  async runTogether(
    statements: readonly CompiledQuery[],
    check?: (results: QueryResult<unknown>[]) => void,
  ): Promise<void> {
    const connection = await this.connect();
    try {
      const sent = [
        connection.query('begin', []),
        ...statements.map((one) => connection.query(one.sql, one.parameters)),
      ];
      const [, ...results] = await Promise.all(sent);
      check?.(results.map(({ rows, rowCount }) => ({ rows, numAffectedRows: BigInt(rowCount ?? 0) })));
      await connection.query('commit', []);
    } catch (error) {
      await connection.query('rollback', []).catch(() => undefined);
      throw error;
    } finally {
      connection.release();
    }
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }

  /** Tells the log once that the database has gone, not once a query. */
  #failed(error: unknown): unknown {
    const fault = faultOf(error);
    if (fault instanceof DatabaseUnavailable && this.#isAnswering) {
      this.#isAnswering = false;
      this.#options.logger.warn({ err: fault }, 'The database does not answer');
    }
    return fault;
  }

  #answered(): void {
    if (this.#isAnswering) return;
    this.#isAnswering = true;
    this.#options.logger.info('The database answers again');
  }
}

class PooledConnection implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #withinMs: number;
  readonly #onFault: (error: unknown) => unknown;
  #isBroken = false;

  constructor(client: pg.PoolClient, withinMs: number, onFault: (error: unknown) => unknown) {
    this.#client = client;
    this.#withinMs = withinMs;
    this.#onFault = onFault;
  }

  query<Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(text: string | PostgresCursor<Row>, parameters: readonly unknown[] = []): never {
    if (typeof text !== 'string') throw new TypeError('Statements that are sent together leave no room for a cursor');
    return this.#run<Row>(text, parameters) as never;
  }

  async #run<Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const query_timeout = SCHEMA_WORK.test(text) ? SCHEMA_WORK_WITHIN_MS : this.#withinMs;
    const config = { text, values: parameters.map(storable), query_timeout };
    try {
      return (await this.#client.query(config)) as unknown as PostgresQueryResult<Row>;
    } catch (error) {
      const fault = this.#onFault(error);
      if (fault instanceof DatabaseUnavailable) this.#isBroken = true;
      throw fault;
    }
  }

  release(): void {
    this.#client.release(this.#isBroken);
  }
}

/** Counts and positions come as bigint: they are safe integers, or the log would have ended long before. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  return oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
}

/** PostgreSQL knows no U+0000 in text. The edge refuses it, so only a search can hold one, and must not find anything by it. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD');
  return Array.isArray(value) ? value.map(storable) : value;
}
