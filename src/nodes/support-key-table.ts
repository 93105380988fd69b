import { type Kysely, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import {
  keyCandidate,
  MAX_ATTEMPTS,
  type OpenSupportKey,
  recoverKey,
  type SupportKeySecrets,
} from '../auth/support-keys.ts';
import type { ReservedKey, SupportKeys } from '../commands/seats/pool-runner.ts';
import { Batches } from '../postgres/batches.ts';
import type { Connectivity } from './connectivity.ts';

/** As in the table of leases: so few that each is looked up. */
const KEYS_A_STATEMENT = 200;
const MAX_WAITING = 20_000;
/** A start that takes longer than this has failed, and left its key behind. */
const LEFT_BEHIND_AFTER_HOURS = 24;
const TIDIED_AT_ONCE = 500;

type Db = Kysely<unknown>;
type Wanted = { sessionId: string; hash: string };
type Held = { hash: string; isNew: boolean; reservation: string };
/** Which of the sessions are open; `null` when that can't be told now. */
export type OpenSessions = (sessionIds: readonly string[]) => Promise<ReadonlySet<string> | null>;

/** Support keys that are unique among the open sessions of all nodes: a row for each in the table that they share. */
export class SupportKeyTable implements SupportKeys {
  readonly #db: Db;
  readonly #connectivity: Connectivity;
  readonly #secrets: SupportKeySecrets;
  readonly #reservations: Batches<Wanted, Held | null>;
  readonly #cancellations: Batches<{ sessionId: string; reservation: string }, undefined>;
  readonly #endings: Batches<string, undefined>;

  constructor(db: Db, connectivity: Connectivity, secrets: SupportKeySecrets) {
    this.#db = db;
    this.#connectivity = connectivity;
    this.#secrets = secrets;
    const limits = { atOnce: KEYS_A_STATEMENT, waiting: MAX_WAITING };
    this.#reservations = new Batches((wanted) => this.#reserveAll(wanted), limits);
    this.#cancellations = new Batches((cancelled) => this.#cancelAll(cancelled), limits);
    this.#endings = new Batches((ids) => this.#deleteAll(ids), limits);
  }

  /** @throws DatabaseUnavailable, Overloaded */
  async reserve(sessionId: string): Promise<ReservedKey> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const hash = this.#secrets.supportKeyHash(keyCandidate(this.#secrets, sessionId, attempt));
      const held = await this.#reservations.ask({ sessionId, hash });
      if (held === null) continue;
      const { isNew, reservation } = held;
      const cancel = () => isNew && this.#cancellations.tell({ sessionId, reservation });
      return { key: this.recover(sessionId, held.hash), hash: held.hash, cancel };
    }
    throw new Error(`No free support key in ${MAX_ATTEMPTS} attempts`);
  }

  recover(sessionId: string, hash: string): string {
    return recoverKey(this.#secrets, sessionId, hash);
  }

  releaseOf(sessionId: string): void {
    this.#endings.tell(sessionId);
  }

  /** The keys of sessions that are open: after the table was lost, nobody else is to be given one of them. */
  async restore(open: readonly OpenSupportKey[]): Promise<void> {
    for (let from = 0; from < open.length; from += KEYS_A_STATEMENT) {
      const some = open.slice(from, from + KEYS_A_STATEMENT);
      await this.#connectivity.run(() =>
        sql`insert into support_key (hash, session_id, reservation, reserved_at)
          select hash, id, '', clock_timestamp() from ${pairs(some, 'id', 'sessionId', 'hash', 'supportKeyHash')}
          order by hash collate "C" on conflict do nothing`.execute(this.#db),
      );
    }
  }

  /** Gives back some of the keys that were reserved for sessions which never started. */
  async tidy(openSessions: OpenSessions): Promise<void> {
    const { rows } = await this.#connectivity.run(() =>
      sql<{ id: string; reservation: string }>`select session_id as id, reservation from support_key
        where reserved_at < clock_timestamp() - make_interval(hours => ${LEFT_BEHIND_AFTER_HOURS})
        order by reserved_at limit ${TIDIED_AT_ONCE}`.execute(this.#db),
    );
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    const open = await openSessions(ids);
    if (open === null) return;
    await this.#seenOpen(ids.filter((id) => open.has(id)));
    const leftBehind = rows.filter(({ id }) => !open.has(id));
    if (leftBehind.length > 0)
      await this.#cancelAll(leftBehind.map(({ id, reservation }) => ({ sessionId: id, reservation })));
  }

  async settled(): Promise<void> {
    for (const batches of [this.#reservations, this.#cancellations, this.#endings]) await batches.settled();
  }

  /** What a session has already stays its own, and so does what another has: `null` is told then. */
  async #reserveAll(wanted: readonly Wanted[]): Promise<(Held | null)[]> {
    const reservation = uuidv7();
    const starts = Map.groupBy(wanted, ({ sessionId }) => sessionId);
    const firsts = [...starts.values()].map(([first]) => first!);
    const { rows } = await this.#connectivity.run(() =>
      sql<{
        id: string;
        hash: string;
        is_new: boolean;
      }>`with wanted as (select id, hash from ${pairs(firsts, 'id', 'sessionId', 'hash', 'hash')}),
        held as (
          update support_key set reservation = ${reservation} where session_id in (
            select session_id from support_key join wanted on session_id = id order by session_id for update of support_key)
          returning session_id as id, support_key.hash),
        reserved as (
          insert into support_key (hash, session_id, reservation, reserved_at)
          select hash, id, ${reservation}, clock_timestamp() from wanted where id not in (select id from held)
          order by hash collate "C" on conflict do nothing
          returning session_id as id, hash)
        select id, hash, false as is_new from held union all select id, hash, true from reserved`.execute(this.#db),
    );
    // Of two starts of one session one may go on, and neither knows which: what is new to both is for neither to give back.
    const isNew = (id: string, isNewRow: boolean) => isNewRow && starts.get(id)?.length === 1;
    const held = new Map(rows.map(({ id, hash, is_new }) => [id, { hash, isNew: isNew(id, is_new), reservation }]));
    return wanted.map(({ sessionId }) => held.get(sessionId) ?? null);
  }

  /** Not what somebody has asked for again since: the session may have started for them. */
  async #cancelAll(cancelled: readonly { sessionId: string; reservation: string }[]): Promise<undefined[]> {
    await this.#connectivity.run(() =>
      sql`delete from support_key where session_id in (
        select session_id from support_key
          join ${pairs(cancelled, 'id', 'sessionId', 'by', 'reservation')} on session_id = id and reservation = by
        order by session_id for update of support_key)`.execute(this.#db),
    );
    return [];
  }

  async #deleteAll(sessionIds: readonly string[]): Promise<undefined[]> {
    await this.#connectivity.run(() =>
      sql`delete from support_key where session_id in (
        select session_id from support_key where session_id = any(${[...new Set(sessionIds)]}::text[])
        order by session_id for update)`.execute(this.#db),
    );
    return [];
  }

  /** They are looked at again when the others have been. */
  async #seenOpen(sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length === 0) return;
    await this.#connectivity.run(() =>
      sql`update support_key set reserved_at = clock_timestamp() where session_id in (
        select session_id from support_key where session_id = any(${sessionIds}::text[])
        order by session_id for update)`.execute(this.#db),
    );
  }
}

/** Rows of two texts each, as a table to select from. */
function pairs<Row extends object>(
  rows: readonly Row[],
  first: string,
  firstOf: keyof Row,
  second: string,
  secondOf: keyof Row,
) {
  return sql`unnest(${rows.map((row) => row[firstOf])}::text[], ${rows.map((row) => row[secondOf])}::text[])
    as pair (${sql.raw(first)}, ${sql.raw(second)})`;
}
