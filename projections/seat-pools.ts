import { type Kysely, sql } from 'kysely';
import type { Product, SeatType } from '../src/domain/catalogue.ts';
import { type List, type PageRequest, selectPage, sortKeys } from '../src/read-models/query/page.ts';
import { integer, nullable, type RowsOf, table, text } from '../src/read-models/projection.ts';
import { productOf } from '../src/domain/streams.ts';
import { projection } from './events.ts';
import { requireProductFilter } from './filters.ts';
import { fullName } from '../src/domain/user/person.ts';
import { inScope, isNamed, type PeopleTables, type Scope } from './people.ts';
import { searchWords } from '../src/read-models/query/search.ts';

const tables = {
  pool: table(
    { account: text(), product: text(), named: integer(), concurrent: integer() },
    { primaryKey: ['account', 'product'] },
  ),
  pool_assignment: table(
    { account: text(), product: text(), user_id: text(), seat_type: text<SeatType>() },
    { primaryKey: ['account', 'product', 'user_id'] },
  ),
  pool_session: table(
    { session_id: text(), account: text(), product: text(), agent_id: text() },
    { primaryKey: ['session_id'], indexes: [['account', 'product', 'agent_id']] },
  ),
  /** Q1, Q2: places in line, and seats that are held. `place`: where it was requested in the log, which is the order. */
  pool_ticket: table(
    {
      account: text(),
      product: text(),
      agent_id: text(),
      ticket_id: text(),
      place: integer(),
      requested_at: text(),
      claim_until: nullable(text()),
    },
    { primaryKey: ['account', 'product', 'agent_id'] },
  ),
};

/** Capacities, and who has and who holds which seat; counted when asked, so that a repeat cannot count twice. */
export const seatPools = projection({
  name: 'seat-pools',
  version: 2,
  tables,
  on: {
    SeatCapacityChanged: (event, change) =>
      change.put('pool', {
        account: event.metadata.account,
        product: productOf(event),
        named: event.data.named,
        concurrent: event.data.concurrent,
      }),
    SeatAssigned: (event, change) =>
      change.put('pool_assignment', {
        account: event.metadata.account,
        product: productOf(event),
        user_id: event.data.userId,
        seat_type: event.data.seatType,
      }),
    SeatUnassigned: (event, change) =>
      change.remove('pool_assignment', {
        account: event.metadata.account,
        product: productOf(event),
        user_id: event.data.userId,
      }),
    SeatRequested: (event, change) =>
      change.put('pool_ticket', {
        ...ticketKey(event),
        ticket_id: event.data.ticketId,
        place: event.position,
        requested_at: event.metadata.occurredAt,
        claim_until: null,
      }),
    SeatOffered: (event, change) =>
      change.patch('pool_ticket', ticketKey(event), { claim_until: event.data.claimUntil }),
    SeatOfferLapsed: (event, change) => change.remove('pool_ticket', ticketKey(event)),
    SeatRequestWithdrawn: (event, change) => change.remove('pool_ticket', ticketKey(event)),
    SessionStarted: (event, change) => {
      // S1: a named seat is never counted against the pool.
      if (event.data.seatType !== 'concurrent') return;
      change.add('pool_session', {
        session_id: event.data.sessionId,
        account: event.metadata.account,
        product: productOf(event),
        agent_id: event.data.agentId,
      });
      // Whoever starts on a shared seat waits no longer.
      change.remove('pool_ticket', ticketKey(event));
    },
    SessionEnded: ({ data }, change) => {
      if (data.seatType === 'concurrent') change.remove('pool_session', { session_id: data.sessionId });
    },
  },
});

type OfAgent = { stream: string; metadata: { account: string }; data: { agentId: string } };

/** An agent has one place in line, or one seat that is held, in each pool. */
function ticketKey(event: OfAgent) {
  return { account: event.metadata.account, product: productOf(event), agent_id: event.data.agentId };
}

type Db = Kysely<RowsOf<typeof seatPools> & PeopleTables>;

export type PlanItem = {
  product: string;
  productName: string;
  named: { capacity: number; assigned: number };
  concurrent: { capacity: number; assigned: number; inUse: number; overBy: number; waiting: number };
};

