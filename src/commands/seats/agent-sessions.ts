import { setTimeout as pause } from 'node:timers/promises';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Catalogue, Product } from '../../domain/catalogue.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import { type ConnectSession as Connect, requireOpenSession } from '../../domain/seat-pool/seat-pool.decide.ts';
import {
  occupiedSeats,
  outcomeOf,
  type SeatPool,
  type Session,
  sessionsOf,
  sessionsStartedBy,
} from '../../domain/seat-pool/seat-pool.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import { type Position, StoreUnavailable } from '../../event-store/event-store.ts';
import type { Accounts } from '../people/accounts.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { type Lease, leaseCountsFromMs, leaseFrom, type Leases } from './leases.ts';
import type { PoolRunner } from './pool-runner.ts';
import type { SessionLocator } from './session-locator.ts';

/** For what becomes of a session that has lapsed and is claimed: many times what a decision takes. */
const WAIT_FOR_DECISION_MS = 2_000;
const TRY_AGAIN_MS = 50;
const NO_SESSION = { detail: 'There is no such session.' };

export type OpenSession = Omit<Session, 'supportKeyHash' | 'endRequested' | 'startedAtMs' | 'service'> & {
  startedAt: string;
  product: string;
  lease: Lease;
  /** A2: set while an admin's warning runs. */
  ending: Session['endRequested'];
};
type Unleased = Omit<OpenSession, 'lease'>;
export type Heartbeat = Pick<OpenSession, 'ending'> & { expiresAt: string; inUse: number; capacity: number };

export class ConnectSession extends BusCommand<Connect, { position: Position }> {}
export class EndSession extends BusCommand<{ sessionId: string; agentId: string | null }, { position: Position }> {}

/**
 * What agents do with their sessions once started (`session-starts.ts`), and ask about them. `agentId`: whose session it
 * must be; `null` when anybody's will do.
 */
export class AgentSessions {
  constructor(
    private readonly log: EventLog,
    private readonly pools: PoolRunner,
    private readonly locator: SessionLocator,
    private readonly catalogue: Catalogue,
    private readonly accounts: Accounts,
    private readonly leases: Leases,
  ) {}

  /** A customer joined. */
  async connect(context: CommandContext, data: Connect): Promise<{ position: Position }> {
    const product = await this.locator.requireOpen(context.account, data.sessionId, data.agentId);
    const { position } = await this.pools.run(context, product, { type: 'ConnectSession', data });
    return { position };
  }

  /** L1, L3: a sign of life. @throws Refusal SESSION_ENDED, NOT_FOUND */
  async heartbeat(account: string, sessionId: string, agentId: string | null): Promise<Heartbeat> {
    const product = await this.locator.requireOpen(account, sessionId, agentId).catch((error) => {
      const seenLately = this.locator.seenLately(account, sessionId, agentId);
      if (error instanceof StoreUnavailable && seenLately) return seenLately;
      throw error;
    });
    // First of all: while the log does not answer, those who called keep their leases.
    const seenMs = await this.#renewed(account, product, sessionId, agentId);
    const leaseSeconds = await this.accounts.leaseSeconds(account, product);
    const { expiresAt } = leaseFrom(seenMs, leaseSeconds);
    return this.pools.ask(account, product, (pool) => {
      const session = requireOpenSession(pool, sessionId, agentId);
      return { expiresAt, inUse: occupiedSeats(pool), capacity: pool.concurrent, ending: session.endRequested };
    });
  }

