import { ERASED_USER, fullName } from '../src/domain/user/person.ts';
import { type Kysely, sql } from 'kysely';
import type { Platform, Product, SeatType, SessionMode } from '../src/domain/catalogue.ts';
import type { EndReason } from '../src/domain/seat-pool/seat-pool.messages.ts';
import { type List, type PageRequest, type SortFields, selectPage, sortKeys } from '../src/read-models/query/page.ts';
import type { RowsOf } from '../src/read-models/projection.ts';
import { searchWords } from '../src/read-models/query/search.ts';
import { requireProductFilter } from './filters.ts';
import { foldedName, inScope, isNamed, namesOf, type PeopleTables, type Scope, systemName } from './people.ts';
import type { ActorKind, Phase, sharedSessions } from './shared-sessions.projection.ts';

export { sharedSessions } from './shared-sessions.projection.ts';

type Db = Kysely<RowsOf<typeof sharedSessions> & PeopleTables>;

/** A2: a warning under way. */
export type Ending = { deadlineAt: string; by: NamedActor; reason: EndReason; note: string | null };
type NamedActor = { kind: ActorKind; id: string; name: string };

export type ManagedSession = {
  sessionId: string;
  product: string;
  productName: string;
  agent: { id: string; name: string; email: string | null };
  seatType: SeatType;
  phase: Phase;
  mode: SessionMode | null;
  platform: Platform | null;
  device: string | null;
  startedAt: string;
  connectedAt: string | null;
  lastSeenAt: string | null;
  ending: Ending | null;
};
export type SharedSession = Omit<ManagedSession, 'seatType'>;

export type SharedSessionsQuery = PageRequest & {
  account: string;
  scope: Scope;
  product?: string;
  q?: string;
  catalogue: ReadonlyMap<string, Product>;
};

const SESSION_ID = sql<string>`open_session.session_id`;
const SORT_FIELDS: SortFields = {
  name: foldedName,
  email: sql`coalesce(app_user.email_folded, '')`,
  product: sql`open_session.product`,
  phase: sql`open_session.phase`,
  startedAt: sql`open_session.started_at`,
};

/** Who holds shared seats; the longest first unless told otherwise. */
export async function listSharedSessions(db: Db, query: SharedSessionsQuery): Promise<List<SharedSession>> {
  const { items, ...page } = await listOpenSessions(db, { ...query, seatType: 'concurrent' });
  return { ...page, items: items.map(({ seatType: _shared, ...session }) => session) };
}

/** As `listSharedSessions`, of sessions on seats of either type or of one. */
export async function listOpenSessions(
  db: Db,
  query: SharedSessionsQuery & { seatType?: SeatType },
): Promise<List<ManagedSession>> {
  const { account, scope, product, seatType, q, catalogue } = query;
  if (product !== undefined) requireProductFilter(catalogue, product);
  let matching = db
    .selectFrom('open_session')
    .leftJoin('app_user', (join) =>
      join
        .onRef('app_user.user_id', '=', 'open_session.agent_id')
        .onRef('app_user.account', '=', 'open_session.account'),
    )
    .where('open_session.account', '=', account)
    .where(inScope(sql`open_session.agent_id`, account, scope));
  if (seatType !== undefined) matching = matching.where('open_session.seat_type', '=', seatType);
  if (product !== undefined) matching = matching.where('open_session.product', '=', product);
  for (const word of searchWords(q)) matching = matching.where(isNamed(sql`open_session.agent_id`, account, word));
  const keys = sortKeys(query.sort, SORT_FIELDS, 'startedAt', {
    name: 'sessionId',
    value: SESSION_ID,
    descending: false,
  });
  const selected = matching
    .leftJoin('session_end_request as request', 'request.session_id', 'open_session.session_id')
    .selectAll('open_session')
    .select(['app_user.first_name', 'app_user.last_name', 'app_user.email'])
    .select(['request.deadline_at', 'request.reason'])
    .select(['request.requested_by_kind', 'request.requested_by_id']);
  const { total } = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const { rows, nextCursor } = await selectPage(selected, keys, query);
  const names = await namesOf(
    db,
    account,
    rows.flatMap((row) => row.requested_by_id ?? []),
  );
  const items = rows.map((row) => ({
    sessionId: row.session_id,
    product: row.product,
    productName: catalogue.get(row.product)?.name ?? row.product,
    agent: { id: row.agent_id, name: fullName(row.first_name, row.last_name), email: row.email },
    seatType: row.seat_type,
    phase: row.phase,
    mode: row.mode,
    platform: row.platform,
    device: row.device,
    startedAt: row.started_at,
    connectedAt: row.connected_at,
    // A sign of life is in no event: who knows of it fills it in.
    lastSeenAt: null,
    ending: endingOf(row, names),
  }));
  return { items, nextCursor, total: Number(total) };
}

