import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Catalogue, type Product, requireProduct, type SeatType } from '../../domain/catalogue.ts';
import { ALL_SHARED_SEATS_IN_USE, Refusal } from '../../domain/refusal.ts';
import {
  type AgentApp,
  type Lapsed,
  type PoolTime,
  reclaimableSeats,
} from '../../domain/seat-pool/seat-pool.decide.ts';
import { holdsOffer, isBehindOthers, lapseOffers } from '../../domain/seat-pool/seat-pool.queue.decide.ts';
import {
  occupiedSeats,
  occupies,
  type SeatPool,
  type SeatPoolEvent,
  seatsShort,
  waitingCount,
} from '../../domain/seat-pool/seat-pool.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { Position } from '../../event-store/event-store.ts';
import type { Accounts } from '../people/accounts.ts';
import type { OpenSession } from './agent-sessions.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { Outcome } from '../runner/command-batch.ts';
import type { CommandContext } from '../runner/command-context.ts';
import type { Denials } from './denials.ts';
import type { LapsedLeases, LeasedPool } from './lapsed-leases.ts';
import { type Lease, leaseCountsFromMs, leaseFrom, type Leases } from './leases.ts';
import type { PoolRunner, SupportKeys } from './pool-runner.ts';
import type { SessionLocator } from './session-locator.ts';
import { sessionOfTicket, type WaitingLine } from './waiting-line.ts';

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
/** `agentId`: whose ticket it must be; `null` for anybody's. */
type Claim = AgentApp & { ticketId: string; agentId: string | null };
export class StartSession extends BusCommand<Start, StartedSession> {}
export class ClaimSeat extends BusCommand<Claim, StartedSession> {}

type Opening = AgentApp & { product: Product; agentId: string; sessionId: string };
type DecidedStart = Opening & LeasedPool & { supportKeyHash: string | null };
type Decided = Outcome<SeatPoolEvent, ReturnType<typeof startedSession>>;

const NOBODY: readonly Lapsed[] = [];

type Parts = {
  log: EventLog;
  pools: PoolRunner;
  locator: SessionLocator;
  products: Catalogue;
  accounts: Accounts;
  leases: Leases;
  lapsed: LapsedLeases;
  line: WaitingLine;
  supportKeys: SupportKeys;
  denials: Denials;
};

/** O4: whether an agent may start: the binding check, and the gate that foretells it. */
export class SessionStarts {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The binding check. A refusal for want of a seat is recorded (O6) before it is answered. */
  async start(context: CommandContext, data: Start): Promise<StartedSession> {
    const product = requireProduct(this.#parts.products, data.product);
    try {
      return await this.#open(context, { ...data, product }, (start) => this.#startedIn(context, start));
    } catch (error) {
      const isFull = error instanceof Refusal && error.code === 'ALL_SHARED_SEATS_IN_USE';
      throw isFull ? await this.#denied(context, product, data.agentId, error) : error;
    }
  }

  /** Q2: starts on the seat that is held. A repeat finds what the first one started: the session's id follows from the ticket. */
  async claim(context: CommandContext, { ticketId, agentId: owner, ...app }: Claim): Promise<StartedSession> {
    const { product, agentId } = await this.#parts.line.find(context.account, ticketId, owner);
    const sessionId = sessionOfTicket(ticketId);
    const onBehalfOf = agentId === context.actor.id ? undefined : agentId;
    return this.#open({ ...context, onBehalfOf }, { ...app, product, agentId, sessionId }, (start) =>
      this.#claimedIn({ ...context, onBehalfOf }, ticketId, start),
    );
  }

