import { Body, Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { scopeOf } from '../../auth/principals.ts';
import { lastSeenAt, type Leases } from '../../commands/seats/leases.ts';
import { EndSharedSessions, WithdrawSessionEnds } from '../../commands/seats/shared-sessions.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { Answers, Keyed } from '../answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Commands } from '../commands.ts';
import { Queries } from '../queries.ts';
import { CATALOGUE, LEASES } from '../tokens.ts';
import {
  EndedSharedSessions,
  SharedSessions,
  WithdrawnSessionEnds,
  EndSharedSessionsBody,
  SharedSessionsQuery,
  WithdrawSessionEndsBody,
} from './shared-sessions.contract.ts';

/** "Manage Shared Sessions": who holds a shared seat, and clearing it. */
@ApiTags('shared sessions')
@Controller('v1/shared-sessions')
export class SharedSessionsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    @Inject(LEASES) private readonly leases: Leases,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
  ) {}

  @Get()
  @Answers(200, SharedSessions, 'Open sessions on shared seats')
  async list(@Req() { caller }: ApiRequest, @Query() { after, ...query }: SharedSessionsQuery) {
    const view = { account: caller.account, scope: scopeOf(caller), catalogue: this.catalogue };
    const of = ['shared-sessions', 'user-directory'];
    const page = await this.queries.list(of, after, 'listSharedSessions', { ...view, ...query });
    const seen = await this.leases.lastSeen(page.items.map(({ sessionId }) => sessionId));
    const items = page.items.map((item) => {
      const seenMs = seen.get(item.sessionId);
      return { ...item, lastSeenAt: lastSeenAt(Date.parse(item.startedAt), seenMs) };
    });
    return { ...page, items };
  }

  @Post('end')
  @Keyed()
  @Answers(
    200,
    EndedSharedSessions,
    'Clear seats: each session is answered for; with graceSeconds agents are warned first',
  )
  async end(@Req() request: ApiRequest, @Body() { sessionIds, reason, note, graceSeconds }: EndSharedSessionsBody) {
    const data = {
      sessionIds,
      reason: reason ?? 'other',
      note: note ?? null,
      graceSeconds: graceSeconds ?? 0,
    } as const;
    return this.#answered(await this.commands.send(new EndSharedSessions(this.commands.contextOf(request), data)));
  }

  @Post('withdraw')
  @Keyed()
  @Answers(
    200,
    WithdrawnSessionEnds,
    'Take warnings back before their deadline: the sessions go on; each is answered for',
  )
  async withdraw(@Req() request: ApiRequest, @Body() { sessionIds }: WithdrawSessionEndsBody) {
    const command = new WithdrawSessionEnds(this.commands.contextOf(request), { sessionIds });
    return this.#answered(await this.commands.send(command));
  }

  /** Where nothing had to be decided, it stands as of now. */
  async #answered<Result>({ results, position }: { results: Result[]; position: number }) {
    return { results, position: position > 0 ? String(position) : await this.queries.head() };
  }
}
