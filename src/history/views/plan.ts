import type { Catalogue, Product } from '../../domain/catalogue.ts';
import { assignedCount, occupiedSeats, overBy, type SeatPool, waitingCount } from '../../domain/seat-pool/seat-pool.ts';
import type { Position } from '../../event-store/event-store.ts';
import type { Past } from '../past.ts';

export type PastPlanItem = ReturnType<typeof planItem>;

/** The plan as `GET /v1/plan` answered it then. */
export async function planAt(
  past: Past,
  { account, catalogue }: { account: string; catalogue: Catalogue },
  position: Position,
): Promise<PastPlanItem[]> {
  return (await past.pools(account, catalogue, position)).map(({ product, pool }) => planItem(product, pool));
}

export function planItem({ id, name }: Product, pool: SeatPool) {
  return {
    product: id,
    productName: name,
    named: { capacity: pool.named, assigned: assignedCount(pool, 'named') },
    concurrent: {
      capacity: pool.concurrent,
      assigned: assignedCount(pool, 'concurrent'),
      inUse: occupiedSeats(pool),
      overBy: overBy(pool),
      waiting: waitingCount(pool),
    },
  };
}
