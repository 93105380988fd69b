import { setTimeout as pause } from 'node:timers/promises';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { v5 as uuidv5 } from 'uuid';
import { type Catalogue, type Product, requireProduct } from '../../domain/catalogue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { PoolTime } from '../../domain/seat-pool/seat-pool.decide.ts';
import { requireTicket } from '../../domain/seat-pool/seat-pool.queue.decide.ts';
import { placeOf, type Ticket, ticketStatus } from '../../domain/seat-pool/seat-pool.queue.ts';
import { estimatedWaitSeconds, type SeatPool } from '../../domain/seat-pool/seat-pool.ts';
import { type Position, StoreUnavailable } from '../../event-store/event-store.ts';
import type { Accounts } from '../people/accounts.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { type Lease, leaseFrom, type Leases } from './leases.ts';
import type { PoolRunner } from './pool-runner.ts';

const MAX_ROUTES = 100_000;
/** For what becomes of a ticket that has lapsed and is claimed: many times what a decision takes. */
const WAIT_FOR_DECISION_MS = 2_000;
const TRY_AGAIN_MS = 50;
/** Ids of sessions that were claimed live in this name space. For ever: a repeat must find what it started. */
const CLAIMED_SESSIONS = '4a8f0f0e-2c50-5c0f-9d1b-6a0f3b9be6d5';

export type PlaceInLine = {
  ticketId: string;
  product: string;
  agentId: string;
  state: 'waiting' | 'offered';
  /** 1 for whoever is next, 0 for whom a seat is held. */
  place: number;
  /** `null` while too little has happened to tell. */
  estimatedWaitSeconds: number | null;
  requestedAt: string;
  offer: { claimUntil: string } | null;
  lease: Lease;
};
type Unleased = Omit<PlaceInLine, 'lease'>;
type Found = { product: Product; agentId: string };

export class RequestSeat extends BusCommand<
  { product: string; agentId: string; ticketId: string },
  PlaceInLine & { position: Position }
> {}
export class WithdrawSeatRequest extends BusCommand<
  { ticketId: string; agentId: string | null },
  { position: Position }
> {}

/** The id of the session that a claim starts: the same for every repeat. */
export const sessionOfTicket = (ticketId: string): string => uuidv5(ticketId, CLAIMED_SESSIONS);

/** Q1–Q3: places in line for a shared seat. `agentId`: whose ticket it must be; `null` when anybody's will do. */
export class WaitingLine {
  /** Where tickets seen lately belong; the pools themselves know the rest. */
  readonly #routes = new LRUCache<string, Found>({ max: MAX_ROUTES });

  constructor(
    private readonly pools: PoolRunner,
    private readonly catalogue: Catalogue,
    private readonly accounts: Accounts,
    private readonly leases: Leases,
  ) {}

