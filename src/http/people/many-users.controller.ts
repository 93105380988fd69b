import { Body, Controller, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { scopeOf } from '../../auth/principals.ts';
import { ChangeSeats, type SeatChange, SEAT_CHANGES_MAX } from '../../commands/seats/seat-changes.ts';
import { Clock } from '../../common/clock.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { Answers, Keyed, Refuses } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Commands } from '../commands.ts';
import { invalid, problemOf } from '../problem.ts';
import { Queries } from '../queries.ts';
import { CATALOGUE } from '../tokens.ts';
import { UserImports } from './user-imports.ts';
import { ChangedSeats, ChangeSeatsBody, ImportedUsers, ImportUsersBody, type UsersFilter } from './users.contract.ts';

/** What is done to many users at once: each is answered for. */
@ApiTags('users and seats')
@Controller('v1/users')
export class ManyUsersController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    @Inject(UserImports) private readonly imports: UserImports,
    private readonly clock: Clock,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
  ) {}

  @Post('import')
  @Keyed()
  @Refuses('NOT_FOUND')
  @Answers(200, ImportedUsers, 'Add the people of a pasted list (at most 1,000); each line is answered for')
  async import(@Req() request: ApiRequest, @Body() body: ImportUsersBody) {
    const { results, last } = await this.imports.run(request, body);
    return { results, position: await this.#position(last) };
  }

  @Post('seats')
  @Keyed()
  @Refuses('NOT_FOUND')
  @Answers(200, ChangedSeats, 'Give up to 10,000 users a seat, or take it away; dryRun tells what would happen')
  async changeSeats(@Req() request: ApiRequest, @Body() body: ChangeSeatsBody) {
    const { product, type, reason, dryRun } = body;
    const userIds = [...new Set(await this.#named(request, body))];
    const data = { userIds, product, type, reason: reason ?? null, dryRun: dryRun === true };
    const { results, position } = await this.commands.send(new ChangeSeats(this.commands.contextOf(request), data));
    return { results: results.map(answeredFor), position: await this.#position(position) };
  }

  async #named(request: ApiRequest, { userIds, filter }: ChangeSeatsBody): Promise<string[]> {
    // `null` says the same as leaving a field out: it must not pass for a filter that finds everybody.
    const [hasIds, hasFilter] = [userIds, filter].map((given) => given !== undefined && given !== null);
    if (hasIds === hasFilter) throw invalid([{ pointer: '', message: 'name either userIds or a filter' }]);
    return userIds ?? this.#found(request, filter!);
  }

  /** As the directory shows it now; whom the caller may not manage is refused one by one. */
  async #found({ caller }: ApiRequest, filter: UsersFilter): Promise<string[]> {
    const view = { account: caller.account, scope: scopeOf(caller), now: this.clock.now(), catalogue: this.catalogue };
    const asked = [{ ...view, ...filter }, SEAT_CHANGES_MAX + 1] as const;
    const { answer: found } = await this.queries.read(['user-directory'], undefined, 'findUserIds', ...asked);
    if (found.length <= SEAT_CHANGES_MAX) return found;
    throw invalid([{ pointer: '/filter', message: `finds more than ${SEAT_CHANGES_MAX} users` }]);
  }

  /** Where nothing had to be decided, it stands as of now. */
  async #position(last: number): Promise<string> {
    return last > 0 ? String(last) : this.queries.head();
  }
}

function answeredFor({ error, ...change }: SeatChange) {
  if (error === undefined) return change;
  const { code, detail, status } = problemOf(error).problem;
  const outcome = status >= 500 ? ('failed' as const) : change.outcome;
  return { ...change, outcome, code, ...(detail === undefined ? {} : { detail }) };
}