/** The pools of an account, one for each product of the catalogue, in its order; a product without events has none of anything. */
export async function listSeatPools(
  db: Db,
  { account, catalogue }: { account: string; catalogue: ReadonlyMap<string, Product> },
): Promise<PlanItem[]> {
  const capacities = await db.selectFrom('pool').selectAll().where('account', '=', account).execute();
  const assigned = await db
    .selectFrom('pool_assignment')
    .select((eb) => ['product', 'seat_type', eb.fn.countAll<number>().as('count')])
    .where('account', '=', account)
    .groupBy(['product', 'seat_type'])
    .execute();
  // O2: an agent occupies one seat, however many sessions they have.
  const inUse = await db
    .selectFrom('pool_session')
    .select(['product', sql<number>`count(distinct agent_id)`.as('count')])
    .where('account', '=', account)
    .groupBy('product')
    .execute();
  const tickets = await db
    .selectFrom('pool_ticket')
    .select((eb) => ['product', eb.fn.countAll<number>().as('count'), eb.fn.count<number>('claim_until').as('offered')])
    .where('account', '=', account)
    .groupBy('product')
    .execute();
  const count = (product: string, type: SeatType) =>
    Number(assigned.find((row) => row.product === product && row.seat_type === type)?.count ?? 0);
  return [...catalogue.values()].map(({ id, name }) => {
    const capacity = capacities.find(({ product }) => product === id) ?? { named: 0, concurrent: 0 };
    const { count: queued = 0, offered = 0 } = tickets.find(({ product }) => product === id) ?? {};
    const used = Number(inUse.find(({ product }) => product === id)?.count ?? 0);
    return {
      product: id,
      productName: name,
      named: { capacity: capacity.named, assigned: count(id, 'named') },
      concurrent: {
        capacity: capacity.concurrent,
        assigned: count(id, 'concurrent'),
        inUse: used,
        overBy: Math.max(0, used - capacity.concurrent),
        waiting: Number(queued) - Number(offered),
      },
    };
  });
}

export type WaitingAgent = {
  ticketId: string;
  product: string;
  productName: string;
  agent: { id: string; name: string; email: string | null };
  state: 'waiting' | 'offered';
  requestedAt: string;
  offer: { claimUntil: string } | null;
};

export type WaitingQuery = PageRequest & {
  account: string;
  scope: Scope;
  product?: string;
  q?: string;
  catalogue: ReadonlyMap<string, Product>;
};

/** Who waits for a shared seat, and for whom one is held; in the order they came. */
export async function listWaiting(db: Db, query: WaitingQuery): Promise<List<WaitingAgent>> {
  const { account, scope, product, q, catalogue } = query;
  if (product !== undefined) requireProductFilter(catalogue, product);
  let matching = db
    .selectFrom('pool_ticket')
    .leftJoin('app_user', (join) =>
      join.onRef('app_user.user_id', '=', 'pool_ticket.agent_id').onRef('app_user.account', '=', 'pool_ticket.account'),
    )
    .where('pool_ticket.account', '=', account)
    .where(inScope(sql`pool_ticket.agent_id`, account, scope));
  if (product !== undefined) matching = matching.where('pool_ticket.product', '=', product);
  for (const word of searchWords(q)) matching = matching.where(isNamed(sql`pool_ticket.agent_id`, account, word));
  const keys = sortKeys(query.sort, { requestedAt: sql`pool_ticket.place` }, 'requestedAt', {
    name: 'ticketId',
    value: sql<string>`pool_ticket.ticket_id`,
    descending: false,
  });
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const selected = matching
    .selectAll('pool_ticket')
    .select(['app_user.first_name', 'app_user.last_name', 'app_user.email']);
  const { rows, nextCursor } = await selectPage(selected, keys, query);
  const items = rows.map((row) => ({
    ticketId: row.ticket_id,
    product: row.product,
    productName: catalogue.get(row.product)?.name ?? row.product,
    agent: { id: row.agent_id, name: fullName(row.first_name, row.last_name), email: row.email },
    state: row.claim_until === null ? ('waiting' as const) : ('offered' as const),
    requestedAt: row.requested_at,
    offer: row.claim_until === null ? null : { claimUntil: row.claim_until },
  }));
  return { items, nextCursor, total: Number(total) };
}

/** Every pool in which somebody waits or has yet to claim their seat, on whatever account: for what tidies up. */
export function poolsWithTickets(db: Db): Promise<{ account: string; product: string }[]> {
  return db.selectFrom('pool_ticket').select(['account', 'product']).distinct().execute();
}
