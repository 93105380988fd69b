import { fold } from '../../common/search-words.ts';
import type { Catalogue, Product, SeatType } from '../../domain/catalogue.ts';
import type { Actor } from '../../domain/decider.ts';
import type { Session } from '../../domain/seat-pool/seat-pool.ts';
import type { Position } from '../../event-store/event-store.ts';
import { invalid } from '../moments.ts';
import { ERASED_USER, fullName } from '../../domain/user/person.ts';
import type { Past, PastPerson } from '../past.ts';
import { isWithin, type ListRequest, matcher, pageOf, type PastList, type Scope, type SortValues } from './list.ts';

export type PastSessionsQuery = ListRequest & {
  scope: Scope;
  catalogue: Catalogue;
  product?: string;
  q?: string;
  seatType?: SeatType;
};
type Row = { session: Session; product: Product; person: PastPerson | undefined };
export type PastSession = ReturnType<typeof sessionItem>;

/** Open sessions as the live list answered them then; signs of life are in no event, so nothing says when the last one was. */
export async function sessionsAt(
  past: Past,
  query: PastSessionsQuery,
  position: Position,
): Promise<PastList<PastSession>> {
  const { account, catalogue, product, scope, seatType } = query;
  if (product !== undefined && !catalogue.has(product))
    invalid('product', `must name a product: ${[...catalogue.keys()].join(', ')}`);
  const open: Omit<Row, 'person'>[] = [];
  for (const { id } of product === undefined ? catalogue.values() : [catalogue.get(product)!])
    for (const session of (await past.pool(account, id, position)).sessions.values())
      if (seatType === undefined || session.seatType === seatType) open.push({ session, product: catalogue.get(id)! });
  const people = await past.someone(account, agentsOf(open), position);
  const isSought = matcher(query.q);
  const rows = open
    .map((row): Row => ({ ...row, person: people.get(row.session.agentId) }))
    .filter(({ person }) => isWithin(scope, person) && isSought(person));
  const last = { name: 'sessionId', value: ({ session }: Row) => session.sessionId, descending: false };
  const { rows: shown, ...page } = pageOf(rows, query, { values: SORT, byDefault: 'startedAt', last });
  const texts = await past.opener(shown.flatMap(({ session }) => [session.device, session.endRequested?.note ?? null]));
  const names = await past.names(
    account,
    shown.flatMap(({ session }) => session.endRequested?.requestedBy.id ?? []),
    position,
  );
  return { items: shown.map((row) => sessionItem(row, texts, names)), ...page };
}

const agentsOf = (rows: readonly { session: Session }[]) => rows.map(({ session }) => session.agentId);
const startedAt = ({ startedAtMs }: Session): string => new Date(startedAtMs).toISOString();

const SORT: SortValues<Row> = {
  name: ({ person }) => foldedName(person),
  email: ({ person }) => fold(person?.email ?? null),
  product: ({ product }) => product.id,
  phase: ({ session }) => session.phase,
  startedAt: ({ session }) => startedAt(session),
};

/** Names as lists are sorted by them. */
export const foldedName = (person: PastPerson | undefined): string =>
  `${fold(person?.firstName ?? null)} ${fold(person?.lastName ?? null)}`;

function sessionItem(
  { session, product, person }: Row,
  open: (text: string | null) => string | null,
  names: ReadonlyMap<string, string>,
) {
  const { sessionId, agentId, seatType, phase, mode, platform, device, connectedAt, endRequested } = session;
  return {
    sessionId,
    product: product.id,
    productName: product.name,
    agent: {
      id: agentId,
      name: person ? fullName(person.firstName, person.lastName) : ERASED_USER,
      email: person?.email ?? null,
    },
    seatType,
    phase,
    mode,
    platform,
    device: open(device),
    startedAt: startedAt(session),
    connectedAt,
    lastSeenAt: null as string | null,
    ending: endRequested && {
      deadlineAt: endRequested.deadlineAt,
      by: named(endRequested.requestedBy, names),
      reason: endRequested.reason,
      note: open(endRequested.note),
    },
  };
}

/** "The lease sweeper": what a policy is called. */
export const systemName = (id: string): string => `The ${id.replace(/^system:/u, '').replaceAll('-', ' ')}`;

export function named({ kind, id }: Actor, names: ReadonlyMap<string, string>) {
  return { kind, id, name: kind === 'system' ? systemName(id) : (names.get(id) ?? ERASED_USER) };
}
