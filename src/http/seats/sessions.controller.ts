import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { agentOf } from '../../auth/permissions.ts';
import type { Principal } from '../../auth/principals.ts';
import { AgentSessions, ConnectSession, EndSession, type OpenSession } from '../../commands/seats/agent-sessions.ts';
import { SessionStarts, StartSession } from '../../commands/seats/session-starts.ts';
import { Users } from '../../commands/people/users.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import { ownerOf } from '../owner.ts';
import { Answers, Keyed, Done, Refuses } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Commands } from '../commands.ts';
import { pageOf } from '../contract/pages.ts';
import { People } from '../people/people.ts';
import { Queries } from '../queries.ts';
import { answered } from '../contract/positions.ts';
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
  agentAppOf,
} from './sessions.contract.ts';
import { EmptyBody } from '../contract/fields.ts';

const NO_AGENT = { detail: 'There is no such agent.' };

/** What agents and agent services do. What is asked here is answered by the pools themselves, never by a read model. */
@ApiTags('sessions')
@Controller('v1')
export class SessionsController {
  constructor(
    private readonly commands: Commands,
    private readonly starts: SessionStarts,
    private readonly sessions: AgentSessions,
    private readonly signsOfLife: SignsOfLife,
    private readonly users: Users,
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
    const agentId = agentOf(request.caller, body.agentId ?? undefined);
    const data = { product: body.product, agentId, sessionId: this.commands.newId(request), ...agentAppOf(body) };
    return answered(
      await this.#known(
        request.caller,
        agentId,
        this.commands.send(new StartSession(this.commands.contextOf(request, agentId), data)),
      ),
    );
  }

  @Get('sessions')
  @Answers(200, Sessions, 'Own open sessions')
  async list(@Req() request: ApiRequest, @Query() query: OwnSessionsQuery) {
    const agentId = agentOf(request.caller, query.agentId);
    const position = await this.queries.head();
    const sessions = await this.sessions.listOpen(request.caller.account, agentId);
    const page = pageOf(`sessions of ${agentId}`, sessions.sort(byStart), query);
    const items = await Promise.all(page.items.map((session) => this.#shown(request.caller, session)));
    return { ...page, items, position };
  }

  @Post('sessions/heartbeats')
  @Keyed()
  @Answers(200, RenewedMany, 'A sign of life from up to 1,000 sessions')
  heartbeats(@Req() request: ApiRequest, @Body() { sessionIds }: HeartbeatsBody) {
    return this.signsOfLife.ofMany(request.caller, sessionIds);
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
  async connect(
    @Req() request: ApiRequest,
    @Param('id') sessionId: string,
    @Body() { mode, platform }: ConnectSessionBody,
  ) {
    const data = { sessionId, agentId: ownerOf(request.caller), mode, platform };
    const context = this.commands.contextOf(request);
    return answered(
      await this.signsOfLife.named(request.caller, () => this.commands.send(new ConnectSession(context, data))),
    );
  }

  @Post('sessions/:id/heartbeat')
  @Keyed()
  @Refuses('SESSION_ENDED')
  @Answers(200, Renewed, 'A sign of life: renews the lease')
  heartbeat(@Req() request: ApiRequest, @Param('id') id: string, @Body() _nothing: EmptyBody) {
    return this.signsOfLife.ofOne(request.caller, id);
  }

  @Post('sessions/:id/end')
  @Keyed()
  @Answers(200, Done, 'End a session; one that has ended already is fine')
  async end(@Req() request: ApiRequest, @Param('id') sessionId: string, @Body() _nothing: EmptyBody) {
    const data = { sessionId, agentId: ownerOf(request.caller) };
    const { position } = await this.commands.send(new EndSession(this.commands.contextOf(request), data));
    // A session that ended long ago needed no decision: it stands as of now.
    return position > 0 ? answered({ position }) : { position: await this.queries.head() };
  }

  async #shown({ account }: Principal, session: OpenSession) {
    return { ...session, ending: await this.people.ending(account, session.ending) };
  }

  /** An agent that a service made up has no seat; what they are told is that there is no such agent. */
  async #known<Answer>({ id, account }: Principal, agentId: string, work: Promise<Answer>): Promise<Answer> {
    try {
      return await work;
    } catch (error) {
      const isUnseated = error instanceof Refusal && error.code === 'NO_SEAT_ASSIGNED' && agentId !== id;
      if (isUnseated && (await this.users.departure(account, agentId)) === 'user-deleted')
        refuse('NOT_FOUND', NO_AGENT);
      throw error;
    }
  }
}

const byStart = (one: OpenSession, other: OpenSession): number => (one.startedAt < other.startedAt ? -1 : 1);
