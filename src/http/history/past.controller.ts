import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ApiRequest } from '../api-request.ts';
import { Answers } from '../contract/answers.ts';
import { answered } from '../contract/positions.ts';
import { Diff, DiffQuery, PastAccount, PastAccountQuery } from './past.contract.ts';
import { PastQueries } from './past-queries.ts';

/** The account as it stood at any moment. */
@ApiTags('history')
@Controller('v1/audit')
export class PastController {
  constructor(private readonly past: PastQueries) {}

  @Get('as-of')
  @Answers(200, PastAccount, 'The whole account as it stood at a moment')
  async asOf(@Req() { caller }: ApiRequest, @Query() query: PastAccountQuery) {
    const moment = { ...query, now: this.past.now() };
    const found = await this.past.ask('asOf', { ...this.past.viewOf(caller), moment });
    const position = String(found.position);
    const { at, plan, sharedSessions, users } = found;
    return {
      at,
      position,
      plan: { items: plan, position },
      sharedSessions: { ...sharedSessions, position },
      users: { ...users, position },
    };
  }

  @Get('diff')
  @Answers(200, Diff, 'What was not the same at two moments: capacities, seats, sessions and people')
  async diff(@Req() { caller }: ApiRequest, @Query() { from, to }: DiffQuery) {
    const found = await this.past.ask('diff', { ...this.past.viewOf(caller), from, to, now: this.past.now() });
    return { ...found, from: answered(found.from), to: answered(found.to) };
  }
}
