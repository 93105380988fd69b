import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSchema, type TestDatabase } from '../read-models/databases.ts';
import { type Answer, Api, current, type Headers, type Origin, type Token } from './api.ts';
import { type EventStoreDbServer, startEventStoreDb } from './event-store-db.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { ADMIN, Server } from './server.ts';

/** Processes of the product over one EventStoreDB and one PostgreSQL, as they run behind a balancer. */
export class SeveralNodes {
  /** Of 503 answers to patient clients, how many there were of each code. */
  readonly turnedAway = new Map<string, number>();
  #turn = 0;

  private constructor(
    readonly nodes: readonly Server[],
    readonly eventStore: EventStoreDbServer,
    /** Where it is their own. */
    readonly postgres: PostgresServer | undefined,
    readonly database: TestDatabase,
    /** What they all are told. */
    readonly settings: { eventStore: string; readDatabase: string; masterKey: string },
  ) {}

  /** @param options.eventStore where the log is to be; `ownPostgres`: one that may be ill-treated. */
  static async start(
    count: number,
    options: {
      eventStore?: EventStoreDbServer;
      ownPostgres?: boolean;
      env?: (node: number) => Record<string, string>;
    } = {},
  ): Promise<SeveralNodes> {
    const [eventStore, postgres] = await Promise.all([
      options.eventStore ?? startEventStoreDb(),
      options.ownPostgres ? startPostgres() : undefined,
    ]);
    const database = await createSchema(postgres?.url);
    const masterKey = randomBytes(32).toString('base64');
    const settings = { eventStore: eventStore.url, readDatabase: database.place, masterKey };
    const shared = { EVENT_STORE: eventStore.url, READ_DATABASE: database.place, MASTER_KEY: masterKey };
    const nodes = Array.from(
      { length: count },
      (_, node) => new Server({ env: { ...shared, ...options.env?.(node) } }),
    );
    const all = new SeveralNodes(nodes, eventStore, postgres, database, settings);
    // All at once, as a balancer's nodes come up: who is first is nobody's to say.
    await Promise.all(nodes.map((node) => node.start()));
    return all;
  }

  /** Nobody's API, each request to the next node. */
  get api(): Api {
    return new Api(() => this.nodes[this.#turn++ % this.nodes.length]!.origin);
  }

  /** The same, as a balancer's patient client: what a node did not answer is asked of the next, under the same key. */
  get balanced(): Api {
    return new BalancedApi(() => this.nodes[this.#turn++ % this.nodes.length]!.origin, this.turnedAway);
  }

  admin(): Promise<Api> {
    return this.api.signIn(ADMIN.email, ADMIN.password);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.dispose()));
    await this.database.remove().catch(() => undefined);
    await this.postgres?.stop();
    await this.eventStore.stop();
  }
}

/** A node that keeps a client waiting for so long may stand still; another one may not. */
const TRIES_FOR_MS = 3_000;
const GIVES_UP_AFTER_MS = 60_000;
const TRIES_AGAIN_AFTER_MS = 25;

class BalancedApi extends Api {
  protected override readonly requestWithinMs = TRIES_FOR_MS;

  constructor(
    origin: Origin,
    private readonly turnedAway: Map<string, number>,
    accessToken?: Token,
  ) {
    super(origin, accessToken);
  }

  override async call(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const keyed = method === 'GET' ? headers : { 'idempotency-key': randomUUID(), ...headers };
    const giveUpAt = performance.now() + GIVES_UP_AFTER_MS;
    for (let asked = ''; ; ) {
      asked = this.#otherThan(asked);
      try {
        const answer = await this.ask(asked, method, path, body, keyed);
        if (answer.status !== 503 || performance.now() > giveUpAt) return answer;
        this.turnedAway.set(answer.body.code, (this.turnedAway.get(answer.body.code) ?? 0) + 1);
      } catch (error) {
        if (performance.now() > giveUpAt) throw error;
      }
      await sleep(TRIES_AGAIN_AFTER_MS);
    }
  }

  /** Nobody is sent twice running to a node that did not answer. */
  #otherThan(asked: string): string {
    const next = current(this.origin);
    return next === asked ? current(this.origin) : next;
  }

  override as(accessToken: Token): Api {
    return new BalancedApi(this.origin, this.turnedAway, accessToken);
  }
}