type Pool = { account: string; product: string };

/** Every pool in which somebody has a session open, on whatever account: for what tidies up. */
export function poolsWithOpenSessions(db: Db): Promise<Pool[]> {
  return db.selectFrom('open_session').select(['account', 'product']).distinct().execute();
}

/** Every pool where the end of an open session was requested: each knows best what is due. */
export function poolsWithEndsRequested(db: Db): Promise<Pool[]> {
  return db
    .selectFrom('open_session')
    .innerJoin('session_end_request', 'session_end_request.session_id', 'open_session.session_id')
    .select(['open_session.account', 'open_session.product'])
    .distinct()
    .execute();
}

type Tables = RowsOf<typeof sharedSessions>;
type EndRequest = Nullable<Omit<Tables['session_end_request'], 'session_id'>> &
  Pick<Tables['open_session'], 'end_note'>;
type Nullable<Row> = { [Column in keyof Row]: Row[Column] | null };

function endingOf(request: EndRequest, names: ReadonlyMap<string, string>): Ending | null {
  const { deadline_at: deadlineAt, reason, end_note: note, requested_by_kind: kind, requested_by_id: id } = request;
  if (deadlineAt === null || reason === null || kind === null || id === null) return null;
  return { deadlineAt, by: named({ kind, id }, names), reason, note };
}

function named({ kind, id }: { kind: ActorKind; id: string }, names: ReadonlyMap<string, string>): NamedActor {
  return { kind, id, name: kind === 'system' ? systemName(id) : (names.get(id) ?? ERASED_USER) };
}

export type OpenSession = {
  sessionId: string;
  product: string;
  agentId: string;
  seatType: SeatType;
  phase: Phase;
  mode: SessionMode | null;
  platform: Platform | null;
  device: string | null;
  startedAt: string;
  connectedAt: string | null;
};

export type EndedSession = {
  sessionId: string;
  product: string;
  agentId: string;
  seatType: SeatType;
  reason: EndReason;
  endedBy: NamedActor;
  endedAt: string;
  lastSeenAt: string | null;
};

/** A session by its id: open, ended (however long ago), or `null` when it is unknown, or another account's. */
export async function findSession(
  db: Db,
  account: string,
  sessionId: string,
): Promise<({ state: 'open' } & OpenSession) | ({ state: 'ended' } & EndedSession) | null> {
  const open = await db
    .selectFrom('open_session')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('account', '=', account)
    .executeTakeFirst();
  if (open) return { state: 'open', ...openSession(open) };
  const [ended] = await endedSessions(db, account, [sessionId]);
  return ended ? { state: 'ended', ...ended } : null;
}

/** Those of the sessions that have ended. */
export async function endedSessions(db: Db, account: string, sessionIds: readonly string[]): Promise<EndedSession[]> {
  if (sessionIds.length === 0) return [];
  const rows = await db
    .selectFrom('session_ended')
    .leftJoin('session_end_request as request', (join) =>
      join
        .onRef('request.session_id', '=', 'session_ended.session_id')
        .onRef('request.reason', '=', 'session_ended.reason'),
    )
    .selectAll('session_ended')
    .select(['request.requested_by_kind', 'request.requested_by_id'])
    .where('session_ended.account', '=', account)
    .where('session_ended.session_id', 'in', sessionIds)
    .execute();
  const actors = rows.map((row) => {
    const byTimer = row.ended_by_kind === 'system' && row.requested_by_kind !== null && row.requested_by_id !== null;
    return byTimer
      ? { kind: row.requested_by_kind!, id: row.requested_by_id! }
      : { kind: row.ended_by_kind, id: row.ended_by_id };
  });
  const names = await namesOf(
    db,
    account,
    actors.map(({ id }) => id),
  );
  return rows.map((row, index) => ({
    sessionId: row.session_id,
    product: row.product,
    agentId: row.agent_id,
    seatType: row.seat_type,
    reason: row.reason,
    endedBy: named(actors[index]!, names),
    endedAt: row.ended_at,
    lastSeenAt: row.last_seen_at,
  }));
}

type OpenSessionRow = Omit<OpenSession, 'sessionId' | 'agentId' | 'seatType' | 'startedAt' | 'connectedAt'> & {
  session_id: string;
  agent_id: string;
  seat_type: SeatType;
  started_at: string;
  connected_at: string | null;
};

function openSession(row: OpenSessionRow): OpenSession {
  const { session_id: sessionId, agent_id: agentId, seat_type: seatType, product, phase, mode, platform, device } = row;
  return {
    sessionId,
    product,
    agentId,
    seatType,
    phase,
    mode,
    platform,
    device,
    startedAt: row.started_at,
    connectedAt: row.connected_at,
  };
}
