import { type AuditItem, type AuditQuery, type Tellings, toldAsOfThen } from '../../../projections/audit-trail.ts';
import type { Principal } from '../../auth/principals.ts';
import type { Queries } from '../queries.ts';
import type { PastQueries } from './past-queries.ts';

const READ_FROM = ['audit-trail', 'user-directory'];

const ENTRIES_AT_ONCE = 200;

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

  /** An entry with its causes and effects; `null` where there is none, or the caller may not see it. */
  async entry(caller: Principal, after: string | undefined, position: number) {
    const { account, catalogue } = this.past.viewOf(caller);
    const related = await this.past.ask('entry', { account, catalogue, position });
    if (!related) return null;
    const positions = [position, ...related.causes, ...related.effects];
    const waitFor = String(Math.max(...positions, Number(after ?? 0)));
    const byPosition = new Map<string, AuditItem>();
    for (let from = 0; from < positions.length; from += ENTRIES_AT_ONCE) {
      const some = positions.slice(from, from + ENTRIES_AT_ONCE);
      const { items } = await this.list(caller, waitFor, { positions: some, limit: some.length });
      for (const item of items) byPosition.set(item.position, item);
    }
    const entry = byPosition.get(String(position));
    if (!entry) return null;
    const shown = (some: readonly number[]) => some.flatMap((at) => byPosition.get(String(at)) ?? []);
    const causes = shown(related.causes);
    return {
      entry,
      causes,
      effects: shown(related.effects),
      root: rootOf(causes.at(-1) ?? entry),
      refusal: related.refusal,
    };
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

/** Whose act it was in the end: a policy that carries out what somebody wanted is not the root. */
function rootOf({ actor, onBehalfOf }: AuditItem): { kind: string; id: string } {
  return actor.kind === 'system' && onBehalfOf !== null
    ? { kind: 'user', id: onBehalfOf }
    : { kind: actor.kind, id: actor.id };
}
