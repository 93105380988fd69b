import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { AccessRefused } from '../../src/auth/access-refused.ts';
import { SignInLimiter } from '../../src/auth/sign-in-limiter.ts';
import { OwnSignInLimits } from '../../src/auth/sign-in-limits.ts';
import type { NodeTables } from '../../src/nodes/node-tables.ts';
import type { SignInLimitTable } from '../../src/nodes/sign-in-limit-table.ts';
import { openNodeOn } from '../nodes/open-node.ts';
import { createSchema, type TestDatabase } from '../read-models/databases.ts';

const OFFICE = '192.0.2.1';
const DAY_SECONDS = 24 * 3_600;

type Place = {
  /** Of each node one; of a process that is alone one only. */
  limiters: SignInLimiter[];
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
};

function alone(): Promise<Place> {
  let nowMs = 0;
  const limiters = [new SignInLimiter(new OwnSignInLimits(() => nowMs))];
  const pass = async (seconds: number) => {
    nowMs += seconds * 1_000;
  };
  return Promise.resolve({ limiters, pass, close: async () => {} });
}

let database: TestDatabase;
let client: pg.Client;
let tables: SignInLimitTable[];

/** Time passes by making the rows older. */
async function twoNodes(): Promise<Place> {
  database = await createSchema();
  const nodes: NodeTables[] = await Promise.all([openNodeOn(database.place), openNodeOn(database.place)]);
  client = new pg.Client({ connectionString: database.place });
  await client.connect();
  tables = nodes.map((node) => node.signInLimits((name) => `hash of ${name}`));
  return {
    limiters: tables.map((table) => new SignInLimiter(table)),
    async pass(seconds) {
      await client.query(`update sign_in_limit set until = until - make_interval(secs => $1)`, [seconds]);
    },
    async close() {
      await client.end();
      for (const node of nodes) await node.close();
      await database.remove();
    },
  };
}

describe.each([
  ['in one process', alone],
  ['over two nodes', twoNodes],
])('wrong tries %s', (_, open) => {
  let place: Place;
  let turn: number;
  beforeEach(async () => {
    place = await open();
    turn = 0;
  });
  afterEach(() => place.close());

  const attempt = <T>(subject: string, from: string, work: () => Promise<T | null> | T | null) =>
    place.limiters[turn++ % place.limiters.length]!.attempt(subject, from, work);
  /** What became of a wrong try: `tried`, or how many seconds it has to wait. */
  const wrong = (subject: string, from: string): Promise<'tried' | number> =>
    attempt(subject, from, () => null).then(
      () => 'tried' as const,
      (error: AccessRefused) => error.retryAfterSeconds!,
    );
  const right = (subject: string, from: string) => attempt(subject, from, () => true);
  const wrongTimes = async (count: number, ask: (n: number) => Promise<unknown>) => {
    for (let n = 0; n < count; n += 1) expect(await ask(n)).toBe('tried');
  };

  it('of one client for one person: ten, then one a minute', async () => {
    await wrongTimes(10, () => wrong('ada', OFFICE));
    const wait = await wrong('ada', OFFICE);
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    await place.pass(60);
    expect(await wrong('ada', OFFICE)).toBe('tried');
    expect(await wrong('ada', OFFICE)).not.toBe('tried');
    await place.pass(60);
    expect(await right('ada', OFFICE)).toBe(true);
    await wrongTimes(10, () => wrong('ada', OFFICE));
  });

  it('of one person do not slow down their neighbours in the office', async () => {
    await wrongTimes(10, () => wrong('ada', OFFICE));
    expect(await wrong('ada', OFFICE)).not.toBe('tried');
    expect(await right('bob', OFFICE)).toBe(true);
    await wrongTimes(10, () => wrong('cat', OFFICE));
    expect(await right('dan', OFFICE)).toBe(true);
  });

  it('of one client for a hundred people slow it down, and its whole IPv6 network, by seconds', async () => {
    await wrongTimes(100, (n) => wrong(`user-${n}`, `2001:db8:0:1::${n}`));
    const wait = await wrong('user-100', '2001:db8:0:1:ffff::1');
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(6);
    expect(await wrong('user-100', '2001:db8:0:2::1')).toBe('tried');
    expect(await wrong('user-100', '::ffff:192.0.2.1')).toBe('tried');
  });

  it('from ever new clients are slowed down for that person, but not where the person has signed in before', async () => {
    await right('ada', 'home');
    await wrongTimes(30, (n) => wrong('ada', `c${n}`));
    expect(await wrong('ada', 'new')).not.toBe('tried');
    expect(await wrong('bob', 'new')).toBe('tried');
    expect(await right('ada', 'home')).toBe(true);
    await place.pass(DAY_SECONDS);
    await wrongTimes(30, (n) => wrong('ada', `d${n}`));
    expect(await right('ada', 'home')).toBe(true);
  });

  it('never lock anybody out: while guessing goes on, nobody waits for more than a minute', async () => {
    for (let seconds = 0; seconds < 3_600; seconds += 20) {
      const answer = await wrong('ada', `x${seconds}`);
      if (answer !== 'tried') expect(answer).toBeLessThanOrEqual(60);
      await place.pass(20);
    }
    await place.pass(60);
    expect(await right('ada', 'home')).toBe(true);
  });

  it('made at once do not slip through, and right ones for another person do not make room for more', async () => {
    const atOnce = await Promise.all(Array.from({ length: 30 }, () => wrong('ada', OFFICE)));
    expect(atOnce.filter((answer) => answer === 'tried')).toHaveLength(10);
    for (let n = 0; n < 9; n += 1) await wrong('victim', 'eve');
    await right('eve', 'eve');
    await wrong('victim', 'eve');
    expect(await wrong('victim', 'eve')).not.toBe('tried');
  });

  it('are not those that failed for our own reasons, nor right ones of a whole office at once', async () => {
    const later = () => new Promise<true>((resolve) => setImmediate(() => resolve(true)));
    const office = Array.from({ length: 60 }, (_each, n) => attempt(`agent-${n}`, OFFICE, later));
    expect(await Promise.all(office)).toHaveLength(60);
    for (let n = 0; n < 35; n += 1)
      await attempt('ada', 'home', () => Promise.reject(new Error('overloaded'))).catch(() => {});
    expect(await right('ada', 'home')).toBe(true);
  });
});

describe('the table of sign-in limits', () => {
  let place: Place;
  beforeEach(async () => {
    place = await twoNodes();
  });
  afterEach(() => place.close());

  const names = async () => {
    const { rows } = await client.query<{ name: string }>('select name from sign_in_limit order by until, name');
    return rows.map(({ name }) => name);
  };

  it('names nobody, and is tidied of what says nothing any more', async () => {
    await place.limiters[0]!.attempt('ada@example.com', OFFICE, () => null);
    const before = await names();
    expect(before).toHaveLength(3);
    for (const name of before) expect(name).toMatch(/^hash of /);
    await tables[0]!.tidy();
    expect(await names()).toEqual(before);
    await place.pass(61);
    await tables[0]!.tidy();
    expect(await names()).toEqual([]);
  });

  it('keeps no more rows than it may, those that count longest', async () => {
    for (let n = 1; n <= 5; n += 1) await tables[0]!.note(`note ${n}`, n * 1_000);
    await tables[1]!.tidy(2);
    expect(await names()).toEqual(['hash of note 4', 'hash of note 5']);
  });
});
