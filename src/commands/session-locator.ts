import { LRUCache } from 'lru-cache';
import type { Catalogue, Product } from '../domain/catalogue.ts';
import { refuse } from '../domain/refusal.ts';
import type { EndedSession, SeatPool } from '../domain/seat-pool/seat-pool.ts';
import type { PoolRunner } from './pool-runner.ts';

const MAX_ROUTES = 200_000;

/** Sessions that ended too long ago for the pool to remember, and the product of any other (a read model). */
export type SessionHistory = {
  find(account: string, sessionId: string): Promise<{ product: string; ended: EndedSessionFacts | null } | null>;
};
export type EndedSessionFacts = Pick<EndedSession, 'agentId' | 'reason' | 'note' | 'endedBy' | 'endedAt'>;

/** Finds the pool of a session: a client names the session alone. */
export class SessionLocator {
  /** Where sessions seen lately belong; the pools themselves know the rest. */
  readonly #routes = new LRUCache<string, string>({ max: MAX_ROUTES });

  constructor(
    private readonly pools: PoolRunner,
    private readonly catalogue: Catalogue,
    private readonly history: SessionHistory,
  ) {}

  /**
   * From memory, from the pools themselves, at last from history. `ended` is what only history knows; a session that the
   * pool remembers may have ended, too.
   */
  async find(
    account: string,
    sessionId: string,
  ): Promise<{ product: Product; ended: EndedSessionFacts | null } | null> {
    const route = this.catalogue.get(this.#routes.get(routeKey(account, sessionId)) ?? '');
    // Where a session belongs stays true; only that it is not there has to be true now.
    if (route && (await this.#isKnown(account, route, sessionId, { mayBeStale: true })))
      return { product: route, ended: null };
    for (const product of route ? [route] : this.catalogue.values()) {
      if (!(await this.#isKnown(account, product, sessionId, { mayBeStale: false }))) continue;
      this.remember(account, sessionId, product);
      return { product, ended: null };
    }
    const past = await this.history.find(account, sessionId);
    const product = past && this.catalogue.get(past.product);
    return product ? { product, ended: past.ended } : null;
  }

  /**
   * The pool of a session that is not known to have ended.
   * @param agentId whose session it must be; `null` when anybody's will do.
   * @throws Refusal SESSION_ENDED, NOT_FOUND
   */
  async requireOpen(account: string, sessionId: string, agentId: string | null): Promise<Product> {
    const found = await this.find(account, sessionId);
    if (!found || (found.ended && agentId !== null && found.ended.agentId !== agentId)) {
      return refuse('NOT_FOUND', { detail: 'There is no such session.' });
    }
    if (!found.ended) return found.product;
    const { reason, note, endedBy, endedAt } = found.ended;
    return refuse('SESSION_ENDED', { detail: 'The session has ended.', reason, note, endedBy, endedAt });
  }

  #isKnown(account: string, product: Product, sessionId: string, options: { mayBeStale: boolean }): Promise<boolean> {
    const isKnown = ({ sessions, recentlyEnded }: SeatPool) => sessions.has(sessionId) || recentlyEnded.has(sessionId);
    return this.pools.ask(account, product, isKnown, options);
  }

  remember(account: string, sessionId: string, product: Product): void {
    this.#routes.set(routeKey(account, sessionId), product.id);
  }
}

const routeKey = (account: string, sessionId: string): string => `${account}/${sessionId}`;
