import { LRUCache } from 'lru-cache';
import type { Catalogue, Product } from '../../domain/catalogue.ts';
import { refuse } from '../../domain/refusal.ts';
import { requireOpenSession } from '../../domain/seat-pool/seat-pool.decide.ts';
import { type EndedSession, type SeatPool, sessionStatus } from '../../domain/seat-pool/seat-pool.ts';
import type { PoolRunner } from './pool-runner.ts';

const MAX_ROUTES = 200_000;

/** Sessions that ended too long ago for the pool to remember, and the product of any other (a read model). */
export type SessionHistory = {
  find(account: string, sessionId: string): Promise<{ product: string; ended: EndedSessionFacts | null } | null>;
};
export type EndedSessionFacts = Pick<EndedSession, 'agentId' | 'reason' | 'endedBy' | 'endedAt'>;

type Route = { product: Product; agentId: string };

/** Finds the pool of a session: a client names the session alone. */
export class SessionLocator {
  /** Where sessions seen lately belong; the pools themselves know the rest. */
  readonly #routes = new LRUCache<string, Route>({ max: MAX_ROUTES });

  constructor(
    private readonly pools: PoolRunner,
    private readonly catalogue: Catalogue,
    private readonly history: SessionHistory,
  ) {}

  /**
   * From memory, from the pools themselves, at last from history. `ended` is what only history knows; a session that the
   * pool remembers may have ended, too.
   * @param look sees the pool that knows the session, which may be out of date by then; what it throws is thrown.
   */
  async find(
    account: string,
    sessionId: string,
    look: (pool: SeatPool) => void = () => {},
  ): Promise<{ product: Product; ended: EndedSessionFacts | null } | null> {
    const route = this.#routes.get(routeKey(account, sessionId))?.product;
    // Where a session belongs stays true; only that it is not there has to be true now.
    if (route && (await this.#agentOf(account, route, sessionId, look, { mayBeStale: true })))
      return { product: route, ended: null };
    for (const product of route ? [route] : this.catalogue.values()) {
      const agentId = await this.#agentOf(account, product, sessionId, look, { mayBeStale: false });
      if (agentId === undefined) continue;
      this.remember(account, sessionId, { product, agentId });
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
    const found = await this.find(account, sessionId, (pool) => requireOpenSession(pool, sessionId, agentId));
    if (!found || (found.ended && agentId !== null && found.ended.agentId !== agentId)) {
      return refuse('NOT_FOUND', { detail: 'There is no such session.' });
    }
    if (!found.ended) return found.product;
    const { reason, endedBy, endedAt } = found.ended;
    return refuse('SESSION_ENDED', { detail: 'The session has ended.', reason, endedBy, endedAt });
  }

  #agentOf(
    account: string,
    product: Product,
    sessionId: string,
    look: (pool: SeatPool) => void,
    options: { mayBeStale: boolean },
  ): Promise<string | undefined> {
    const agentOf = (pool: SeatPool) => {
      const session = sessionStatus(pool, sessionId);
      if (session) look(pool);
      return session?.agentId;
    };
    return this.pools.ask(account, product, agentOf, options);
  }

  remember(account: string, sessionId: string, route: Route): void {
    this.#routes.set(routeKey(account, sessionId), route);
  }

  /** The pool of a session that this node has seen lately: for what has to go on while the log does not answer. */
  seenLately(account: string, sessionId: string, agentId: string | null): Product | undefined {
    const route = this.#routes.get(routeKey(account, sessionId));
    return route && (agentId === null || route.agentId === agentId) ? route.product : undefined;
  }
}

const routeKey = (account: string, sessionId: string): string => `${account}/${sessionId}`;
