import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Sealer } from '../../auth/credentials/sealer.ts';
import type { SharedDatabase } from '../../postgres/shared-database.ts';
import { bringUpToDate, type TableSet } from '../../postgres/versioned-tables.ts';
import {
  type AnswerStore,
  type KeyLock,
  KEEP_FOR_MS,
  type KeptAnswer,
  sameRequest,
  sealContext,
} from './answer-store.ts';
import { Batches } from '../../postgres/batches.ts';
import { StoreUnavailable } from '../../event-store/event-store.ts';
import { HttpProblem } from '../problem.ts';

/** Those who wait are requests under way, whose number is bounded where they are let in as well. */
const WAITING = 20_000;
const TRIES_A_STATEMENT = 512;
/** Answers may be long: those of a batch of a thousand commands are. */
const ANSWERS_A_STATEMENT = 64;
/** A claim that is not prolonged for so long is that of a process that died, or stands still. */
const CLAIM_FOR_MS = 3_000;
const PROLONG_EVERY_MS = 1_000;
/** No command takes longer. Whatever holds its claim then has got lost. */
const PROLONG_UP_TO_MS = 60_000;
/** How often one who waits for another process looks. */
const LOOK_AGAIN_MS = { first: 20, most: 250 } as const;
const WAIT_WITHIN_MS = 20_000;
const PRUNE_EVERY_MS = 10_000;
const PRUNED_AT_A_TIME = 2_000;
const MOST_PRUNES = 20;

/** `account`: whose key it is, the caller's in full; the table is older than that. A row is a claim until it has a status. It counts until `expires_at`: milliseconds since 1970, by the database's clock. */
const TABLES: TableSet = {
  name: 'answers',
  steps: [
    async (transaction) => {
      await sql`create table kept_answer (
        account text collate "C" not null, key text collate "C" not null, fingerprint text not null, claim text not null,
        expires_at bigint not null, status integer, content_type text, body bytea, primary key (account, key)
      )`.execute(transaction);
      await sql`create index kept_answer_by_expiry on kept_answer (expires_at)`.execute(transaction);
    },
  ],
};

const NOW = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** One try of a request to take a key: `claim` is its own. */
type Try = { account: string; key: string; fingerprint: string; claim: string };
type Kept = Try & { answer: KeptAnswer };
type Row = Try & ({ status: null } | { status: number; contentType: string; body: Uint8Array });

type Parts = { db: Kysely<unknown>; sealer: Sealer; logger: Pick<Logger, 'warn'>; pruneEveryMs?: number };

/**
 * Answers of keyed commands in the PostgreSQL that all nodes share. The first request under a key takes it by writing a row;
 * the row is prolonged while its command runs and becomes the answer. All that arrives meanwhile is written together.
 * @param options.database stays open: it is for whoever opened it to close.
 * @throws DatabaseUnavailable, TablesTooNew
 */
export async function openSharedAnswers<Tables>({
  database,
  ...parts
}: Omit<Parts, 'db'> & { database: SharedDatabase<Tables> }): Promise<AnswerStore> {
  await bringUpToDate(database.db, TABLES);
  return new SharedAnswers({ db: database.db as unknown as Kysely<unknown>, ...parts });
}