  /** Q1: who has a ticket is told its place again, which is a sign of life, too. */
  async request(context: CommandContext, data: RequestSeat['data']): Promise<PlaceInLine & { position: Position }> {
    const { ticketId, agentId } = data;
    const { account } = context;
    const product = requireProduct(this.catalogue, data.product);
    const time = await this.pools.timeFor(account);
    const { value, position } = await this.pools.run(
      context,
      product,
      { type: 'RequestSeat', data: { ticketId, agentId } },
      (pool) => {
        const held = pool.queue?.byAgent.get(agentId);
        return shown(held ?? requireTicket(pool, ticketId, agentId, time), pool, product, time);
      },
    );
    this.#routes.set(routeKey(account, value.ticketId), { product, agentId });
    return { ...(await this.#renewed(account, product, value)), position };
  }

  /** Q3: to ask is a sign of life. @throws Refusal TICKET_ENDED with the reason, NOT_FOUND */
  async get(account: string, ticketId: string, agentId: string | null): Promise<PlaceInLine> {
    const { product } = await this.find(account, ticketId, agentId);
    const time = await this.pools.timeFor(account);
    const place = await this.pools.ask(account, product, (pool) =>
      shown(requireTicket(pool, ticketId, agentId, time), pool, product, time),
    );
    return this.#renewed(account, product, place);
  }

  /** Gives up a place in line, or the seat that is held. Ended already: nothing changes, and that is fine. */
  async withdraw(context: CommandContext, data: WithdrawSeatRequest['data']): Promise<{ position: Position }> {
    const { product } = await this.find(context.account, data.ticketId, data.agentId);
    const { position } = await this.pools.run(context, product, { type: 'WithdrawSeatRequest', data });
    return { position };
  }

  /** The pool of a ticket that is alive or has ended lately, and whose it is. @throws Refusal NOT_FOUND */
  async find(account: string, ticketId: string, agentId: string | null): Promise<Found> {
    const key = routeKey(account, ticketId);
    const found = this.#routes.get(key) ?? (await this.#lookFor(account, ticketId));
    if (!found || (agentId !== null && found.agentId !== agentId))
      return refuse('NOT_FOUND', { detail: 'There is no such ticket.' });
    this.#routes.set(key, found);
    return found;
  }

  /** Q2: takes back what was not claimed in time, and offers what is free. @returns how many events that was. */
  async tend(context: CommandContext, productId: string): Promise<number> {
    const product = requireProduct(this.catalogue, productId);
    const { events } = await this.pools.run(context, product, { type: 'TendLine', data: {} });
    return events.length;
  }

  async #lookFor(account: string, ticketId: string): Promise<Found | undefined> {
    for (const product of this.catalogue.values()) {
      const ticket = await this.pools.ask(account, product, ({ queue }) => ticketStatus(queue, ticketId, null));
      if (ticket) return { product, agentId: ticket.agentId };
    }
    return undefined;
  }

  /** Whoever asks for their place is alive. Waits while it is decided whether the ticket has lapsed. */
  async #renewed(account: string, product: Product, place: Unleased): Promise<PlaceInLine> {
    const leaseSeconds = await this.accounts.leaseSeconds(account, product);
    const { ticketId, agentId } = place;
    for (const giveUpAtMs = performance.now() + WAIT_FOR_DECISION_MS; ; ) {
      const seenMs = await this.leases.renew(ticketId);
      if (seenMs !== null) return { ...place, lease: leaseFrom(seenMs, leaseSeconds) };
      const time = await this.pools.timeFor(account);
      await this.pools.ask(account, product, (pool) => void requireTicket(pool, ticketId, agentId, time));
      if (performance.now() > giveUpAtMs)
        throw new StoreUnavailable('It is being decided whether the ticket has lapsed. Try again in a moment.');
      await pause(TRY_AGAIN_MS * (0.5 + Math.random()));
    }
  }
}

function shown(ticket: Ticket, pool: SeatPool, product: Product, { at }: PoolTime): Unleased {
  const { ticketId, agentId, requestedAtMs, claimUntilMs } = ticket;
  const place = placeOf(pool.queue!, ticket);
  return {
    ticketId,
    product: product.id,
    agentId,
    state: claimUntilMs === null ? 'waiting' : 'offered',
    place,
    estimatedWaitSeconds: estimatedWaitSeconds(pool, place, Date.parse(at)),
    requestedAt: new Date(requestedAtMs).toISOString(),
    offer: claimUntilMs === null ? null : { claimUntil: new Date(claimUntilMs).toISOString() },
  };
}

const routeKey = (account: string, ticketId: string): string => `${account}/${ticketId}`;

@CommandHandler(RequestSeat)
class RequestSeatHandler implements ICommandHandler<RequestSeat> {
  constructor(private readonly line: WaitingLine) {}
  execute = ({ context, data }: RequestSeat) => this.line.request(context, data);
}

@CommandHandler(WithdrawSeatRequest)
class WithdrawSeatRequestHandler implements ICommandHandler<WithdrawSeatRequest> {
  constructor(private readonly line: WaitingLine) {}
  execute = ({ context, data }: WithdrawSeatRequest) => this.line.withdraw(context, data);
}

export const WAITING_LINE_HANDLERS = [RequestSeatHandler, WithdrawSeatRequestHandler];
