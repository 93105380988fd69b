import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { LRUCache } from 'lru-cache';

/** Prepared statements kept a connection. Lists build their SQL from filters, so the number of texts has to end somewhere. */
const STATEMENTS_MAX = 250;

/** Kysely over one connection of Node's own SQLite: no native build, no other dependency. */
export class NodeSqliteDialect implements Dialect {
  readonly #database: DatabaseSync;
  readonly #begin: 'begin' | 'begin immediate';
  readonly #driver: NodeSqliteDriver;

  /** @param options.begin `begin immediate` for a connection that writes: it queues for the lock instead of failing later. */
  constructor(database: DatabaseSync, options: { begin: 'begin' | 'begin immediate' }) {
    this.#database = database;
    this.#begin = options.begin;
    this.#driver = new NodeSqliteDriver(this.#database, this.#begin);
  }

  /**
   * Runs statements in one transaction, all of them or none, without a turn of the loop in between.
   * @param check sees the results before they are made to last, and throws to undo them.
   */
  runTogether(statements: readonly CompiledQuery[], check?: (results: QueryResult<unknown>[]) => void): Promise<void> {
    return this.#driver.runTogether(statements, check);
  }

  createAdapter = () => new SqliteAdapter();
  createDriver = () => this.#driver;
  createQueryCompiler = () => new SqliteQueryCompiler();
  createIntrospector = (db: Kysely<unknown>) => new SqliteIntrospector(db);
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: NodeSqliteConnection;
  readonly #begin: string;
  /** Settles when the connection is free: a transaction spans many turns of the loop, and there is one connection. */
  #free: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(database: DatabaseSync, begin: string) {
    this.#database = database;
    this.#connection = new NodeSqliteConnection(database);
    this.#begin = begin;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#free;
    this.#free = promise;
    await before;
    this.#release = resolve;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#begin));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite itself has rolled back after some errors (a full disk, an I/O error).
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async runTogether(
    statements: readonly CompiledQuery[],
    check?: (results: QueryResult<unknown>[]) => void,
  ): Promise<void> {
    await this.acquireConnection();
    try {
      this.#connection.run(CompiledQuery.raw(this.#begin));
      const results = statements.map((statement) => this.#connection.run(statement));
      check?.(results);
      this.#connection.run(CompiledQuery.raw('commit'));
    } catch (error) {
      if (this.#database.isTransaction) this.#connection.run(CompiledQuery.raw('rollback'));
      throw error;
    } finally {
      await this.releaseConnection();
    }
  }

  async destroy(): Promise<void> {
    this.#connection.forget();
    this.#database.close();
  }
}

type Prepared = { statement: StatementSync; returnsRows: boolean };

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new LRUCache<string, Prepared>({ max: STATEMENTS_MAX });

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.run<Row>(query);
  }

  run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const { statement, returnsRows } = this.#prepare(sql);
    const values = parameters as readonly SQLInputValue[];
    if (returnsRows) return { rows: statement.all(...values) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  /** One row at a time, from a statement of its own: the cached one may be asked again before the stream has ended. */
  async *streamQuery<Row>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    for (const row of this.#database.prepare(sql).iterate(...(parameters as readonly SQLInputValue[]))) {
      yield { rows: [row as Row] };
    }
  }

  forget(): void {
    this.#prepared.clear();
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}
