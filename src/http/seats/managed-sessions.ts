import type { FastifyReply } from 'fastify';
import {
  listOpenSessions,
  listSharedSessions,
  type ManagedSession,
  type SharedSession,
} from '../../../projections/shared-sessions.ts';
import type { Db } from '../../../projections/database.ts';
import { scopeOf } from '../../auth/principals.ts';
import { lastSeenAt, type Leases } from '../../commands/seats/leases.ts';
import { EndSharedSessions, WithdrawSessionEnds } from '../../commands/seats/shared-sessions.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { ApiRequest } from '../api-request.ts';
import { type Column, sendCsv } from '../exports.ts';
import type { Commands } from '../commands.ts';
import type { Queries } from '../queries.ts';
import type {
  EndSharedSessionsBody,
  OpenSessionsExportQuery,
  OpenSessionsQuery,
  SharedSessionsExportQuery,
  SharedSessionsQuery,
  WithdrawSessionEndsBody,
} from './shared-sessions.contract.ts';

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
  ) {}

  listShared(request: ApiRequest, query: SharedSessionsQuery) {
    return this.#list(request, query, listSharedSessions);
  }

  listOpen(request: ApiRequest, query: OpenSessionsQuery) {
    return this.#list(request, query, listOpenSessions);
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

  #list<Query extends SharedSessionsQuery, Item extends Listed, Page extends { items: Item[] }>(
    { caller }: ApiRequest,
    { after, ...query }: Query,
    select: (db: Db, query: View & Omit<Query, 'after'>) => Promise<Page>,
  ) {
    const view = { account: caller.account, scope: scopeOf(caller), catalogue: this.catalogue };
    return this.queries.read(['shared-sessions', 'user-directory'], after, async (db) => {
      const page = await select(db, { ...view, ...query });
      const seen = await this.leases.lastSeen(page.items.map(({ sessionId }) => sessionId));
      const items = page.items.map((item) => ({ ...item, lastSeenAt: lastSeenAt(item, seen.get(item.sessionId)) }));
      return { ...page, items };
    });
  }

  /** Where nothing had to be decided, it stands as of now. */
  async #answered<Result>({ results, position }: { results: Result[]; position: number }) {
    return { results, position: position > 0 ? String(position) : await this.queries.head() };
  }
}

type View = { account: string; scope: ReturnType<typeof scopeOf>; catalogue: Catalogue };