  /** An agent's own ending. Already ended: nothing changes, and that is fine. */
  async end(context: CommandContext, data: EndSession['data']): Promise<{ position: Position }> {
    const { sessionId, agentId } = data;
    // Where a session was seen needs no look before: whether the pool still knows it shows as the command is decided.
    const seen = this.locator.seenLately(context.account, sessionId, agentId);
    const ended = seen && (await this.#endIn(seen, context, data));
    if (ended) return ended;
    const found = await this.locator.find(context.account, sessionId);
    if (found?.ended && (agentId === null || found.ended.agentId === agentId))
      return { position: await this.log.head() };
    if (!found || found.ended) return refuse('NOT_FOUND', NO_SESSION);
    return (await this.#endIn(found.product, context, data)) ?? refuse('NOT_FOUND', NO_SESSION);
  }

  /** An agent's open sessions, as of now. */
  listOpen(account: string, agentId: string): Promise<OpenSession[]> {
    return this.#list(account, (pool) => sessionsOf(pool, agentId));
  }

  /** A service's, over all its agents: for one that has lost its memory. */
  listStartedBy(account: string, serviceId: string): Promise<OpenSession[]> {
    return this.#list(account, (pool) => sessionsStartedBy(pool, serviceId));
  }

  async #list(account: string, which: (pool: SeatPool) => readonly Session[]): Promise<OpenSession[]> {
    const sessions: OpenSession[] = [];
    for (const product of this.catalogue.values()) {
      const leaseSeconds = await this.accounts.leaseSeconds(account, product);
      const own = await this.pools.ask(account, product, (pool) =>
        which(pool).map((session) => shown(session, product)),
      );
      sessions.push(...(await this.#leased(own, leaseSeconds)));
    }
    return sessions;
  }

  /** One open session. @throws Refusal SESSION_ENDED, NOT_FOUND */
  async getOpen(account: string, sessionId: string, agentId: string | null): Promise<OpenSession> {
    const product = await this.locator.requireOpen(account, sessionId, agentId);
    const leaseSeconds = await this.accounts.leaseSeconds(account, product);
    const session = await this.pools.ask(account, product, (pool) =>
      shown(requireOpenSession(pool, sessionId, agentId), product),
    );
    return (await this.#leased([session], leaseSeconds))[0]!;
  }

  /** `null` where the pool does not know the session, or not as this agent's. */
  async #endIn(
    product: Product,
    context: CommandContext,
    { sessionId, agentId }: EndSession['data'],
  ): Promise<{ position: Position } | null> {
    try {
      const { position } = await this.pools.run(context, product, (pool) => {
        if (outcomeOf(pool, sessionId, agentId) === 'not-found') refuse('NOT_FOUND', NO_SESSION);
        return {
          type: 'EndSessions',
          data: { sessionIds: [sessionId], agentId, reason: 'ended-by-agent', note: null },
        };
      });
      return { position };
    } catch (error) {
      if (error instanceof Refusal && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  /** When the sign of life was kept. Waits while somebody decides whether the session has lapsed. */
  async #renewed(account: string, product: Product, sessionId: string, agentId: string | null): Promise<number> {
    for (const giveUpAtMs = performance.now() + WAIT_FOR_DECISION_MS; ; ) {
      const seenMs = await this.leases.renew(sessionId);
      if (seenMs !== null) return seenMs;
      await this.pools.ask(account, product, (pool) => void requireOpenSession(pool, sessionId, agentId));
      if (performance.now() > giveUpAtMs)
        throw new StoreUnavailable('It is being decided whether the session has lapsed. Try again in a moment.');
      await pause(TRY_AGAIN_MS * (0.5 + Math.random()));
    }
  }

  async #leased(sessions: Unleased[], leaseSeconds: number): Promise<OpenSession[]> {
    if (sessions.length === 0) return [];
    const seen = await this.leases.lastSeen(sessions.map(({ sessionId }) => sessionId));
    return sessions.map((session) => {
      const countsFromMs = leaseCountsFromMs(this.leases, Date.parse(session.startedAt), seen.get(session.sessionId));
      return { ...session, lease: leaseFrom(countsFromMs, leaseSeconds) };
    });
  }
}

function shown(session: Session, product: Product): Unleased {
  const { supportKeyHash: _secret, endRequested: _ending, service: _starter, startedAtMs, ...seen } = session;
  const startedAt = new Date(startedAtMs).toISOString();
  return { ...seen, startedAt, product: product.id, ending: session.endRequested };
}

@CommandHandler(ConnectSession)
class ConnectSessionHandler implements ICommandHandler<ConnectSession> {
  constructor(private readonly sessions: AgentSessions) {}
  execute = ({ context, data }: ConnectSession) => this.sessions.connect(context, data);
}

@CommandHandler(EndSession)
class EndSessionHandler implements ICommandHandler<EndSession> {
  constructor(private readonly sessions: AgentSessions) {}
  execute = ({ context, data }: EndSession) => this.sessions.end(context, data);
}

export const AGENT_SESSION_HANDLERS = [ConnectSessionHandler, EndSessionHandler];
