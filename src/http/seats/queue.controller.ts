import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { agentOf } from '../../auth/permissions.ts';
import { scopeOf } from '../../auth/principals.ts';
import { ClaimSeat } from '../../commands/seats/session-starts.ts';
import { RequestSeat, WaitingLine, WithdrawSeatRequest } from '../../commands/seats/waiting-line.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { ApiRequest } from '../api-request.ts';
import { Commands } from '../commands.ts';
import { Answers, Done, Keyed, Refuses } from '../contract/answers.ts';
import { Query as AfterQuery } from '../contract/fields.ts';
import { answered } from '../contract/positions.ts';
import { ownerOf } from '../owner.ts';
import { Queries } from '../queries.ts';
import { CATALOGUE } from '../tokens.ts';
import { ClaimSeatBody, PlaceInLine, RequestSeatBody, WaitingAgents, WaitingQuery } from './queue.contract.ts';
import { SessionCommands } from './session-commands.ts';
import { agentAppOf, StartedSession } from './sessions.contract.ts';

/** Places in line for a shared seat: first come, first served. */
@ApiTags('queue')
@Controller('v1/queue')
export class QueueController {
  constructor(
    private readonly commands: Commands,
    private readonly sessions: SessionCommands,
    private readonly line: WaitingLine,
    private readonly queries: Queries,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
  ) {}

  @Get()
  @Answers(200, WaitingAgents, 'Who waits for a shared seat, and for whom one is held; the first in line first')
  list(@Req() { caller }: ApiRequest, @Query() { after, ...query }: WaitingQuery) {
    const view = { account: caller.account, scope: scopeOf(caller), catalogue: this.catalogue };
    return this.queries.list(['seat-pools', 'user-directory'], after, 'listWaiting', { ...view, ...query });
  }

  @Post()
  @Keyed()
  @Refuses('NO_SEAT_ASSIGNED', 'TICKET_ENDED', 'NOT_FOUND')
  @Answers(201, PlaceInLine, 'Wait in line for a shared seat; who waits already is told their place')
  async request(@Req() request: ApiRequest, @Body() body: RequestSeatBody) {
    const agentId = agentOf(request.caller, body.agentId ?? undefined);
    const data = { product: body.product, agentId, ticketId: this.commands.newId(request) };
    const command = new RequestSeat(this.commands.contextOf(request, agentId), data);
    return answered(await this.sessions.known(request.caller, agentId, this.commands.send(command)));
  }

  @Get(':id')
  @Refuses('TICKET_ENDED')
  @Answers(200, PlaceInLine, 'A place in line; to ask is a sign of life')
  async get(@Req() { caller }: ApiRequest, @Param('id') id: string, @Query() _query: AfterQuery) {
    const position = await this.queries.head();
    return { ...(await this.line.get(caller.account, id, ownerOf(caller))), position };
  }

  @Delete(':id')
  @Keyed()
  @Answers(200, Done, 'Leave the line, or turn down the seat that is held; who has left already is fine')
  async withdraw(@Req() request: ApiRequest, @Param('id') ticketId: string) {
    const data = { ticketId, agentId: ownerOf(request.caller) };
    return answered(await this.commands.send(new WithdrawSeatRequest(this.commands.contextOf(request), data)));
  }

  @Post(':id/claim')
  @Keyed()
  @Refuses('ALL_SHARED_SEATS_IN_USE', 'TICKET_ENDED', 'NO_SEAT_ASSIGNED')
  @Answers(201, StartedSession, 'Start a session on the seat that is held; a repeat finds the one that was started')
  async claim(@Req() request: ApiRequest, @Param('id') ticketId: string, @Body() body: ClaimSeatBody) {
    const data = { ticketId, agentId: ownerOf(request.caller), ...agentAppOf(body) };
    return answered(await this.commands.send(new ClaimSeat(this.commands.contextOf(request), data)));
  }
}
