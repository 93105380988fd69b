import { ERASED_USER, fullName } from '../../domain/user/person.ts';
import { Unauthenticated } from '../../auth/access-refused.ts';
import type { Principal, PrincipalKind, Principals } from '../../auth/principals.ts';
import type { Clock } from '../../common/clock.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { QueryAnswer, QueryArguments, QueryName } from '../../../projections/queries.ts';
import type { Queries } from '../queries.ts';

const DIRECTORY = ['user-directory'];

/** What a caller is told of themselves. */
export class Me {
  constructor(
    private readonly queries: Queries,
    private readonly principals: Principals,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  async of(kind: PrincipalKind, id: string, after: string | undefined) {
    const position = await this.queries.passed(DIRECTORY, after);
    const principal = await this.principals.find(kind, id);
    if (!principal) throw new Unauthenticated();
    const { account, role } = principal;
    const rights = {
      privileges: [...principal.privileges],
      managedGroupIds: principal.managedGroupIds,
      billingContact: principal.isBillingContact,
    };
    const view = { account, scope: 'all', now: this.clock.now(), catalogue: this.catalogue } as const;
    const user = kind === 'user' ? await this.#ask('getUser', { ...view, userId: id }) : null;
    if (user === null)
      return {
        id,
        kind,
        accountId: account,
        ...(await this.#nameOf(principal)),
        role,
        status: 'active',
        groups: [],
        seats: [],
        ...rights,
        position,
      };
    const { email, firstName, lastName, status, groups, seats } = user;
    const name = fullName(firstName, lastName);
    const person = { id, kind, accountId: account, name, email, firstName, lastName, role, status, groups, seats };
    return { ...person, ...rights, position };
  }

  async #nameOf({ account, id }: Principal) {
    const names = await this.#ask('namesOf', account, [id]);
    return { name: names.get(id) ?? ERASED_USER, email: null, firstName: null, lastName: null };
  }

  async #ask<Name extends QueryName>(name: Name, ...args: QueryArguments<Name>): Promise<QueryAnswer<Name>> {
    return (await this.queries.read(DIRECTORY, undefined, name, ...args)).answer;
  }
}
