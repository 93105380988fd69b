import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Product } from '../../domain/catalogue.ts';
import type { SeatPoolIntent, WhyEnded } from '../../domain/seat-pool/seat-pool.decide.ts';
import { outcomeOf, type SeatPool, type Session } from '../../domain/seat-pool/seat-pool.ts';
import type { Position } from '../../event-store/event-store.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { lastSeenAt, type Leases } from './leases.ts';
import { type PoolRunner, SESSIONS_AN_APPEND } from './pool-runner.ts';
import type { SessionLocator } from './session-locator.ts';
import type { Users } from '../people/users.ts';

/** What became of each of many sessions (A4), in the order they were named. */
type Outcomes<Done extends string> = {
  results: { sessionId: string; outcome: Done | 'already-ended' | 'not-found' }[];
  position: Position;
};
export type EndedSharedSessions = Outcomes<'ended' | 'ending'>;
export type WithdrawnSessionEnds = Outcomes<'withdrawn' | 'not-ending'>;

/** `seats`: on which sessions are found at all; on shared ones only unless it says `all`. */
type Ids = { sessionIds: readonly string[]; seats?: 'shared' | 'all' };

export class EndSharedSessions extends BusCommand<Ids & WhyEnded & { graceSeconds: number }, EndedSharedSessions> {}
export class WithdrawSessionEnds extends BusCommand<Ids, WithdrawnSessionEnds> {}

/** What an admin does about open sessions, across products: those on shared seats, unless all are asked for. */
export class SharedSessions {
  constructor(
    private readonly pools: PoolRunner,
    private readonly locator: SessionLocator,
    private readonly users: Users,
    private readonly leases: Leases,
  ) {}

  /** A1: an admin clears seats. */
  async end(context: CommandContext, data: EndSharedSessions['data']): Promise<EndedSharedSessions> {
    const { graceSeconds, reason, note } = data;
    const outcome = () => (graceSeconds > 0 ? ('ending' as const) : ('ended' as const));
    const seen = graceSeconds > 0 ? new Map<string, number>() : await this.leases.lastSeen(data.sessionIds);
    return this.#forEach(context, data, outcome, (pool, sessionIds) => {
      if (graceSeconds > 0) {
        const deadlineAt = new Date(Date.parse(context.at) + graceSeconds * 1_000).toISOString();
        return { type: 'RequestSessionEnd', data: { sessionIds, deadlineAt, reason, note } };
      }
      const lastSeen = sessionIds.map((id) => [id, lastSeenAt(pool.sessions.get(id)!.startedAtMs, seen.get(id))]);
      const data = { sessionIds, agentId: null, reason, note, lastSeenAt: Object.fromEntries(lastSeen) };
      return { type: 'EndSessions', data };
    });
  }

  /** A2: an admin takes warnings back. Who may end a session may let it go on. */
  withdrawEnds(context: CommandContext, data: Ids): Promise<WithdrawnSessionEnds> {
    const outcome = ({ endRequested }: Session) =>
      endRequested === null ? ('not-ending' as const) : ('withdrawn' as const);
    return this.#forEach(context, data, outcome, (_pool, sessionIds) => ({
      type: 'WithdrawSessionEnd',
      data: { sessionIds },
    }));
  }

  /**
   * One command to each pool about its share of the sessions. Those on other seats, and those of people outside the admin's
   * scope, are not found.
   * @param outcome what becomes of an open one; asked before the command.
   */
  async #forEach<Done extends string>(
    context: CommandContext,
    { sessionIds, seats = 'shared' }: Ids,
    outcome: (session: Session) => Done,
    command: (pool: SeatPool, open: string[]) => SeatPoolIntent,
  ): Promise<Outcomes<Done>> {
    const outcomes = new Map<string, Outcomes<Done>['results'][number]['outcome']>();
    const byProduct = new Map<Product, string[]>();
    for (const sessionId of new Set(sessionIds)) {
      const found = await this.locator.find(context.account, sessionId);
      outcomes.set(sessionId, found?.ended ? 'already-ended' : 'not-found');
      if (found && !found.ended) byProduct.set(found.product, [...(byProduct.get(found.product) ?? []), sessionId]);
    }
    let position: Position = 0;
    for (const [product, own] of byProduct) {
      for (let from = 0; from < own.length; from += SESSIONS_AN_APPEND) {
        const some = own.slice(from, from + SESSIONS_AN_APPEND);
        const allowed = await this.#managedAgents(context, product, some);
        const done = await this.pools.run(context, product, (pool) => {
          const open = some.filter((sessionId) => {
            const found = managedOutcome(pool, sessionId, { seats, agents: allowed });
            outcomes.set(sessionId, found === 'open' ? outcome(pool.sessions.get(sessionId)!) : found);
            return found === 'open';
          });
          return command(pool, open);
        });
        position = Math.max(position, done.position);
      }
    }
    return { results: sessionIds.map((sessionId) => ({ sessionId, outcome: outcomes.get(sessionId)! })), position };
  }

  /** The agents of these sessions whom the admin may manage. */
  async #managedAgents(
    context: CommandContext,
    product: Product,
    sessionIds: readonly string[],
  ): Promise<'all' | Set<string>> {
    if (!context.authority || context.authority.scope === 'all') return 'all';
    const agents = await this.pools.ask(context.account, product, (pool) => [
      ...new Set(sessionIds.flatMap((id) => (pool.sessions.get(id) ?? pool.recentlyEnded.get(id))?.agentId ?? [])),
    ]);
    const managed = await Promise.all(agents.map((agentId) => this.users.isManaged(context, agentId)));
    return new Set(agents.filter((_, index) => managed[index]));
  }
}

/** As `outcomeOf`, to an admin: of sessions on these seats, of the agents they manage. */
function managedOutcome(
  pool: SeatPool,
  sessionId: string,
  { seats, agents }: { seats: 'shared' | 'all'; agents: 'all' | Set<string> },
) {
  const session = pool.sessions.get(sessionId) ?? pool.recentlyEnded.get(sessionId);
  const isOnSuchSeat = seats === 'all' || session?.seatType === 'concurrent';
  const isManaged = session !== undefined && (agents === 'all' || agents.has(session.agentId));
  return isOnSuchSeat && isManaged ? outcomeOf(pool, sessionId) : 'not-found';
}

@CommandHandler(EndSharedSessions)
class EndSharedSessionsHandler implements ICommandHandler<EndSharedSessions> {
  constructor(private readonly sessions: SharedSessions) {}
  execute = ({ context, data }: EndSharedSessions) => this.sessions.end(context, data);
}

@CommandHandler(WithdrawSessionEnds)
class WithdrawSessionEndsHandler implements ICommandHandler<WithdrawSessionEnds> {
  constructor(private readonly sessions: SharedSessions) {}
  execute = ({ context, data }: WithdrawSessionEnds) => this.sessions.withdrawEnds(context, data);
}

export const SHARED_SESSION_HANDLERS = [EndSharedSessionsHandler, WithdrawSessionEndsHandler];
