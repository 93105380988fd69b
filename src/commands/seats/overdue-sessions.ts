import { type Catalogue, requireProduct } from '../../domain/catalogue.ts';
import type { Accounts } from '../people/accounts.ts';
import type { CommandContext } from '../runner/command-context.ts';
import type { LapsedLeases, LeasedPool } from './lapsed-leases.ts';
import type { PoolRunner } from './pool-runner.ts';

/** Ends what time has run out for. Each answers how many events it wrote; an append ends a bounded number of sessions. */
export class OverdueSessions {
  constructor(
    private readonly pools: PoolRunner,
    private readonly catalogue: Catalogue,
    private readonly accounts: Accounts,
    private readonly lapsed: LapsedLeases,
  ) {}

  /** L2: what no start has reclaimed yet. */
  async expireLeases(context: CommandContext, productId: string): Promise<number> {
    const leased = await this.#leased(context.account, productId);
    const outcome = await this.lapsed.ending(leased, (lapsed) =>
      this.pools.run(context, leased.product, () => ({ type: 'ExpireLeases', data: { lapsed: lapsed() } })),
    );
    return outcome?.events.length ?? 0;
  }

  /** No lease of the pool lapses before this, as far as is known: milliseconds since the epoch. */
  async noLapseBeforeMs(account: string, productId: string): Promise<number> {
    return this.lapsed.noneBeforeMs(await this.#leased(account, productId));
  }

  /** O3: sessions that nobody joined in time. */
  async endUnjoined(context: CommandContext, productId: string): Promise<number> {
    const product = requireProduct(this.catalogue, productId);
    const minutes = await this.accounts.unjoinedMinutes(context.account, product);
    if (minutes === null) return 0;
    const before = new Date(Date.parse(context.at) - minutes * 60_000).toISOString();
    const { events } = await this.pools.run(context, product, { type: 'EndUnjoined', data: { before } });
    return events.length;
  }

  /** A2: sessions whose warning has run out. */
  async endDue(context: CommandContext, productId: string): Promise<number> {
    const product = requireProduct(this.catalogue, productId);
    const { events } = await this.pools.run(context, product, { type: 'EndDue', data: { at: context.at } });
    return events.length;
  }

  async #leased(account: string, productId: string): Promise<LeasedPool> {
    const product = requireProduct(this.catalogue, productId);
    return { account, product, leaseSeconds: await this.accounts.leaseSeconds(account, product) };
  }
}
