import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Catalogue, type Product, requireProduct, type SeatType } from '../../domain/catalogue.ts';
import { ALL_SHARED_SEATS_IN_USE, Refusal } from '../../domain/refusal.ts';
import { type AgentApp, type Lapsed, reclaimableSeats } from '../../domain/seat-pool/seat-pool.decide.ts';
import { freeSeats, occupiedSeats, occupies, overBy, type SeatPool } from '../../domain/seat-pool/seat-pool.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { Position } from '../../event-store/event-store.ts';
import type { Accounts } from '../people/accounts.ts';
import type { OpenSession } from './agent-sessions.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { CommandContext } from '../runner/command-context.ts';
import type { Denials } from './denials.ts';
import type { LapsedLeases, LeasedPool } from './lapsed-leases.ts';
import { type Lease, leaseCountsFromMs, leaseFrom, type Leases } from './leases.ts';
import type { PoolRunner, SupportKeys } from './pool-runner.ts';
import type { SessionLocator } from './session-locator.ts';

export type StartedSession = Pick<
  OpenSession,
  'sessionId' | 'product' | 'agentId' | 'seatType' | 'phase' | 'startedAt' | 'lease'
> & { supportKey?: string; position: Position };
export type Gate = {
  product: string;
  seatType: SeatType;
  available: boolean;
  message?: string;
  inUse: number;
  capacity: number;
  waiting: number;
};

type Start = AgentApp & { product: string; agentId: string; sessionId: string };
export class StartSession extends BusCommand<Start, StartedSession> {}

type DecidedStart = Omit<Start, 'product'> & LeasedPool & { supportKeyHash: string | null };

const NOBODY: readonly Lapsed[] = [];

/** O4: whether an agent may start: the binding check, and the gate that foretells it. */
export class SessionStarts {
  constructor(
    private readonly log: EventLog,
    private readonly pools: PoolRunner,
    private readonly locator: SessionLocator,
    private readonly catalogue: Catalogue,
    private readonly accounts: Accounts,
    private readonly leases: Leases,
    private readonly lapsed: LapsedLeases,
    private readonly supportKeys: SupportKeys,
    private readonly denials: Denials,
  ) {}

  /** The binding check. A refusal for want of a seat is recorded (O6) before it is answered. */
  async start(context: CommandContext, data: Start): Promise<StartedSession> {
    const product = requireProduct(this.catalogue, data.product);
    const leaseSeconds = await this.accounts.leaseSeconds(context.account, product);
    // In its turn the pool must not wait for each agent's key by itself.
    if (data.device !== null) await this.log.fetchKey(data.agentId);
    const reserved = product.occupiedFrom === 'session' ? await this.supportKeys.reserve(data.sessionId) : null;
    const start = { ...data, product, leaseSeconds, account: context.account, supportKeyHash: reserved?.hash ?? null };
    try {
      const { value, position, events } = await this.#decided(context, start);
      if (events.length === 0) reserved?.cancel();
      this.locator.remember(context.account, data.sessionId, { product, agentId: data.agentId });
      const { supportKeyHash, ...started } = value;
      const lease = await this.#lease(started, leaseSeconds, { isNew: events.length > 0 });
      const session = { ...started, lease };
      if (supportKeyHash === null) return { ...session, position };
      const supportKey =
        supportKeyHash === reserved?.hash ? reserved.key : this.supportKeys.recover(data.sessionId, supportKeyHash);
      return { ...session, supportKey, position };
    } catch (error) {
      if (error instanceof Refusal) {
        reserved?.cancel();
        if (error.code === 'ALL_SHARED_SEATS_IN_USE') throw await this.#denied(context, product, data.agentId, error);
      }
      throw error;
    }
  }

