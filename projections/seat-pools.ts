import { type Kysely, sql } from 'kysely';
import type { Product, SeatType } from '../src/domain/catalogue.ts';
import { integer, type RowsOf, table, text } from '../src/read-models/projection.ts';
import { productOf, projection } from './events.ts';

/** Capacities, and who has and who holds which seat; counted when asked, so that a repeat cannot count twice. */
export const seatPools = projection({
  name: 'seat-pools',
  version: 1,
  tables: {
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
  },
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
    SessionStarted: (event, change) => {
      // S1: a named seat is never counted against the pool.
      if (event.data.seatType !== 'concurrent') return;
      change.add('pool_session', {
        session_id: event.data.sessionId,
        account: event.metadata.account,
        product: productOf(event),
        agent_id: event.data.agentId,
      });
    },
    SessionEnded: ({ data }, change) => {
      if (data.seatType === 'concurrent') change.remove('pool_session', { session_id: data.sessionId });
    },
  },
});

type Db = Kysely<RowsOf<typeof seatPools>>;

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
  const count = (product: string, type: SeatType) =>
    Number(assigned.find((row) => row.product === product && row.seat_type === type)?.count ?? 0);
  return [...catalogue.values()].map(({ id, name }) => {
    const capacity = capacities.find(({ product }) => product === id) ?? { named: 0, concurrent: 0 };
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
        // Nobody can queue yet.
        waiting: 0,
      },
    };
  });
}
