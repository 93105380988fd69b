import { isDeepStrictEqual } from 'node:util';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Moment } from '../moments.ts';
import { ERASED_USER, fullName } from '../../domain/user/person.ts';
import type { Past } from '../past.ts';
import type { Scope } from './list.ts';
import { sessionsAt } from './sessions.ts';
import { usersAt } from './users.ts';

export type Difference = {
  what: 'capacity' | 'seat' | 'session' | 'user';
  /** Of a capacity the product, of a seat `<product>:<user id>`. */
  id: string;
  /** `null`: it was not there. */
  before: object | null;
  after: object | null;
};

type Query = { account: string; scope: Scope; catalogue: Catalogue };
/** `same`: what tells one value from another, where that is less than all of it. */
type Things = Map<string, { what: Difference['what']; id: string; value: object; same: unknown }>;

/** What is not the same at two moments. What came and went between them is in neither. */
export async function diffBetween(past: Past, query: Query, from: Moment, to: Moment): Promise<Difference[]> {
  const [before, after] = [await thingsAt(past, query, from), await thingsAt(past, query, to)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    if (isDeepStrictEqual(was?.same, is?.same)) return [];
    const { what, id } = (was ?? is)!;
    return [{ what, id, before: was?.value ?? null, after: is?.value ?? null }];
  });
}

/** In the order in which differences are told. */
async function thingsAt(past: Past, query: Query, moment: Moment): Promise<Things> {
  const { account, catalogue } = query;
  const { position } = moment;
  const things: Things = new Map();
  const add = (what: Difference['what'], id: string, value: object, same: unknown = value) =>
    things.set(`${what} ${id}`, { what, id, value, same });
  const { items: users } = await usersAt(past, query, moment);
  const names = new Map(users.map((user) => [user.id, fullName(user.firstName, user.lastName)]));
  for (const { product, pool } of await past.pools(account, catalogue, position)) {
    const { named, concurrent } = pool;
    add('capacity', product.id, { product: product.id, productName: product.name, named, concurrent });
    for (const [userId, type] of pool.assignments) {
      if (query.scope !== 'all' && !names.has(userId)) continue;
      const user = { id: userId, name: names.get(userId) ?? ERASED_USER };
      add('seat', `${product.id}:${userId}`, { product: product.id, productName: product.name, user, type }, type);
    }
  }
  for (const session of (await sessionsAt(past, query, position)).items) {
    const { agent, ...same } = session;
    add('session', session.sessionId, session, { ...same, agent: agent.id });
  }
  for (const { seats: _inSeats, ...user } of users) add('user', user.id, user);
  return things;
}
