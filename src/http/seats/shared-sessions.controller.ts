import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, AnswersAs, Keyed } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { CSV } from '../exports.ts';
import { ManagedSessions } from './managed-sessions.ts';
import {
  EndedSharedSessions,
  SharedSessions,
  WithdrawnSessionEnds,
  EndSharedSessionsBody,
  SharedSessionsExportQuery,
  SharedSessionsQuery,
  WithdrawSessionEndsBody,
} from './shared-sessions.contract.ts';

/** "Manage Shared Sessions": who holds a shared seat, and clearing it. */
@ApiTags('shared sessions')
@Controller('v1/shared-sessions')
export class SharedSessionsController {
  constructor(private readonly sessions: ManagedSessions) {}

  @Get()
  @Answers(200, SharedSessions, 'Open sessions on shared seats')
  list(@Req() request: ApiRequest, @Query() query: SharedSessionsQuery) {
    return this.sessions.listShared(request, query);
  }

  @Get('export')
  @AnswersAs([CSV], 'Open sessions on shared seats, as CSV')
  export(
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: SharedSessionsExportQuery,
  ) {
    return this.sessions.exportShared(request, reply, query);
  }

  @Post('end')
  @Keyed()
  @Answers(
    200,
    EndedSharedSessions,
    'Clear seats: each session is answered for; with graceSeconds agents are warned first',
  )
  end(@Req() request: ApiRequest, @Body() body: EndSharedSessionsBody) {
    return this.sessions.end(request, body, 'shared');
  }

  @Post('withdraw')
  @Keyed()
  @Answers(
    200,
    WithdrawnSessionEnds,
    'Take warnings back before their deadline: the sessions go on; each is answered for',
  )
  withdraw(@Req() request: ApiRequest, @Body() body: WithdrawSessionEndsBody) {
    return this.sessions.withdraw(request, body, 'shared');
  }
}
