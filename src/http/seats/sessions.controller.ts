import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { agentOf } from '../../auth/permissions.ts';
import type { Principal } from '../../auth/principals.ts';
import { AgentSessions, type OpenSession } from '../../commands/seats/agent-sessions.ts';
import { SessionStarts } from '../../commands/seats/session-starts.ts';
import { ownerOf } from '../owner.ts';
import { Answers, Keyed, Done, Refuses } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { pageOf } from '../contract/pages.ts';
import { People } from '../people/people.ts';
import { Queries } from '../queries.ts';
import { answered } from '../contract/positions.ts';
import { SessionCommands } from './session-commands.ts';
import { SignsOfLife } from './signs-of-life.ts';
import {
  Gate,
  Renewed,
  RenewedMany,
  Session,
  Sessions,
  StartedSession,
  ConnectSessionBody,
  GateQuery,
  HeartbeatsBody,
  OwnSessionsQuery,
  StartSessionBody,
} from './sessions.contract.ts';
import { EmptyBody } from '../contract/fields.ts';

/** What agents and agent services do. What is asked here is answered by the pools themselves, never by a read model. */
@ApiTags('sessions')
@Controller('v1')
export class SessionsController {
  constructor(
    private readonly commands: SessionCommands,
    private readonly starts: SessionStarts,
    private readonly sessions: AgentSessions,
    private readonly signsOfLife: SignsOfLife,
    private readonly queries: Queries,
    private readonly people: People,
  ) {}

  @Get('me/seats')
  @Answers(200, Gate, 'The sign-in gate: what each assigned seat would answer now')
  async gate(@Req() request: ApiRequest, @Query() query: GateQuery) {
    const agentId = agentOf(request.caller, query.agentId);
    const position = await this.queries.head();
    return { items: await this.starts.gate(request.caller.account, agentId), position };
  }

  @Post('sessions')
  @Keyed()
  @Refuses('NO_SEAT_ASSIGNED', 'ALL_SHARED_SEATS_IN_USE', 'USER_SUSPENDED', 'NOT_FOUND')
  @Answers(201, StartedSession, 'Start a session; refused while all shared seats are in use')
  async start(@Req() request: ApiRequest, @Body() body: StartSessionBody) {
    return answered(await this.commands.start(request, body));
  }

  @Get('sessions')
  @Answers(200, Sessions, 'Own open sessions; for services those of an agent, or all that they started')
  async list(@Req() request: ApiRequest, @Query() query: OwnSessionsQuery) {
    const position = await this.queries.head();
    const { name, sessions } = await this.#listed(request.caller, query);
    const page = pageOf(name, sessions.sort(byStart), query);
    const items = await Promise.all(page.items.map((session) => this.#shown(request.caller, session)));
    return { ...page, items, position };
  }

  @Post('sessions/heartbeats')
  @Answers(200, RenewedMany, 'A sign of life from up to 1,000 sessions and as many places in line')
  heartbeats(@Req() request: ApiRequest, @Body() { sessionIds, ticketIds }: HeartbeatsBody) {
    return this.signsOfLife.ofMany(request.caller, sessionIds, ticketIds ?? undefined);
  }

  @Get('sessions/:id')
  @Refuses('SESSION_ENDED')
  @Answers(200, Session, 'One open session')
  async get(@Req() request: ApiRequest, @Param('id') id: string) {
    const position = await this.queries.head();
    const session = await this.signsOfLife.named(request.caller, () =>
      this.sessions.getOpen(request.caller.account, id, ownerOf(request.caller)),
    );
    return { ...(await this.#shown(request.caller, session)), position };
  }

  @Post('sessions/:id/connect')
  @Keyed()
  @Refuses('SESSION_ENDED')
  @Answers(200, Done, 'A customer joined')
  async connect(@Req() request: ApiRequest, @Param('id') sessionId: string, @Body() body: ConnectSessionBody) {
    return answered(await this.commands.connect(request, sessionId, body));
  }

  @Post('sessions/:id/heartbeat')
  @Refuses('SESSION_ENDED')
  @Answers(200, Renewed, 'A sign of life: renews the lease')
  heartbeat(@Req() request: ApiRequest, @Param('id') id: string, @Body() _nothing: EmptyBody) {
    return this.signsOfLife.ofOne(request.caller, id);
  }

  @Post('sessions/:id/end')
  @Keyed()
  @Answers(200, Done, 'End a session; one that has ended already is fine')
  async end(@Req() request: ApiRequest, @Param('id') sessionId: string, @Body() _nothing: EmptyBody) {
    const { position } = await this.commands.end(request, sessionId);
    // A session that ended long ago needed no decision: it stands as of now.
    return position > 0 ? answered({ position }) : { position: await this.queries.head() };
  }

  async #listed(caller: Principal, { agentId, startedBy, mine }: OwnSessionsQuery) {
    const isService = caller.kind === 'service';
    if (isService && agentId === undefined && (startedBy === 'me' || mine === 'true'))
      return { name: 'own sessions', sessions: await this.sessions.listStartedBy(caller.account, caller.id) };
    const agent = agentOf(caller, agentId);
    return { name: `sessions of ${agent}`, sessions: await this.sessions.listOpen(caller.account, agent) };
  }

  async #shown({ account }: Principal, session: OpenSession) {
    return { ...session, ending: await this.people.ending(account, session.ending) };
  }
}

const startOf = ({ startedAt, sessionId }: OpenSession): string => `${startedAt} ${sessionId}`;
const byStart = (one: OpenSession, other: OpenSession): number => (startOf(one) < startOf(other) ? -1 : 1);
