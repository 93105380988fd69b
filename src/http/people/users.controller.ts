import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Inject,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { UserItem } from '../../../projections/user-directory.ts';
import { Principals, scopeOf } from '../../auth/principals.ts';
import { Clock } from '../../common/clock.ts';
import {
  AddUser,
  ChangeUser,
  DeleteUser,
  ErasePerson,
  ReactivateUser,
  SuspendUser,
} from '../../commands/people/users.handlers.ts';
import { AssignSeat, UnassignSeat } from '../../commands/seats/plan-and-assignments.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { refuse } from '../../domain/refusal.ts';
import { Answers, AnswersAs, Keyed, Created, Done, IfMatch, Refuses } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Commands } from '../commands.ts';
import { type Column, CSV, sendCsv } from '../exports.ts';
import { etagOf, revisionOf } from '../contract/etag.ts';
import { Query as AfterQuery } from '../contract/fields.ts';
import { Invitations } from './invitations.ts';
import { answered } from '../contract/positions.ts';
import { present } from '../contract/present.ts';
import { PastQueries } from '../history/past-queries.ts';
import { Queries } from '../queries.ts';
import { CATALOGUE } from '../tokens.ts';
import { Invitation } from './auth.contract.ts';
import {
  SeatRemoved,
  User,
  UserFilters,
  Users,
  AddUserBody,
  AssignSeatBody,
  ChangeUserBody,
  InvitationBody,
  ReasonBody,
  ReasonQuery,
  UsersExportQuery,
  UsersQuery,
} from './users.contract.ts';

const DIRECTORY = ['user-directory'];
const USER_COLUMNS: readonly Column<UserItem>[] = [
  ['id', ({ id }) => id],
  ['email', ({ email }) => email],
  ['firstName', ({ firstName }) => firstName],
  ['lastName', ({ lastName }) => lastName],
  ['role', ({ role }) => role],
  ['status', ({ status }) => status],
  ['groups', ({ groups }) => groups.map(({ name }) => name).join('; ')],
  ['seats', ({ seats }) => seats.map(({ label }) => label).join('; ')],
];

