import { ERASED_USER, fullName, namesOf } from '../../../projections/people.ts';
import { getUser } from '../../../projections/user-directory.ts';
import { Unauthenticated } from '../../auth/access-refused.ts';
import type { Principal, PrincipalKind, Principals } from '../../auth/principals.ts';
import type { Clock } from '../../common/clock.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Queries } from '../queries.ts';

/** What a caller is told of themselves. */
export class Me {
  constructor(
    private readonly queries: Queries,
    private readonly principals: Principals,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  of(kind: PrincipalKind, id: string, after: string | undefined) {
    return this.queries.read(['user-directory'], after, async (db) => {
      const principal = await this.principals.find(kind, id);
      if (!principal) throw new Unauthenticated();
      const { account, role } = principal;
      const rights = {
        privileges: [...principal.privileges],
        managedGroupIds: principal.managedGroupIds,
        billingContact: principal.isBillingContact,
      };
      const view = { account, scope: 'all', now: this.clock.now(), catalogue: this.catalogue } as const;
      const user = kind === 'user' ? await getUser(db, { ...view, userId: id }) : null;
      if (user === null)
        return {
          id,
          kind,
          accountId: account,
          ...(await this.#nameOf(principal, db)),
          role,
          status: 'active',
          groups: [],
          seats: [],
          ...rights,
        };
      const { email, firstName, lastName, status, groups, seats } = user;
      const name = fullName(firstName, lastName);
      return { id, kind, accountId: account, name, email, firstName, lastName, role, status, groups, seats, ...rights };
    });
  }

  async #nameOf({ account, id }: Principal, db: Parameters<typeof namesOf>[0]) {
    const names = await namesOf(db, account, [id]);
    return { name: names.get(id) ?? ERASED_USER, email: null, firstName: null, lastName: null };
  }
}