  /** The sign-in gate: what each assigned seat would answer now. Nothing is reserved by asking. */
  async gate(account: string, agentId: string): Promise<Gate[]> {
    const gates: Gate[] = [];
    for (const product of this.catalogue.values()) {
      const leaseSeconds = await this.accounts.leaseSeconds(account, product);
      const leased = { account, product, leaseSeconds, agentId };
      let mayReclaim = false;
      let gate = await this.pools.ask(account, product, (pool) => {
        const gate = gateOf(product, pool, agentId, NOBODY);
        if (gate && !gate.available) mayReclaim = this.lapsed.mayReclaim(leased, pool);
        return gate;
      });
      if (mayReclaim) {
        const { lapsed } = await this.lapsed.judged(leased);
        gate = await this.pools.ask(account, product, (pool) => gateOf(product, pool, agentId, lapsed));
      }
      if (gate) gates.push(gate);
    }
    return gates;
  }

  #decided(context: CommandContext, start: DecidedStart) {
    const { product, sessionId, agentId, platform, device, supportKeyHash } = start;
    const data = { sessionId, agentId, platform, device, supportKeyHash, occupiedFrom: product.occupiedFrom };
    return this.lapsed.reclaiming(start, (lapsedIn) =>
      this.pools.run(
        context,
        product,
        (pool) => ({ type: 'StartSession', data: { ...data, lapsed: lapsedIn(pool) } }),
        (pool) => startedSession(pool, sessionId, product),
      ),
    );
  }

  /** A repeat of a start is told of the lease as it is now. */
  async #lease(
    { sessionId, startedAt }: Pick<StartedSession, 'sessionId' | 'startedAt'>,
    leaseSeconds: number,
    { isNew }: { isNew: boolean },
  ): Promise<Lease> {
    if (isNew) return leaseFrom(this.leases.begin(sessionId), leaseSeconds);
    const seenMs = (await this.leases.lastSeen([sessionId])).get(sessionId);
    return leaseFrom(leaseCountsFromMs(this.leases, Date.parse(startedAt), seenMs), leaseSeconds);
  }

  /** Records the denial; answers the refusal without the names of those who hold the seats. */
  async #denied(context: CommandContext, product: Product, agentId: string, refusal: Refusal): Promise<Refusal> {
    const { occupants, ...shown } = refusal.details;
    await this.denials.record(context, product.id, {
      agentId,
      capacity: shown.capacity as number,
      queued: shown.waiting as number,
      occupants: occupants as string[],
    });
    return new Refusal(refusal.code, shown);
  }
}

/** The first answer, also for a repeat of a start whose session has ended since. */
function startedSession(pool: SeatPool, sessionId: string, product: Product) {
  const session = pool.sessions.get(sessionId) ?? pool.recentlyEnded.get(sessionId)!;
  const { agentId, seatType, startedAtMs, supportKeyHash } = session;
  const startedAt = new Date(startedAtMs).toISOString();
  const phase: StartedSession['phase'] = supportKeyHash === null ? 'signed-in' : 'waiting';
  return { sessionId, product: product.id, agentId, seatType, phase, startedAt, supportKeyHash };
}

function gateOf(product: Product, pool: SeatPool, agentId: string, lapsed: readonly Lapsed[]): Gate | undefined {
  const seatType = pool.assignments.get(agentId);
  if (seatType === undefined) return undefined;
  const available =
    seatType === 'named' ||
    occupies(pool, agentId) ||
    freeSeats(pool) > 0 ||
    reclaimableSeats(lapsed, pool) > overBy(pool);
  return {
    product: product.id,
    seatType,
    available,
    ...(available ? {} : { message: ALL_SHARED_SEATS_IN_USE }),
    inUse: occupiedSeats(pool),
    capacity: pool.concurrent,
    waiting: 0,
  };
}

@CommandHandler(StartSession)
class StartSessionHandler implements ICommandHandler<StartSession> {
  constructor(private readonly starts: SessionStarts) {}
  execute = ({ context, data }: StartSession) => this.starts.start(context, data);
}

export const START_HANDLERS = [StartSessionHandler];
