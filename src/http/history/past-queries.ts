import { demand } from '../../auth/permissions.ts';
import { type Principal, type Scope, scopeOf } from '../../auth/principals.ts';
import type { Clock } from '../../common/clock.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Questions } from '../../history/history.ts';
import type { ApiRequest } from '../api-request.ts';
import type { AsOf } from '../contract/fields.ts';

/** Who answers questions about the past. */
export type AskingHistory = {
  ask<Name extends keyof Questions>(
    question: Name,
    ...asked: Parameters<Questions[Name]>
  ): Promise<Awaited<ReturnType<Questions[Name]>>>;
};

type Answer<Name extends keyof Questions> = Omit<Awaited<ReturnType<Questions[Name]>>, 'position'> & {
  position: string;
};
type AsOfQuestion = 'plan' | 'sharedSessions' | 'openSessions' | 'users';
type Asked<Name extends AsOfQuestion> = Omit<
  Parameters<Questions[Name]>[0],
  'account' | 'scope' | 'catalogue' | 'moment'
>;

/** Everybody a caller may see. */
export type View = { account: string; scope: Scope; catalogue: Catalogue };

/** The past, as callers may see it. */
export class PastQueries {
  constructor(
    private readonly asking: AskingHistory,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  /** Whether a request asks about another moment than now. Who may see the present need not see what has been. */
  isAsked({ caller }: ApiRequest, { asOf, asOfPosition }: AsOf): boolean {
    if (asOf === undefined && asOfPosition === undefined) return false;
    demand({ privileges: ['read-audit'] }, caller);
    return true;
  }

  /** A live query as of then: what it answered. */
  async list<Name extends AsOfQuestion>(
    { caller }: ApiRequest,
    name: Name,
    { asOf, asOfPosition, after: _, ...query }: Asked<Name> & AsOf & { after?: string },
  ): Promise<Answer<Name>> {
    const moment = { at: asOf, position: asOfPosition, now: this.clock.now() };
    const asked = { ...this.viewOf(caller), ...query, moment } as Parameters<Questions[Name]>[0];
    const answer = await (this.asking.ask as (name: string, asked: object) => Promise<{ position: number }>)(
      name,
      asked,
    );
    return { ...answer, position: String(answer.position) } as Answer<Name>;
  }

  ask: AskingHistory['ask'] = (name, ...asked) => this.asking.ask(name, ...asked);

  now(): string {
    return this.clock.now();
  }

  viewOf(caller: Principal): View {
    return { account: caller.account, scope: scopeOf(caller), catalogue: this.catalogue };
  }
}