class SharedAnswers implements AnswerStore {
  readonly #db: Kysely<unknown>;
  readonly #sealer: Sealer;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #tries = new Batches<Try, Row | null>((tries) => this.#take(tries), {
    atOnce: TRIES_A_STATEMENT,
    waiting: WAITING,
  });
  readonly #keeps = new Batches<Kept, undefined>((kept) => this.#write(kept), {
    atOnce: ANSWERS_A_STATEMENT,
    waiting: WAITING,
  });
  /** Those whose commands run here: when they were taken, and until when they surely are ours, by this process's own clock. */
  readonly #held = new Map<Try, { takenAtMs: number; untilMs: number }>();
  readonly #closing = new AbortController();
  readonly #working: Promise<unknown>;

  constructor({ db, sealer, logger, pruneEveryMs = PRUNE_EVERY_MS }: Parts) {
    this.#db = db;
    this.#sealer = sealer;
    this.#logger = logger;
    this.#working = Promise.all([
      this.#every(PROLONG_EVERY_MS, () => this.#prolong()),
      this.#every(pruneEveryMs, () => this.#prune()),
    ]);
  }

  async lock(account: string, key: string, fingerprint: string): Promise<KeyLock | KeptAnswer> {
    const one = { account, key, fingerprint, claim: randomUUID() };
    const giveUpAt = performance.now() + WAIT_WITHIN_MS;
    for (let waitMs: number = LOOK_AGAIN_MS.first; ; waitMs = Math.min(waitMs * 2, LOOK_AGAIN_MS.most)) {
      const askedMs = performance.now();
      const row = await this.#tries.ask(one);
      if (row?.claim === one.claim) return this.#hold(one, askedMs);
      if (row) sameRequest(row, fingerprint);
      if (row && row.status !== null) return this.#answerOf(row);
      if (performance.now() > giveUpAt || this.#closing.signal.aborted)
        throw new HttpProblem('OVERLOADED', {
          retryAfterSeconds: 1,
          detail: 'The first request under this key still runs.',
        });
      await pause(waitMs);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#working;
    await this.#tries.settled();
    await this.#keeps.settled();
  }

  #hold(one: Try, askedMs: number): KeyLock {
    this.#held.set(one, { takenAtMs: askedMs, untilMs: askedMs + CLAIM_FOR_MS });
    const letGo = () => this.#held.delete(one);
    return {
      keep: (answer) => this.#keeps.ask({ ...one, answer }).finally(letGo),
      requireHeld: () => {
        if (performance.now() < (this.#held.get(one)?.untilMs ?? 0)) return;
        throw new StoreUnavailable('This took so long that another node may have done it meanwhile. Send it again.');
      },
      release: () => this.#release(one).finally(letGo),
    };
  }

  #answerOf({ account, key, fingerprint, status, contentType, body }: Row & { status: number }): KeptAnswer {
    return { fingerprint, status, contentType, body: this.#sealer.open(body, sealContext(account, key)).toString() };
  }

  /** Takes what is free or has expired. @returns what is there afterwards; `null` what is gone again already. */
  async #take(tries: readonly Try[]): Promise<(Row | null)[]> {
    // In one order on all nodes, or two of them could wait for each other's rows.
    const { rows: taken } = await sql<Try>`
      insert into kept_answer as present (account, key, fingerprint, claim, expires_at)
      select distinct on (account, key) account, key, fingerprint, claim, ${NOW} + ${CLAIM_FOR_MS}::bigint
      from ${triesIn(tries)} order by account, key
      on conflict (account, key) do update
      set fingerprint = excluded.fingerprint, claim = excluded.claim, expires_at = excluded.expires_at,
        status = null, content_type = null, body = null
      where present.expires_at <= ${NOW}
      returning account, key, fingerprint, claim`.execute(this.#db);
    const found = new Map<string, Row>(taken.map((one) => [nameOf(one), { ...one, status: null }]));
    const others = tries.filter((one) => !found.has(nameOf(one)));
    for (const row of others.length === 0 ? [] : await this.#read(others)) found.set(nameOf(row), row);
    return tries.map((one) => found.get(nameOf(one)) ?? null);
  }

  async #read(tries: readonly Try[]): Promise<Row[]> {
    const { rows } = await sql<Row>`
      select present.account, present.key, present.fingerprint, present.claim, status, content_type as "contentType", body
      from kept_answer as present join ${triesIn(tries)} using (account, key)`.execute(this.#db);
    return rows;
  }

  /** A claim that was lost meanwhile is not written over: somebody else has answered, or will. */
  async #write(kept: readonly Kept[]): Promise<undefined[]> {
    const sealed = kept.map(({ account, key, answer }) =>
      this.#sealer.seal(Buffer.from(answer.body), sealContext(account, key)),
    );
    const statuses = kept.map(({ answer }) => answer.status);
    const contentTypes = kept.map(({ answer }) => answer.contentType);
    await sql`
      insert into kept_answer as present
        (account, key, fingerprint, claim, expires_at, status, content_type, body)
      select distinct on (account, key)
        account, key, fingerprint, claim, ${NOW} + ${KEEP_FOR_MS}::bigint, status, content_type, body
      from unnest(${column(kept, 'account')}::text[], ${column(kept, 'key')}::text[],
        ${column(kept, 'fingerprint')}::text[], ${column(kept, 'claim')}::text[],
        ${statuses}::integer[], ${contentTypes}::text[], ${sealed}::bytea[])
        as given (account, key, fingerprint, claim, status, content_type, body)
      order by account, key
      on conflict (account, key) do update
      set claim = excluded.claim, expires_at = excluded.expires_at, status = excluded.status,
        content_type = excluded.content_type, body = excluded.body
      where present.claim = excluded.claim or present.expires_at <= ${NOW}`.execute(this.#db);
    return kept.map(() => undefined);
  }

  async #release({ account, key, claim }: Try): Promise<void> {
    await sql`delete from kept_answer where account = ${account} and key = ${key} and claim = ${claim}
      and status is null`.execute(this.#db);
  }

  /** Passes over what somebody looks at just now: a claim outlasts two rounds. */
  async #prolong(): Promise<void> {
    const tooOld = performance.now() - PROLONG_UP_TO_MS;
    for (const [one, { takenAtMs }] of this.#held) if (takenAtMs < tooOld) this.#held.delete(one);
    if (this.#held.size === 0) return;
    const askedMs = performance.now();
    const { rows } = await sql<{ claim: string }>`
      update kept_answer set expires_at = ${NOW} + ${CLAIM_FOR_MS}::bigint
      where (account, key) in (
        select present.account, present.key
        from kept_answer as present join ${triesIn([...this.#held.keys()])} using (account, key, claim)
        where status is null for update of present skip locked)
      returning claim`.execute(this.#db);
    const prolonged = new Set(rows.map(({ claim }) => claim));
    for (const [one, held] of this.#held) if (prolonged.has(one.claim)) held.untilMs = askedMs + CLAIM_FOR_MS;
  }

  async #prune(): Promise<void> {
    for (let round = 0; round < MOST_PRUNES && !this.#closing.signal.aborted; round += 1) {
      const { numAffectedRows } = await sql`
        delete from kept_answer where (account, key) in (
          select account, key from kept_answer where expires_at <= ${NOW}
          limit ${PRUNED_AT_A_TIME} for update skip locked)`.execute(this.#db);
      if (Number(numAffectedRows) < PRUNED_AT_A_TIME) return;
    }
  }

  /** What fails now is done the next time. */
  async #every(ms: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      await work().catch((err: unknown) => this.#logger.warn({ err }, 'Kept answers could not be tended to'));
    }
  }
}

function triesIn(tries: readonly Try[]) {
  return sql`unnest(${column(tries, 'account')}::text[], ${column(tries, 'key')}::text[],
    ${column(tries, 'fingerprint')}::text[], ${column(tries, 'claim')}::text[])
    as wanted (account, key, fingerprint, claim)`;
}

const column = (tries: readonly Try[], name: keyof Try) => tries.map((one) => one[name]);
const nameOf = ({ account, key }: { account: string; key: string }) => `${account}\n${key}`;