/** The people of the account and the seats they hold. */
@ApiTags('users and seats')
@Controller('v1/users')
export class UsersController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly invitations: Invitations,
    private readonly clock: Clock,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    private readonly principals: Principals,
    private readonly past: PastQueries,
  ) {}

  @Get()
  @Answers(200, Users, 'Users, by seat, type, group, status and words')
  list(@Req() request: ApiRequest, @Query() query: UsersQuery) {
    return this.#list(request, query);
  }

  @Get('export')
  @AnswersAs([CSV], 'All users that the filters find, as CSV')
  export(
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: UsersExportQuery,
  ) {
    return sendCsv<UserItem>(reply, 'users', USER_COLUMNS, (page) => this.#list(request, { ...query, ...page }));
  }

  @Get('filters')
  @Answers(200, UserFilters, 'What users can be filtered by, with counts')
  async filters(@Req() request: ApiRequest, @Query() { after }: AfterQuery) {
    const { answer: items, position } = await this.queries.read(DIRECTORY, after, 'userFilters', this.#view(request));
    return { items, position };
  }

  @Post()
  @Keyed()
  @Refuses('EMAIL_TAKEN', 'NOT_FOUND')
  @Answers(201, Created, 'Add a user')
  async add(@Req() request: ApiRequest, @Body() body: AddUserBody) {
    const userId = this.commands.newId(request);
    const { email, firstName, lastName, role, privileges = null, groupIds, managedGroupIds } = body;
    const data = {
      userId,
      email,
      firstName,
      lastName,
      role: role ?? 'member',
      privileges,
      groupIds: groupIds ?? [],
      managedGroupIds: managedGroupIds ?? [],
    };
    const { position } = await this.commands.send(new AddUser(this.commands.contextOf(request), data));
    return answered({ id: userId, position });
  }

  @Get(':id')
  @Answers(200, User, 'One user; ETag is for If-Match')
  async get(
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') userId: string,
    @Query() { after }: AfterQuery,
  ) {
    const view = { ...this.#view(request), userId };
    const { answer: found, position } = await this.queries.read(DIRECTORY, after, 'getUser', view);
    const user = found ?? refuse('NOT_FOUND', { detail: 'There is no such user.' });
    reply.header('etag', etagOf(user.revision));
    return { ...user, position };
  }

  @Patch(':id')
  @Keyed()
  @IfMatch()
  @Refuses('EMAIL_TAKEN', 'LAST_SUPER_ADMIN')
  @Answers(200, Done, 'Change names, e-mail, role, privileges or groups; what is not named stays')
  async change(
    @Req() request: ApiRequest,
    @Param('id') userId: string,
    @Body() body: ChangeUserBody,
    @Headers('if-match') ifMatch?: string,
  ) {
    const data = { ...present(body), userId, ifRevision: revisionOf(ifMatch) };
    return this.#judged(userId, this.commands.send(new ChangeUser(this.commands.contextOf(request), data)));
  }

  @Delete(':id')
  @Keyed()
  @Refuses('LAST_SUPER_ADMIN')
  @Answers(200, Done, 'Remove a user: frees their seats and ends their sessions')
  async remove(@Req() request: ApiRequest, @Param('id') userId: string, @Query() { reason = null }: ReasonQuery) {
    const command = new DeleteUser(this.commands.contextOf(request), { userId, reason });
    return this.#judged(userId, this.commands.send(command));
  }

  @Post(':id/suspend')
  @Keyed()
  @Refuses('LAST_SUPER_ADMIN')
  @Answers(200, Done, 'Suspend: the user stays, signs in to nothing, holds no seat')
  async suspend(@Req() request: ApiRequest, @Param('id') userId: string, @Body() { reason = null }: ReasonBody) {
    const command = new SuspendUser(this.commands.contextOf(request), { userId, reason });
    return this.#judged(userId, this.commands.send(command));
  }

  @Post(':id/reactivate')
  @Keyed()
  @Answers(200, Done, 'Let a suspended user in again; seats have to be assigned anew')
  async reactivate(@Req() request: ApiRequest, @Param('id') userId: string, @Body() { reason = null }: ReasonBody) {
    const command = new ReactivateUser(this.commands.contextOf(request), { userId, reason });
    return this.#judged(userId, this.commands.send(command));
  }

  @Post(':id/erase')
  @Keyed()
  @Answers(200, Done, 'Make the personal data of a deleted user unreadable for ever; counts and proofs stay true')
  async erase(@Req() request: ApiRequest, @Param('id') userId: string, @Body() { reason = null }: ReasonBody) {
    return answered(await this.commands.send(new ErasePerson(this.commands.contextOf(request), { userId, reason })));
  }

  @Post(':id/invitation')
  @Keyed()
  @Refuses('USER_SUSPENDED')
  @Answers(201, Invitation, 'Invite: a link that works once, for seven days; a new one voids the old')
  invite(@Req() request: ApiRequest, @Param('id') userId: string, @Body() _options: InvitationBody) {
    return this.invitations.invite(request, userId);
  }

  @Put(':id/seats/:product')
  @Keyed()
  @Refuses('NO_SEAT_AVAILABLE', 'USER_SUSPENDED')
  @Answers(200, Done, 'Assign a seat; another type replaces the present one')
  async assignSeat(
    @Req() request: ApiRequest,
    @Param('id') userId: string,
    @Param('product') product: string,
    @Body() { type }: AssignSeatBody,
  ) {
    return answered(
      await this.commands.send(new AssignSeat(this.commands.contextOf(request), { userId, product, type })),
    );
  }

  @Delete(':id/seats/:product')
  @Keyed()
  @Answers(200, SeatRemoved, 'Remove a seat; sessions on it end')
  async removeSeat(
    @Req() request: ApiRequest,
    @Param('id') userId: string,
    @Param('product') product: string,
    @Body() { reason = null }: ReasonBody,
  ) {
    const data = { userId, product, reason };
    return answered(await this.commands.send(new UnassignSeat(this.commands.contextOf(request), data)));
  }

  async #list(request: ApiRequest, query: UsersQuery) {
    if (this.past.isAsked(request, query)) return this.past.list(request, 'users', query);
    const { after, ...filters } = query;
    return this.queries.list(DIRECTORY, after, 'listUsers', { ...this.#view(request), ...filters });
  }

  /** Whom the caller sees, as of now. */
  #view({ caller }: ApiRequest) {
    return { account: caller.account, scope: scopeOf(caller), now: this.clock.now(), catalogue: this.catalogue };
  }

  /** Whoever was changed is judged by it from the next request on. */
  async #judged(userId: string, done: Promise<{ position: number }>) {
    const { position } = await done;
    this.principals.invalidate(userId);
    return answered({ position });
  }
}
