import { type Catalogue, type Platform, type Product, requireProduct, type SeatType } from '../domain/catalogue.ts';
import { ALL_SHARED_SEATS_IN_USE, Refusal } from '../domain/refusal.ts';
import { reclaimableSeats } from '../domain/seat-pool/seat-pool.decide.ts';
import { freeSeats, occupiedSeats, occupies, overBy, type SeatPool } from '../domain/seat-pool/seat-pool.ts';
import type { Position } from '../event-store/event-store.ts';
import type { Accounts } from './accounts.ts';
import type { OpenSession } from './agent-sessions.ts';
import type { CommandContext } from './command-context.ts';
import type { Denials } from './denials.ts';
import type { LapsedLeases } from './lapsed-leases.ts';
import type { Leases } from './leases.ts';
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
type Start = { product: string; agentId: string; sessionId: string; platform: Platform | null; device: string | null };

/** O4: whether an agent may start: the binding check, and the gate that foretells it. */
export class SessionStarts {
  constructor(
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
    const reserved = product.occupiedFrom === 'session' ? this.supportKeys.reserve(data.sessionId) : null;
    try {
      const { value, position, events } = await this.pools.run(
        context,
        product,
        (pool) => ({
          type: 'StartSession',
          data: {
            sessionId: data.sessionId,
            agentId: data.agentId,
            platform: data.platform,
            device: data.device,
            occupiedFrom: product.occupiedFrom,
            supportKeyHash: reserved?.hash ?? null,
            lapsed: this.lapsed.whenFull(context.account, product, pool, data.agentId, leaseSeconds),
          },
        }),
        (pool, events) => {
          if (events.length > 0) this.leases.renew(data.sessionId);
          return this.#startedSession(pool, data.sessionId, leaseSeconds, product);
        },
      );
      if (events.length === 0) reserved?.cancel();
      this.locator.remember(context.account, data.sessionId, product);
      const { supportKeyHash, ...session } = value;
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
      const gate = await this.pools.ask(account, product, (pool) => {
        const seatType = pool.assignments.get(agentId);
        return seatType && this.#gate(account, product, pool, agentId, seatType, leaseSeconds);
      });
      if (gate) gates.push(gate);
    }
    return gates;
  }

  /** The first answer, also for a repeat of a start whose session has ended since. */
  #startedSession(pool: SeatPool, sessionId: string, leaseSeconds: number, product: Product) {
    const session = pool.sessions.get(sessionId) ?? pool.recentlyEnded.get(sessionId)!;
    const { agentId, seatType, startedAt, supportKeyHash } = session;
    const phase: StartedSession['phase'] = supportKeyHash === null ? 'signed-in' : 'waiting';
    const lease = this.leases.leaseOf({ sessionId, startedAt }, leaseSeconds, product);
    return { sessionId, product: product.id, agentId, seatType, phase, startedAt, lease, supportKeyHash };
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

  #gate(
    account: string,
    product: Product,
    pool: SeatPool,
    agentId: string,
    seatType: SeatType,
    leaseSeconds: number,
  ): Gate {
    const available =
      seatType === 'named' ||
      occupies(pool, agentId) ||
      freeSeats(pool) > 0 ||
      reclaimableSeats(this.lapsed.whenFull(account, product, pool, agentId, leaseSeconds), pool) > overBy(pool);
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
}
