import { type AuditItem, type AuditQuery, type Tellings, toldAsOfThen } from '../../../projections/audit-trail.ts';
import type { Principal } from '../../auth/principals.ts';
import type { Queries } from '../queries.ts';
import type { PastQueries } from './past-queries.ts';

const READ_FROM = ['audit-trail', 'user-directory'];

type Filter = Omit<AuditQuery, 'account' | 'scope' | 'catalogue'>;

/** The audit trail, told with the names of its time. */
export class Trail {
  constructor(
    private readonly queries: Queries,
    private readonly past: PastQueries,
  ) {}

  /** Entries that the filters find, newest first. */
  async list(caller: Principal, after: string | undefined, filter: Filter) {
    const view = this.past.viewOf(caller);
    const { items, tellings, names, ...page } = await this.queries.list(READ_FROM, after, 'listAudit', {
      ...view,
      ...filter,
    });
    return { items: await this.#told(caller, items, { tellings, names }), ...page };
  }

  async #told(caller: Principal, items: readonly AuditItem[], { tellings, names }: Tellings): Promise<AuditItem[]> {
    const { account, catalogue } = this.past.viewOf(caller);
    const asked = items.map(({ position }, index) => ({ position: Number(position), ids: idsIn(tellings[index]!) }));
    const then = await this.past.ask('namesBefore', { account, asked });
    return items.map((item, index) => {
      const words = { names: new Map([...names, ...(then?.[index] ?? [])]), today: names, catalogue };
      return toldAsOfThen(item, tellings[index]!, words);
    });
  }
}

/** Everybody whom an entry names. */
function idsIn({ actor, subjectId, facts }: Tellings['tellings'][number]): string[] {
  const groups = [facts.groupIds, facts.managedGroupIds].flatMap((ids) => (Array.isArray(ids) ? ids.map(String) : []));
  return [...(actor.kind === 'system' ? [] : [actor.id]), ...(subjectId === null ? [] : [subjectId]), ...groups];
}
