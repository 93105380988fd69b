import type { FastifyReply } from 'fastify';
import type { ManagedSession, SharedSession } from '../../../projections/shared-sessions.ts';
import { type Principal, scopeOf } from '../../auth/principals.ts';
import { lastSeenAt, type Leases } from '../../commands/seats/leases.ts';
import { EndSharedSessions, WithdrawSessionEnds } from '../../commands/seats/shared-sessions.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { ApiRequest } from '../api-request.ts';
import { type Column, sendCsv } from '../exports.ts';
import type { Commands } from '../commands.ts';
import type { PastQueries } from '../history/past-queries.ts';
import type { Queries } from '../queries.ts';
import type {
  EndSharedSessionsBody,
  OpenSessionsExportQuery,
  OpenSessionsQuery,
  SharedSessionsExportQuery,
  SharedSessionsQuery,
  WithdrawSessionEndsBody,
} from './shared-sessions.contract.ts';

const READ_FROM = ['shared-sessions', 'user-directory'];
const COLUMNS: readonly Column<SharedSession>[] = [
  ['sessionId', ({ sessionId }) => sessionId],
  ['product', ({ productName }) => productName],
  ['agent', ({ agent }) => agent.name],
  ['email', ({ agent }) => agent.email],
  ['phase', ({ phase }) => phase],
  ['mode', ({ mode }) => mode],
  ['platform', ({ platform }) => platform],
  ['device', ({ device }) => device],
  ['startedAt', ({ startedAt }) => startedAt],
  ['connectedAt', ({ connectedAt }) => connectedAt],
  ['lastSeenAt', ({ lastSeenAt }) => lastSeenAt],
  ['endsAt', ({ ending }) => ending?.deadlineAt],
];

type Seats = 'shared' | 'all';
type Listed = { sessionId: string; startedAt: string; connectedAt: string | null };

/** What admins see and do of other people's sessions: of those on shared seats, or of all. */
export class ManagedSessions {
  constructor(
    private readonly commands: Commands,
    private readonly queries: Queries,
    private readonly leases: Leases,
    private readonly catalogue: Catalogue,
    private readonly past: PastQueries,
  ) {}

  async listShared(request: ApiRequest, query: SharedSessionsQuery) {
    if (this.past.isAsked(request, query)) return this.past.list(request, 'sharedSessions', query);
    const { after, ...filters } = query;
    return this.#seen(
      await this.queries.list(READ_FROM, after, 'listSharedSessions', { ...this.#view(request.caller), ...filters }),
    );
  }

  async listOpen(request: ApiRequest, query: OpenSessionsQuery) {
    if (this.past.isAsked(request, query)) return this.past.list(request, 'openSessions', query);
    const { after, ...filters } = query;
    return this.#seen(
      await this.queries.list(READ_FROM, after, 'listOpenSessions', { ...this.#view(request.caller), ...filters }),
    );
  }

  exportShared(request: ApiRequest, reply: FastifyReply, query: SharedSessionsExportQuery) {
    return sendCsv<SharedSession>(reply, 'shared-sessions', COLUMNS, (page) =>
      this.listShared(request, { ...query, ...page }),
    );
  }

  exportOpen(request: ApiRequest, reply: FastifyReply, query: OpenSessionsExportQuery) {
    return sendCsv<ManagedSession>(
      reply,
      'open-sessions',
      [...COLUMNS, ['seatType', ({ seatType }) => seatType]],
      (page) => this.listOpen(request, { ...query, ...page }),
    );
  }

  async end(request: ApiRequest, { sessionIds, reason, note, graceSeconds }: EndSharedSessionsBody, seats: Seats) {
    const why = { reason: reason ?? 'other', note: note ?? null } as const;
    const data = { sessionIds, seats, ...why, graceSeconds: graceSeconds ?? 0 };
    return this.#answered(await this.commands.send(new EndSharedSessions(this.commands.contextOf(request), data)));
  }

  async withdraw(request: ApiRequest, { sessionIds }: WithdrawSessionEndsBody, seats: Seats) {
    const command = new WithdrawSessionEnds(this.commands.contextOf(request), { sessionIds, seats });
    return this.#answered(await this.commands.send(command));
  }

  #view(caller: Principal) {
    return { account: caller.account, scope: scopeOf(caller), catalogue: this.catalogue };
  }

  /** A sign of life is in no event: who keeps the leases knows of it. */
  async #seen<Item extends Listed, Page extends { items: Item[] }>(page: Page) {
    const seen = await this.leases.lastSeen(page.items.map(({ sessionId }) => sessionId));
    const items = page.items.map((item) => {
      const seenMs = seen.get(item.sessionId);
      return { ...item, lastSeenAt: lastSeenAt(Date.parse(item.startedAt), seenMs) };
    });
    return { ...page, items };
  }

  /** Where nothing had to be decided, it stands as of now. */
  async #answered<Result>({ results, position }: { results: Result[]; position: number }) {
    return { results, position: position > 0 ? String(position) : await this.queries.head() };
  }
}
