import { fold } from '../../common/search-words.ts';
import { type Catalogue, seatLabel, type SeatType } from '../../domain/catalogue.ts';
import type { Moment } from '../moments.ts';
import { invalid } from '../moments.ts';
import type { Past, PastPerson } from '../past.ts';
import {
  compareText,
  isWithin,
  type ListRequest,
  matcher,
  pageOf,
  type PastList,
  type Scope,
  type SortValues,
} from './list.ts';
import { foldedName } from './sessions.ts';

export type PastUsersQuery = ListRequest & {
  scope: Scope;
  catalogue: Catalogue;
  seat?: readonly string[];
  userType?: readonly string[];
  group?: readonly string[];
  status?: readonly string[];
  q?: string;
};
type Seat = { product: string; type: SeatType; label: string };
type Status = 'invited' | 'active' | 'inactive' | 'suspended';
type Group = { id: string; name: string };
type Row = { person: PastPerson; status: Status; groups: Group[]; seats: Seat[] };
export type PastUserItem = ReturnType<typeof userItem>;

const DAY_MS = 86_400_000;

/** Users as the live list answered them then. */
export async function usersAt(past: Past, query: PastUsersQuery, moment: Moment): Promise<PastList<PastUserItem>> {
  const { account, catalogue, scope, q, userType, status } = query;
  const { position } = moment;
  const isSought = matcher(q);
  const seats = await seatsAt(past, account, catalogue, position);
  const hasSeat = seatFilter(query);
  const groups = past.groups(account, position);
  const idleSince = new Date(Date.parse(moment.at) - past.account(account, position).inactiveAfterDays * DAY_MS);
  const rows = (await past.people(account, position))
    .filter((person) => person.status !== 'deleted' && isWithin(scope, person) && isSought(person))
    .filter(({ role }) => !userType?.length || userType.includes(role))
    .filter((person) => !query.group?.length || isWithin({ groupIds: query.group }, person))
    .map((person): Row => {
      const lastSeenAt = past.lastSignInAt(person.id, position) ?? person.acceptedAt ?? person.addedAt;
      return {
        person,
        status: statusOf(person, lastSeenAt < idleSince.toISOString()),
        groups: groupsOf(person, groups),
        seats: seats.get(person.id) ?? [],
      };
    })
    .filter((row) => hasSeat(row) && (!status?.length || status.includes(row.status)));
  const last = { name: 'userId', value: ({ person }: Row) => person.id, descending: false };
  const { rows: shown, ...page } = pageOf(rows, query, { values: SORT, byDefault: 'name', last });
  return { items: shown.map(userItem), ...page };
}

/** U1: *Inactive* is an active user who has not been here for too long. */
function statusOf({ status }: PastPerson, isIdle: boolean): Status {
  if (status === 'suspended' || status === 'invited') return status;
  return isIdle ? 'inactive' : 'active';
}

function groupsOf({ groupIds }: PastPerson, groups: ReadonlyMap<string, Group>): Group[] {
  return groupIds
    .flatMap((id) => groups.get(id) ?? [])
    .sort((one, other) => compareText(fold(one.name), fold(other.name)) || compareText(one.id, other.id));
}

/** By user, in the catalogue's order. */
async function seatsAt(past: Past, account: string, catalogue: Catalogue, position: number) {
  const seats = new Map<string, Seat[]>();
  for (const { product, pool } of await past.pools(account, catalogue, position))
    for (const [userId, type] of pool.assignments) {
      const seat = { product: product.id, type, label: seatLabel(product.name, type) };
      const known = seats.get(userId);
      if (known) known.push(seat);
      else seats.set(userId, [seat]);
    }
  return seats;
}

function seatFilter({ seat, catalogue }: PastUsersQuery): (row: Row) => boolean {
  if (!seat?.length) return () => true;
  for (const wanted of seat) {
    const product = /^(.+):(?:named|concurrent)$/u.exec(wanted)?.[1];
    if (product === undefined) invalid('seat', 'must be <product>:named or <product>:concurrent');
    if (!catalogue.has(product)) invalid('seat', `must name a product: ${[...catalogue.keys()].join(', ')}`);
  }
  return ({ seats }) => seats.some(({ product, type }) => seat.includes(`${product}:${type}`));
}

const SORT: SortValues<Row> = {
  name: ({ person }) => foldedName(person),
  firstName: ({ person }) => fold(person.firstName),
  lastName: ({ person }) => fold(person.lastName),
  email: ({ person }) => fold(person.email),
  role: ({ person }) => person.role,
  addedAt: ({ person }) => person.addedAt,
  groups: ({ groups: [first] }) => (first ? fold(first.name) : ''),
  products: ({ seats: [first] }) => (first ? `${first.product}:${first.type}` : ''),
  status: ({ status }) => status,
};

function userItem({ person, status, groups, seats }: Row) {
  const { id, email, firstName, lastName, role } = person;
  return { id, email, firstName, lastName, role, status, groups, seats };
}
