import { setTimeout as pause } from 'node:timers/promises';
import type { Catalogue } from '../domain/catalogue.ts';
import type { SeatPool } from '../domain/seat-pool/seat-pool.ts';
import type { CarriedTexts } from '../event-store/personal-data.ts';
import type { HistoryLog } from './history-log.ts';
import { IndexFile } from './index-file.ts';
import { Indexer } from './indexer.ts';
import { type AskedMoment, invalid, type Moment, Moments } from './moments.ts';
import { type NamesAsked, Past } from './past.ts';
import { type Difference, diffBetween } from './views/diff.ts';
import type { PastList, Scope } from './views/list.ts';
import { type PastPlanItem, planAt } from './views/plan.ts';
import { type PastSession, type PastSessionsQuery, sessionsAt } from './views/sessions.ts';
import { type PastUserItem, type PastUsersQuery, usersAt } from './views/users.ts';

/** The index follows the log this often; whoever asks is not kept waiting by it, for asking brings it up to date. */
const FOLLOW_EVERY_MS = 250;
const AFTER_TROUBLE_MS = 1_000;
/** Events that the index may be behind for somebody to wait who could do without it. */
const WAITED_FOR_EVENTS = 5_000;

type Parts = { log: HistoryLog; texts: CarriedTexts; logger: { warn(details: object, message: string): void } };
type AsOf = { moment: AskedMoment };
type Everybody = { account: string; scope: Scope; catalogue: Catalogue };
type At<Answer> = Answer & { position: number };

/** What a caller is shown of a whole account: all of it, in the shapes of its live queries. */
export type PastAccount = {
  at: string;
  position: number;
  plan: PastPlanItem[];
  sharedSessions: PastList<Omit<PastSession, 'seatType'>>;
  users: PastList<PastUserItem>;
};

/** What can be asked, by name. Questions and answers are copied between threads, so they are plain data. */
export const QUESTIONS = ['plan', 'sharedSessions', 'openSessions', 'users', 'asOf', 'diff', 'namesBefore'] as const;
export type Questions = Pick<History, (typeof QUESTIONS)[number]>;

/**
 * Answers questions about the past from the streams themselves. What a live query answered at a moment, these answer for
 * ever after; what people are called whose keys were destroyed excepted.
 */
export class History {
  readonly #index: IndexFile;
  readonly #indexer: Indexer;
  readonly #moments: Moments;
  readonly #past: Past;
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  #following: Promise<void> | undefined;

  /** @param file of the index; none: a temporary one. */
  constructor(parts: Parts, file: string | undefined) {
    this.#parts = parts;
    this.#index = IndexFile.open(file);
    this.#indexer = new Indexer(parts.log, this.#index);
    this.#moments = new Moments(parts.log, this.#index, this.#indexer);
    this.#past = new Past(parts.log, this.#index, parts.texts);
  }

  /** Keeps the index in step with the log from here on. */
  start(): void {
    this.#following ??= this.#follow();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#following;
    this.#index.close();
  }

  /** The instants between which there is something to see. */
  async span({ now }: { now: string }): Promise<{ from: string; until: string }> {
    const [first, last] = [await this.#moments.of({ position: '1', now }), await this.#moments.of({ now })];
    return { from: first.at, until: last.at };
  }

  /** A pool as the rules have it. */
  async pool({ moment, account, product }: AsOf & { account: string; product: string }): Promise<SeatPool> {
    const { position } = await this.#moments.of(moment);
    return this.#past.pool(account, product, position);
  }

  async plan({ moment, ...query }: AsOf & Omit<Everybody, 'scope'>): Promise<At<{ items: PastPlanItem[] }>> {
    const { position } = await this.#moments.of(moment);
    return { items: await planAt(this.#past, query, position), position };
  }

  async sharedSessions({
    moment,
    ...query
  }: AsOf & PastSessionsQuery): Promise<At<PastList<Omit<PastSession, 'seatType'>>>> {
    const { position } = await this.#moments.of(moment);
    return { ...(await this.#shared(query, position)), position };
  }

  async openSessions({ moment, ...query }: AsOf & PastSessionsQuery): Promise<At<PastList<PastSession>>> {
    const { position } = await this.#moments.of(moment);
    return { ...(await sessionsAt(this.#past, query, position)), position };
  }

  async users({ moment, ...query }: AsOf & PastUsersQuery): Promise<At<PastList<PastUserItem>>> {
    const found = await this.#moments.of(moment);
    return { ...(await usersAt(this.#past, query, found)), position: found.position };
  }

  async asOf({ moment, ...query }: AsOf & Everybody): Promise<PastAccount> {
    const found = await this.#moments.of(moment, { at: 'at', position: 'position' });
    const plan = await planAt(this.#past, query, found.position);
    const sharedSessions = await this.#shared(query, found.position);
    const users = await usersAt(this.#past, query, found);
    return { at: found.at, position: found.position, plan, sharedSessions, users };
  }

  async diff({ from, to, now, ...query }: Everybody & { from: string; to: string; now: string }): Promise<{
    from: Moment;
    to: Moment;
    items: Difference[];
  }> {
    const [first, last] = [await this.#instant('from', from, now), await this.#instant('to', to, now)];
    if (first.at > last.at) invalid('to', 'must not be before from');
    return { from: first, to: last, items: await diffBetween(this.#past, query, first, last) };
  }

  /** Names as they were; `null` while the index is far behind, for a list need not wait for it. */
  async namesBefore({
    account,
    asked,
  }: {
    account: string;
    asked: readonly NamesAsked[];
  }): Promise<Map<string, string>[] | null> {
    const newest = Math.max(0, ...asked.map(({ position }) => position));
    if (newest - this.#indexer.position > WAITED_FOR_EVENTS) return null;
    await this.#indexer.catchUp(newest);
    return this.#past.namesBefore(account, asked);
  }

  #instant(pointer: string, at: string, now: string): Promise<Moment> {
    return this.#moments.of({ at, now }, { at: pointer, position: pointer });
  }

  async #shared(query: PastSessionsQuery, position: number): Promise<PastList<Omit<PastSession, 'seatType'>>> {
    const { items, ...page } = await sessionsAt(this.#past, { ...query, seatType: 'concurrent' }, position);
    return { items: items.map(({ seatType: _shared, ...session }) => session), ...page };
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    const { log, logger } = this.#parts;
    let told = '';
    while (!signal.aborted) {
      let waitMs = FOLLOW_EVERY_MS;
      try {
        await this.#indexer.catchUp(await log.head(), signal);
        told = '';
      } catch (err) {
        const { message } = err as Error;
        if (message !== told) logger.warn({ err }, 'The index of history is behind; trying again');
        told = message;
        waitMs = AFTER_TROUBLE_MS;
      }
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
