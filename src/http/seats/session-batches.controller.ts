import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Keyed } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Queries } from '../queries.ts';
import { SessionBatches } from './session-batches.ts';
import { SessionResults, SessionBatchBody } from './session-batches.contract.ts';

/** For agent services that speak for many agents at once. */
@ApiTags('sessions')
@Controller('v1/sessions/batch')
export class SessionBatchesController {
  constructor(
    private readonly batches: SessionBatches,
    private readonly queries: Queries,
  ) {}

  @Post()
  @Keyed()
  @Answers(200, SessionResults, 'Up to 1,000 starts, connects and ends, each with a result of its own')
  async run(@Req() request: ApiRequest, @Body() { commands }: SessionBatchBody) {
    const results = await this.batches.run(request, commands);
    return { results, position: await this.queries.head() };
  }
}
