import { Body, Controller, Get, Inject, Param, Patch, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Principals } from '../../auth/principals.ts';
import { ChangeBillingContact } from '../../commands/people/users.handlers.ts';
import { Accounts, ChangeAccountSettings } from '../../commands/people/accounts.ts';
import { ChangePlan } from '../../commands/seats/plan-and-assignments.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Account as AccountState } from '../../domain/account/account.ts';
import type { ApiRequest } from '../api-request.ts';
import { Answers, Keyed, Done, Refuses } from '../contract/answers.ts';
import { Commands } from '../commands.ts';
import { Query as AfterQuery } from '../contract/fields.ts';
import { answered } from '../contract/positions.ts';
import { present } from '../contract/present.ts';
import { PastQueries } from '../history/past-queries.ts';
import { Queries } from '../queries.ts';
import { CATALOGUE } from '../tokens.ts';
import { Account, Plan, BillingContactBody, ChangeAccountBody, ChangePlanBody, PlanQuery } from './plan.contract.ts';

/** What the account has bought, and how it is set up. */
@ApiTags('plan and account')
@Controller('v1')
export class PlanController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly accounts: Accounts,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    private readonly principals: Principals,
    private readonly past: PastQueries,
  ) {}

  @Get('plan')
  @Answers(200, Plan, 'Seats bought, assigned and in use, by product')
  async plan(@Req() request: ApiRequest, @Query() query: PlanQuery) {
    const { caller } = request;
    const { after } = query;
    if (this.past.isAsked(request, query)) return this.past.list(request, 'plan', query);
    const view = { account: caller.account, catalogue: this.catalogue };
    const { answer: items, position } = await this.queries.read(['seat-pools'], after, 'listSeatPools', view);
    return { items, position };
  }

  @Put('plan/:product')
  @Keyed()
  @Refuses('CAPACITY_BELOW_ASSIGNED')
  @Answers(200, Done, 'Change how many seats of a product there are; for the billing contact')
  async changePlan(@Req() request: ApiRequest, @Param('product') product: string, @Body() body: ChangePlanBody) {
    const data = { product, named: body.named, concurrent: body.concurrent, reason: body.reason ?? null };
    return answered(await this.commands.send(new ChangePlan(this.commands.contextOf(request), data)));
  }

  @Get('account')
  @Answers(200, Account, 'The account and its settings')
  async account(@Req() { caller }: ApiRequest, @Query() _query: AfterQuery) {
    const position = await this.queries.head();
    return { id: caller.account, ...this.#withDefaults(await this.accounts.settings(caller.account)), position };
  }

  @Patch('account')
  @Keyed()
  @Answers(200, Done, 'Change settings; what is not named stays')
  async changeAccount(@Req() request: ApiRequest, @Body() body: ChangeAccountBody) {
    return answered(
      await this.commands.send(new ChangeAccountSettings(this.commands.contextOf(request), present(body))),
    );
  }

  @Put('account/billing-contact')
  @Keyed()
  @Refuses('NOT_FOUND', 'USER_SUSPENDED')
  @Answers(200, Done, 'Hand the plan over to another user')
  async changeBillingContact(@Req() request: ApiRequest, @Body() { userId }: BillingContactBody) {
    const context = this.commands.contextOf(request);
    const done = await this.commands.send(new ChangeBillingContact(context, { userId }));
    this.principals.invalidateBillingContact(context.account, userId);
    return answered(done);
  }

  /** Every product with the duration that holds for it, whether the account has set it or not. */
  #withDefaults({
    name,
    billingContact,
    inactiveAfterDays,
    leaseSeconds,
    unjoinedMinutes,
    claimSeconds,
  }: AccountState) {
    const products = [...this.catalogue.values()];
    return {
      name,
      billingContact,
      inactiveAfterDays,
      claimSeconds,
      leaseSeconds: Object.fromEntries(
        products.map(({ id, leaseSeconds: byDefault }) => [id, leaseSeconds[id] ?? byDefault]),
      ),
      unjoinedMinutes: Object.fromEntries(
        products.map(({ id, unjoinedMinutes: byDefault }) => [
          id,
          byDefault === null ? null : (unjoinedMinutes[id] ?? byDefault),
        ]),
      ),
    };
  }
}
