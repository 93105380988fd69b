import { type Kysely, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import {
  CLAIM_SECONDS,
  type LeaseClaim,
  DECIDE_WITHIN_MS,
  type Judgement,
  type LeasedSession,
  type Leases,
} from '../commands/seats/leases.ts';
import type { Lapsed } from '../domain/seat-pool/seat-pool.messages.ts';
import { Batches } from '../postgres/batches.ts';
import type { Connectivity } from './connectivity.ts';
import type { SharedTime } from './shared-time.ts';

/** So few that even in a small table to look each up costs less than to read it from end to end. */
const SESSIONS_A_STATEMENT = 200;
const MAX_WAITING = 20_000;
/** Rows of sessions that ended while nobody could say so. Whatever is open has been judged, or called, long since. */
const UNTOUCHED_DAYS = 2;
/** One at a time: rows that nobody misses can wait for the next hour. */
const TIDIED_AT_ONCE = 1_000;

type Db = Kysely<unknown>;

/**
 * L1 for any number of nodes: a row a session in the table that all of them share. Only the database's clock tells when
 * somebody was seen, and whether that is too long ago. Each lease counts from the last sign of life, but not from before the
 * database was started or this node reached it: nobody lapses for what they could not tell us (L4).
 *
 * All statements lock rows in the order of their ids, so that they wait for each other and never in a circle.
 */
export class LeaseTable implements Leases {
  readonly #db: Db;
  readonly #time: SharedTime;
  readonly #connectivity: Connectivity;
  readonly #renewals: Batches<string, number | null>;
  readonly #endings: Batches<string, undefined>;

  constructor(db: Db, time: SharedTime, connectivity: Connectivity) {
    this.#db = db;
    this.#time = time;
    this.#connectivity = connectivity;
    const limits = { atOnce: SESSIONS_A_STATEMENT, waiting: MAX_WAITING };
    this.#renewals = new Batches((ids) => this.#renewAll(ids), limits);
    this.#endings = new Batches((ids) => this.#deleteAll(ids), limits);
  }

  get graceFromMs(): number {
    return this.#connectivity.sinceMs;
  }

  /** Kept in the background: a session without a row has a full lease before it. */
  begin(sessionId: string): number {
    this.#renewals.tell(sessionId);
    return this.#time.nowMs();
  }

  /** @throws DatabaseUnavailable, Overloaded */
  renew(sessionId: string): Promise<number | null> {
    return this.#renewals.ask(sessionId);
  }

  async lastSeen(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const seen = new Map<string, number>();
    for (const ids of chunks(sessionIds)) {
      const { rows } = await this.#connectivity.run(() =>
        sql<{ id: string; seen_ms: number }>`select session_id as id, ${ms('seen_at')} as seen_ms
          from unnest(${ids}::text[]) as asked (id) join lease on session_id = asked.id`.execute(this.#db),
      );
      for (const { id, seen_ms } of rows) seen.set(id, Math.floor(seen_ms));
    }
    return seen;
  }

  /** Who has no row gets one, and with it a lease from now. */
  async judge(sessions: readonly LeasedSession[], leaseSeconds: number): Promise<Judgement> {
    const nextLapseMs = this.#time.nowMs() + leaseSeconds * 1_000;
    const judgement: Judgement = { lapsed: [], contended: [], nextLapseMs };
    for (const ids of chunks(sessions.map(({ sessionId }) => sessionId))) {
      for (const row of await this.#judged(ids, leaseSeconds)) {
        judgement.nextLapseMs = Math.min(judgement.nextLapseMs, row.next_ms ?? nextLapseMs);
        if (row.id === null) continue;
        const one = { sessionId: row.id, lastSeenAt: instant(row.seen_ms!) };
        if (row.is_claimed) judgement.contended.push(one);
        else judgement.lapsed.push(one);
      }
    }
    return judgement;
  }

  /** Rows that are locked are being renewed or claimed: they are passed over. */
  async claim(lapsed: readonly Lapsed[], leaseSeconds: number): Promise<LeaseClaim> {
    const claimer = uuidv7();
    const askedMs = performance.now();
    const claimed: Lapsed[] = [];
    for (const ids of chunks(lapsed.map(({ sessionId }) => sessionId))) {
      const sinceMs = await this.#connectivity.unbrokenSinceMs();
      const { rows } = await this.#connectivity.run(() =>
        sql<{ id: string; seen_ms: number }>`with due as (
            select session_id from lease
            where session_id = any(${ids}::text[]) and ${lapsesAt(sinceMs, leaseSeconds)} <= clock_timestamp()
              and (claimed_until is null or claimed_until <= clock_timestamp())
            order by session_id for update skip locked)
          update lease set claimed_by = ${claimer},
            claimed_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS})
          from due where lease.session_id = due.session_id
          returning lease.session_id as id, ${ms('seen_at')} as seen_ms`.execute(this.#db),
      );
      claimed.push(...rows.map(({ id, seen_ms }) => ({ sessionId: id, lastSeenAt: instant(seen_ms) })));
    }
    return {
      lapsed: claimed,
      isValid: () => performance.now() - askedMs < DECIDE_WITHIN_MS,
      giveBack: () => {
        if (claimed.length > 0) this.#giveBack(claimer, claimed).catch(() => undefined);
      },
    };
  }

  forget(sessionIds: readonly string[]): void {
    for (const sessionId of sessionIds) this.#endings.tell(sessionId);
  }

  /** Deletes some of the rows that nobody has touched for days. */
  async tidy(): Promise<void> {
    await this.#connectivity.run(() =>
      sql`delete from lease where session_id in (
        select session_id from lease where seen_at < clock_timestamp() - make_interval(days => ${UNTOUCHED_DAYS})
        order by session_id limit ${TIDIED_AT_ONCE} for update skip locked)`.execute(this.#db),
    );
  }

  /** Resolves when what was told so far is in the table, or lost. */
  async settled(): Promise<void> {
    await this.#renewals.settled();
    await this.#endings.settled();
  }

  /** What is claimed stays as it is, and has no row in the answer. */
  async #renewAll(sessionIds: readonly string[]): Promise<(number | null)[]> {
    const { rows } = await this.#connectivity.run(() =>
      sql<{ id: string; seen_ms: number }>`insert into lease (session_id, seen_at)
        select id, clock_timestamp() from unnest(${unique(sessionIds)}::text[]) as asked (id) order by id collate "C"
        on conflict (session_id) do update set seen_at = greatest(lease.seen_at, clock_timestamp()),
          claimed_by = null, claimed_until = null
        where lease.claimed_until is null or lease.claimed_until <= clock_timestamp()
        returning session_id as id, ${ms('seen_at')} as seen_ms`.execute(this.#db),
    );
    const seen = new Map(rows.map(({ id, seen_ms }) => [id, Math.floor(seen_ms)]));
    return sessionIds.map((sessionId) => seen.get(sessionId) ?? null);
  }

  async #deleteAll(sessionIds: readonly string[]): Promise<undefined[]> {
    await this.#connectivity.run(() =>
      sql`delete from lease where session_id in (
        select session_id from lease where session_id = any(${unique(sessionIds)}::text[])
        order by session_id for update)`.execute(this.#db),
    );
    return [];
  }

  /** Those that have lapsed, and when the next one does; at least one row. */
  async #judged(ids: readonly string[], leaseSeconds: number): Promise<JudgedRow[]> {
    const sinceMs = await this.#connectivity.unbrokenSinceMs();
    const { rows } = await this.#connectivity.run(() =>
      sql<JudgedRow>`with asked as (select id collate "C" as id from unnest(${ids}::text[]) as asked (id)),
        begun as (
          insert into lease (session_id, seen_at)
          select id, clock_timestamp() from asked where not exists (select from lease where session_id = id)
          order by id on conflict do nothing),
        judged as (
          select session_id, seen_at, ${lapsesAt(sinceMs, leaseSeconds)} as lapses_at,
            coalesce(claimed_until > clock_timestamp(), false) as is_claimed, clock_timestamp() as now_at
          from asked join lease on session_id = id),
        next as (select min(lapses_at) as lapses_at from judged where lapses_at > now_at)
        select ${ms('next.lapses_at')} as next_ms, session_id as id, ${ms('seen_at')} as seen_ms, is_claimed
        from next left join judged on judged.lapses_at <= now_at`.execute(this.#db),
    );
    return rows;
  }

  async #giveBack(claimer: string, claimed: readonly Lapsed[]): Promise<void> {
    for (const ids of chunks(claimed.map(({ sessionId }) => sessionId))) {
      await this.#connectivity.run(() =>
        sql`update lease set claimed_by = null, claimed_until = null where session_id in (
          select session_id from lease where session_id = any(${ids}::text[]) and claimed_by = ${claimer}
          order by session_id for update)`.execute(this.#db),
      );
    }
  }
}

type JudgedRow =
  | { next_ms: number | null; id: null; seen_ms: null; is_claimed: null }
  | { next_ms: number | null; id: string; seen_ms: number; is_claimed: boolean };

/** When the lease of a row lapses, by the database's clock. */
const lapsesAt = (sinceMs: number, leaseSeconds: number) =>
  sql`greatest(seen_at, pg_postmaster_start_time(), to_timestamp(${sinceMs}::float8 / 1000)) + make_interval(secs => ${leaseSeconds})`;

/** A column as milliseconds since the epoch. */
const ms = (column: 'seen_at' | 'next.lapses_at') => sql`(extract(epoch from ${sql.raw(column)}) * 1000)::float8`;

const instant = (epochMs: number): string => new Date(epochMs).toISOString();
const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

function* chunks(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += SESSIONS_A_STATEMENT)
    yield ids.slice(from, from + SESSIONS_A_STATEMENT);
}
