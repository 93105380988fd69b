import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers, AnswersAs, Keyed } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { CSV } from '../exports.ts';
import { ManagedSessions } from './managed-sessions.ts';
import {
  EndedSharedSessions,
  EndSharedSessionsBody,
  OpenSessions,
  OpenSessionsExportQuery,
  OpenSessionsQuery,
  WithdrawnSessionEnds,
  WithdrawSessionEndsBody,
} from './shared-sessions.contract.ts';

/** As the shared sessions, of sessions on named seats too. */
@ApiTags('open sessions')
@Controller('v1/open-sessions')
export class OpenSessionsController {
  constructor(private readonly sessions: ManagedSessions) {}

  @Get()
  @Answers(200, OpenSessions, 'Open sessions, on shared and on named seats')
  list(@Req() request: ApiRequest, @Query() query: OpenSessionsQuery) {
    return this.sessions.listOpen(request, query);
  }

  @Get('export')
  @AnswersAs([CSV], 'Open sessions, on shared and on named seats, as CSV')
  export(
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: OpenSessionsExportQuery,
  ) {
    return this.sessions.exportOpen(request, reply, query);
  }

  @Post('end')
  @Keyed()
  @Answers(200, EndedSharedSessions, 'End sessions: each is answered for; with graceSeconds agents are warned first')
  end(@Req() request: ApiRequest, @Body() body: EndSharedSessionsBody) {
    return this.sessions.end(request, body, 'all');
  }

  @Post('withdraw')
  @Keyed()
  @Answers(200, WithdrawnSessionEnds, 'Take warnings back before their deadline; each session is answered for')
  withdraw(@Req() request: ApiRequest, @Body() body: WithdrawSessionEndsBody) {
    return this.sessions.withdraw(request, body, 'all');
  }
}