  async #open(
    context: CommandContext,
    opening: Opening,
    decide: (start: DecidedStart) => Promise<Decided>,
  ): Promise<StartedSession> {
    const { product, agentId, sessionId, device } = opening;
    const { log, accounts, locator, supportKeys } = this.#parts;
    const leaseSeconds = await accounts.leaseSeconds(context.account, product);
    // In its turn the pool must not wait for each agent's key by itself.
    if (device !== null) await log.fetchKey(agentId);
    const reserved = product.occupiedFrom === 'session' ? await supportKeys.reserve(sessionId) : null;
    const supportKeyHash = reserved?.hash ?? null;
    try {
      const { value, position, events } = await decide({
        ...opening,
        leaseSeconds,
        account: context.account,
        supportKeyHash,
      });
      if (events.length === 0) reserved?.cancel();
      locator.remember(context.account, sessionId, { product, agentId });
      const { supportKeyHash: hash, ...started } = value;
      const lease = await this.#lease(started, leaseSeconds, { isNew: events.length > 0 });
      const session = { ...started, lease };
      if (hash === null) return { ...session, position };
      const supportKey = hash === reserved?.hash ? reserved.key : supportKeys.recover(sessionId, hash);
      return { ...session, supportKey, position };
    } catch (error) {
      if (error instanceof Refusal) reserved?.cancel();
      throw error;
    }
  }

  /** The sign-in gate: what each assigned seat would answer now. Nothing is reserved by asking. */
  async gate(account: string, agentId: string): Promise<Gate[]> {
    const gates: Gate[] = [];
    const { accounts, lapsed, pools, products } = this.#parts;
    const time = await pools.timeFor(account);
    for (const product of products.values()) {
      const leaseSeconds = await accounts.leaseSeconds(account, product);
      const leased = { account, product, leaseSeconds, agentId };
      let mayReclaim = false;
      let gate = await pools.ask(account, product, (pool) => {
        const gate = gateOf(product, pool, agentId, NOBODY, time);
        if (gate && !gate.available) mayReclaim = lapsed.mayReclaim(leased, pool);
        return gate;
      });
      if (mayReclaim) {
        const judgement = await lapsed.judged(leased);
        gate = await pools.ask(account, product, (pool) => gateOf(product, pool, agentId, judgement.lapsed, time));
      }
      if (gate) gates.push(gate);
    }
    return gates;
  }

  #startedIn(context: CommandContext, start: DecidedStart): Promise<Decided> {
    const { product, sessionId } = start;
    return this.#parts.lapsed.reclaiming(start, (lapsedIn) =>
      this.#parts.pools.run(
        context,
        product,
        (pool) => ({ type: 'StartSession', data: { ...startData(start), lapsed: lapsedIn(pool) } }),
        (pool) => startedSession(pool, sessionId, product),
      ),
    );
  }

  #claimedIn(context: CommandContext, ticketId: string, start: DecidedStart): Promise<Decided> {
    const { product, sessionId } = start;
    return this.#parts.pools.run(
      context,
      product,
      { type: 'ClaimSeat', data: { ...startData(start), lapsed: NOBODY, ticketId } },
      (pool) => startedSession(pool, sessionId, product),
    );
  }

  /** A repeat of a start is told of the lease as it is now. */
  async #lease(
    { sessionId, startedAt }: Pick<StartedSession, 'sessionId' | 'startedAt'>,
    leaseSeconds: number,
    { isNew }: { isNew: boolean },
  ): Promise<Lease> {
    const { leases } = this.#parts;
    if (isNew) return leaseFrom(leases.begin(sessionId), leaseSeconds);
    const seenMs = (await leases.lastSeen([sessionId])).get(sessionId);
    return leaseFrom(leaseCountsFromMs(leases, Date.parse(startedAt), seenMs), leaseSeconds);
  }

  /** Records the denial; answers the refusal without the names of those who hold the seats. */
  async #denied(context: CommandContext, product: Product, agentId: string, refusal: Refusal): Promise<Refusal> {
    const { occupants, ...shown } = refusal.details;
    await this.#parts.denials.record(context, product.id, {
      agentId,
      capacity: shown.capacity as number,
      queued: shown.waiting as number,
      occupants: occupants as string[],
    });
    return new Refusal(refusal.code, shown);
  }
}

function startData({ sessionId, agentId, platform, device, supportKeyHash, product }: DecidedStart) {
  return { sessionId, agentId, platform, device, supportKeyHash, occupiedFrom: product.occupiedFrom };
}

/** The first answer, also for a repeat of a start whose session has ended since. */
function startedSession(pool: SeatPool, sessionId: string, product: Product) {
  const session = pool.sessions.get(sessionId) ?? pool.recentlyEnded.get(sessionId)!;
  const { agentId, seatType, startedAtMs, supportKeyHash } = session;
  const startedAt = new Date(startedAtMs).toISOString();
  const phase: StartedSession['phase'] = supportKeyHash === null ? 'signed-in' : 'waiting';
  return { sessionId, product: product.id, agentId, seatType, phase, startedAt, supportKeyHash };
}

function gateOf(
  product: Product,
  pool: SeatPool,
  agentId: string,
  lapsed: readonly Lapsed[],
  time: PoolTime,
): Gate | undefined {
  const seatType = pool.assignments.get(agentId);
  if (seatType === undefined) return undefined;
  const available = seatType === 'named' || occupies(pool, agentId) || mayTakeSharedSeat(pool, agentId, lapsed, time);
  return {
    product: product.id,
    seatType,
    available,
    ...(available ? {} : { message: ALL_SHARED_SEATS_IN_USE }),
    inUse: occupiedSeats(pool),
    capacity: pool.concurrent,
    waiting: waitingCount(pool),
  };
}

/** Q1: a seat that is held for them; or, unless others come first, one that is free, not claimed in time or not alive. */
function mayTakeSharedSeat(pool: SeatPool, agentId: string, lapsed: readonly Lapsed[], time: PoolTime): boolean {
  if (holdsOffer(pool, agentId, time)) return true;
  if (isBehindOthers(pool, agentId)) return false;
  return lapseOffers(pool, time).length + reclaimableSeats(lapsed, pool) >= seatsShort(pool);
}

@CommandHandler(StartSession)
class StartSessionHandler implements ICommandHandler<StartSession> {
  constructor(private readonly starts: SessionStarts) {}
  execute = ({ context, data }: StartSession) => this.starts.start(context, data);
}

@CommandHandler(ClaimSeat)
class ClaimSeatHandler implements ICommandHandler<ClaimSeat> {
  constructor(private readonly starts: SessionStarts) {}
  execute = ({ context, data }: ClaimSeat) => this.starts.claim(context, data);
}

export const START_HANDLERS = [StartSessionHandler, ClaimSeatHandler];
