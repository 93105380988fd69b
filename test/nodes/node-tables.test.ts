import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../src/common/ids.ts';
import type { NodeTables } from '../../src/nodes/node-tables.ts';
import { openNodeOn } from './open-node.ts';
import { DatabaseUnavailable } from '../../src/postgres/faults.ts';
import { createSchema, type TestDatabase } from '../read-models/databases.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { eventually } from '../support/within.ts';

const FAULTS_MS = 120_000;
const LEASE_SECONDS = 1;
const LONG_AGO = '2026-01-01T00:00:00.000Z';
const TEN_MINUTES_MS = 600_000;

let server: PostgresServer;
let place: TestDatabase;
let client: pg.Client;
const opened: NodeTables[] = [];

beforeAll(async () => {
  server = await startPostgres();
}, FAULTS_MS);
afterAll(() => server.stop());
beforeEach(async () => {
  place = await createSchema(server.url);
  await connect();
});
afterEach(async () => {
  for (const tables of opened.splice(0)) await tables.close();
  await client.end();
  await place.remove();
});

async function connect(): Promise<void> {
  client = new pg.Client({ connectionString: place.place });
  client.on('error', () => undefined);
  await client.connect();
}

async function openNode(): Promise<NodeTables> {
  const tables = await openNodeOn(place.place);
  opened.push(tables);
  return tables;
}

const session = (sessionId: string) => ({ sessionId, startedAtMs: Date.parse(LONG_AGO) });
const idsOf = (lapsed: readonly { sessionId: string }[]) => lapsed.map(({ sessionId }) => sessionId).sort();

async function lapsedOf(node: NodeTables, sessionIds: readonly string[], leaseSeconds = LEASE_SECONDS) {
  return (await node.leases.judge(sessionIds.map(session), leaseSeconds)).lapsed;
}

async function rowsIn(table: 'lease' | 'support_key'): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
  return Number(rows[0]!.count);
}

/** Longer than any of these tests stands still. */
const LONG_LEASE_SECONDS = 15;
const OUTAGE_LEASE_SECONDS = 4;
const longSilence = () => client.query(`update lease set seen_at = seen_at - interval '1 hour'`);

/** Until a lease that counts from now, at the latest, has lapsed. */
const aLease = () => pause(LEASE_SECONDS * 1_000 + 50);

describe('time', () => {
  it('is the database’s on every node, whatever the wall clocks of their machines say', async () => {
    const onTime = await openNode();
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + TEN_MINUTES_MS);
    try {
      const fast = await openNode();
      expect(Math.abs(fast.time.nowMs() - onTime.time.nowMs())).toBeLessThan(TEN_MINUTES_MS / 10);
      expect(Math.abs(fast.time.nowMs() - (await databaseMs()))).toBeLessThan(TEN_MINUTES_MS / 10);
      await fast.leases.renew('s');
      expect(await lapsedOf(fast, ['s'], 60)).toEqual([]);
      expect(await lapsedOf(onTime, ['s'], 60)).toEqual([]);
    } finally {
      now.mockRestore();
    }
  });

  async function databaseMs(): Promise<number> {
    const { rows } = await client.query<{ ms: number }>(
      'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
    );
    return rows[0]!.ms;
  }
});

describe('a lease', () => {
  it('L1 is renewed for all nodes by a sign of life on one of them', async () => {
    const [a, b] = [await openNode(), await openNode()];
    const firstMs = await a.leases.renew('s');
    await aLease();
    expect(idsOf(await lapsedOf(b, ['s']))).toEqual(['s']);
    const seenMs = await a.leases.renew('s');
    expect(seenMs! - firstMs!).toBeGreaterThanOrEqual(LEASE_SECONDS * 1_000);
    expect((await b.leases.lastSeen(['s'])).get('s')).toBe(seenMs);
    const judgement = await b.leases.judge([session('s')], 60);
    expect(judgement).toMatchObject({ lapsed: [], contended: [] });
    expect(Math.abs(judgement.nextLapseMs - (seenMs! + 60_000))).toBeLessThan(1_000);
  });

  it('L1 is renewed once that is in the table, not before', async () => {
    const a = await openNode();
    await a.leases.renew('s');
    await client.query('begin');
    await client.query(`select from lease where session_id = 's' for update`);
    let answered = false;
    const renewed = a.leases.renew('s').finally(() => {
      answered = true;
    });
    await pause(300);
    expect(answered).toBe(false);
    await client.query('commit');
    expect(await renewed).not.toBeNull();
  });

  it('L4 begins when it is first asked for, where the table knows nothing of the session', async () => {
    const a = await openNode();
    await aLease();
    expect(await lapsedOf(a, ['s'])).toEqual([]);
    await aLease();
    expect(idsOf(await lapsedOf(a, ['s']))).toEqual(['s']);
    await client.query('delete from lease');
    expect(await lapsedOf(a, ['s'])).toEqual([]);
  });

  it('L4 counts from when the node that judges was there', async () => {
    const a = await openNode();
    await a.leases.renew('s');
    await longSilence();
    await aLease();
    const late = await openNode();
    expect(await lapsedOf(late, ['s'], LONG_LEASE_SECONDS)).toEqual([]);
    expect(idsOf(await lapsedOf(a, ['s']))).toEqual(['s']);
  });

  it(
    'L4 counts from when the database was started',
    async () => {
      const [a, idle] = [await openNode(), await openNode()];
      await a.leases.renew('s');
      // Longer than a lease, of which the nodes were there.
      await pause(OUTAGE_LEASE_SECONDS * 1_000 + 50);
      await server.kill();
      await expect(a.leases.renew('s')).rejects.toBeInstanceOf(DatabaseUnavailable);
      await expect(a.leases.judge([session('s')], LEASE_SECONDS)).rejects.toBeInstanceOf(DatabaseUnavailable);
      await server.start();
      await connect();
      expect(await lapsedOf(idle, ['s'], OUTAGE_LEASE_SECONDS)).toEqual([]);
      expect(await lapsedOf(a, ['s'], OUTAGE_LEASE_SECONDS)).toEqual([]);
      await aLease();
      expect(idsOf(await lapsedOf(a, ['s']))).toEqual(['s']);
    },
    FAULTS_MS,
  );

  it(
    'L4 counts from when the node reached the database again',
    async () => {
      const a = await openNode();
      await a.leases.renew('s');
      server.freeze();
      try {
        await expect(a.leases.lastSeen(['s'])).rejects.toBeInstanceOf(DatabaseUnavailable);
      } finally {
        server.thaw();
      }
      expect(await lapsedOf(a, ['s'], LEASE_SECONDS)).toEqual([]);
      await aLease();
      expect(idsOf(await lapsedOf(a, ['s']))).toEqual(['s']);
    },
    FAULTS_MS,
  );

  it('that lapsed is claimed by one node; signs of life wait until the claim is given back', async () => {
    const [a, b] = [await openNode(), await openNode()];
    await a.leases.renew('s');
    await a.leases.renew('other');
    await aLease();
    await a.leases.renew('other');
    const lapsed = await lapsedOf(a, ['s', 'other']);
    expect(idsOf(lapsed)).toEqual(['s']);
    const claim = await b.leases.claim(lapsed, LEASE_SECONDS);
    expect(idsOf(claim.lapsed)).toEqual(['s']);
    expect(claim.isValid()).toBe(true);
    const later = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 5_000);
    expect(claim.isValid()).toBe(false);
    later.mockRestore();
    expect((await a.leases.claim(lapsed, LEASE_SECONDS)).lapsed).toEqual([]);
    expect(await a.leases.judge([session('s')], LEASE_SECONDS)).toMatchObject({
      lapsed: [],
      contended: [{ sessionId: 's' }],
    });
    expect(await a.leases.renew('s')).toBeNull();
    claim.giveBack();
    await eventually(async () => (await a.leases.renew('s')) !== null);
    expect((await b.leases.claim(lapsed, 60)).lapsed).toEqual([]);
  });

  it('is not claimed by what was judged before a sign of life', async () => {
    const [a, b] = [await openNode(), await openNode()];
    await a.leases.renew('s');
    await aLease();
    const lapsed = await lapsedOf(b, ['s']);
    await a.leases.renew('s');
    expect((await b.leases.claim(lapsed, 60)).lapsed).toEqual([]);
  });

  it('is free again when the node that claimed it has died: the claim runs out', async () => {
    const [a, b] = [await openNode(), await openNode()];
    await a.leases.renew('s');
    await aLease();
    const lapsed = await lapsedOf(a, ['s']);
    await a.leases.claim(lapsed, LEASE_SECONDS);
    const { rows } = await client.query(
      `select claimed_until > clock_timestamp() + interval '16 seconds' as outlasts from lease`,
    );
    // Longer than a decision and the ten seconds that an append is pursued for.
    expect(rows).toEqual([{ outlasts: true }]);
    await client.query(`update lease set claimed_until = clock_timestamp() - interval '1 millisecond'`);
    expect(idsOf((await b.leases.claim(lapsed, LEASE_SECONDS)).lapsed)).toEqual(['s']);
    await client.query(`update lease set claimed_until = clock_timestamp() - interval '1 millisecond'`);
    expect(await b.leases.renew('s')).not.toBeNull();
  });

  it(
    'has one winner, a sign of life or one claim, whoever comes first',
    async () => {
      const [a, b, c] = [await openNode(), await openNode(), await openNode()];
      const ids = Array.from({ length: 40 }, () => newId());
      await Promise.all(ids.map((id) => a.leases.renew(id)));
      const won = { alive: 0, claimed: 0 };
      for (let round = 0; round < 25; round += 1) {
        await client.query(`update lease set seen_at = seen_at - interval '1 hour', claimed_until = null`);
        await eventually(async () => (await lapsedOf(b, ids)).length === ids.length);
        const lapsed = await lapsedOf(b, ids);
        const renewals = ids.map(async (id) => {
          await pause(Math.random() * 4);
          return (await a.leases.renew(id)) === null ? [] : [id];
        });
        const claims = [b, c].map(async (node) => {
          await pause(Math.random() * 4);
          return idsOf((await node.leases.claim(lapsed, LEASE_SECONDS)).lapsed);
        });
        const alive = (await Promise.all(renewals)).flat();
        const [byB, byC] = (await Promise.all(claims)) as [string[], string[]];
        expect([...alive, ...byB, ...byC].sort()).toEqual([...new Set([...alive, ...byB, ...byC])].sort());
        expect(new Set([...alive, ...byB, ...byC]).size).toBe(ids.length);
        won.alive += alive.length;
        won.claimed += byB.length + byC.length;
      }
      expect(won.alive).toBeGreaterThan(0);
      expect(won.claimed).toBeGreaterThan(0);
    },
    FAULTS_MS,
  );

  it('of a session that has ended leaves nothing behind, and what was left behind goes after days', async () => {
    const a = await openNode();
    await Promise.all(['one', 'two', 'three', 'four'].map((id) => a.leases.renew(id)));
    a.leases.forget(['one', 'two']);
    await a.leases.settled();
    expect(await rowsIn('lease')).toBe(2);
    await client.query(`update lease set seen_at = seen_at - interval '49 hours' where session_id = 'three'`);
    await a.leases.tidy();
    expect((await client.query('select session_id from lease')).rows).toEqual([{ session_id: 'four' }]);
  });

  it(
    'is renewed in batches of a bounded size; what does not fit into the queue is told so',
    async () => {
      const a = await openNode();
      const ids = Array.from({ length: 5_000 }, (_, n) => `s-${n}`);
      const seen = await Promise.all([...ids, ...ids].map((id) => a.leases.renew(id)));
      expect(seen.every((ms) => typeof ms === 'number')).toBe(true);
      expect(await rowsIn('lease')).toBe(ids.length);
      const { rows } = await client.query<{ count: string }>('select count(distinct xmin::text) from lease');
      expect(Number(rows[0]!.count)).toBeLessThanOrEqual(50);
      const many = await Promise.allSettled(Array.from({ length: 25_000 }, (_, n) => a.leases.renew(`s-${n % 100}`)));
      const refused = many.filter((one) => one.status === 'rejected');
      expect(refused.length).toBe(5_000);
      expect(refused[0]).toMatchObject({ reason: { name: 'Overloaded' } });
    },
    FAULTS_MS,
  );
});

describe('a support key', () => {
  /** Every session's first keys are the same. */
  const crowded = {
    supportKeyHash: (key: string) => `hash of ${key}`,
    supportKeySeed: (_sessionId: string, attempt: number) => 7_000_000_000 + attempt,
  };
  const nobodyIsOpen = async () => new Set<string>();
  const openKeys = async () => (await openNode()).supportKeys(crowded, nobodyIsOpen);

  it('is unique over all nodes, when they ask at once as well', async () => {
    const [a, b] = [await openKeys(), await openKeys()];
    const reserved = await Promise.all(Array.from({ length: 24 }, (_, n) => (n % 2 ? a : b).reserve(`session-${n}`)));
    expect(new Set(reserved.map(({ key }) => key)).size).toBe(24);
    expect(reserved.every(({ key }) => /^\d{9}$/.test(key))).toBe(true);
    expect(await rowsIn('support_key')).toBe(24);
  });

  it('is told again to a session that has one, on any node', async () => {
    const [a, b] = [await openKeys(), await openKeys()];
    await a.reserve('ann');
    const bo = await a.reserve('bo');
    const again = await b.reserve('bo');
    expect(again).toMatchObject({ key: bo.key, hash: bo.hash });
    expect(b.recover('bo', bo.hash)).toBe(bo.key);
    const [one, twin] = await Promise.all([a.reserve('cy'), b.reserve('cy')]);
    expect(one.key).toBe(twin.key);
    again.cancel();
    await b.settled();
    expect(await rowsIn('support_key')).toBe(3);
  });

  it('is free again when its session has ended or was refused, not when another start of it goes on', async () => {
    const [a, b] = [await openKeys(), await openKeys()];
    const ann = await a.reserve('ann');
    b.releaseOf('ann');
    await b.settled();
    const bo = await a.reserve('bo');
    expect(bo.key).toBe(ann.key);
    bo.cancel();
    await a.settled();
    const cy = await b.reserve('cy');
    expect(cy.key).toBe(ann.key);
    await a.reserve('cy');
    cy.cancel();
    await b.settled();
    expect((await a.reserve('dee')).key).not.toBe(ann.key);
    // Both in one batch: one of them starts the session, and the other finds it started.
    const [, repeat] = await Promise.all([a.reserve('eve'), a.reserve('eve')]);
    repeat.cancel();
    await a.settled();
    expect((await b.reserve('fay')).key).not.toBe(repeat.key);
  });

  it('that was left behind is given back after a day, unless its session is open', async () => {
    const a = await openKeys();
    for (const id of ['open', 'never started', 'young']) await a.reserve(id);
    await client.query(
      `update support_key set reserved_at = reserved_at - interval '25 hours' where session_id <> 'young'`,
    );
    const left = async () =>
      (await client.query<{ session_id: string }>('select session_id from support_key order by 1')).rows.map(
        (row) => row.session_id,
      );
    await a.tidy(async () => null);
    expect(await left()).toEqual(['never started', 'open', 'young']);
    const asked: string[] = [];
    const openOf = async (ids: readonly string[]) => {
      asked.push(...ids);
      return new Set(['open']);
    };
    await a.tidy(openOf);
    await a.tidy(openOf);
    expect(await left()).toEqual(['open', 'young']);
    expect(asked.sort()).toEqual(['never started', 'open']);
  });

  it('of an open session is nobody else’s after the table was lost', async () => {
    const a = await openKeys();
    const { key, hash } = await a.reserve('ann');
    await client.query('delete from support_key');
    await a.restore([{ sessionId: 'ann', supportKeyHash: hash }]);
    expect((await a.reserve('bo')).key).not.toBe(key);
    expect((await a.reserve('ann')).key).toBe(key);
  });
});

describe('a large table', () => {
  it(
    'is never read from end to end',
    async () => {
      await openNode();
      await client.query(`insert into lease (session_id, seen_at)
      select 'session-' || n, clock_timestamp() - interval '1 hour' from generate_series(1, 100000) n`);
      await client.query(`insert into support_key (hash, session_id, reservation, reserved_at)
      select 'hash of ' || lpad(n::text, 9, '0'), 'session-' || n, '', clock_timestamp() from generate_series(1, 100000) n`);
      await client.query('analyze lease');
      await client.query('analyze support_key');
      // What a session has counted is seen by others once it has ended.
      for (const tables of opened.splice(0)) await tables.close();
      await client.end();
      await connect();
      const before = await scans();
      const node = await openNode();
      const keys = node.supportKeys(
        { supportKeyHash: (key) => `hash of ${key}`, supportKeySeed: (id, attempt) => Number(id.slice(8)) + attempt },
        async () => new Set(),
      );
      for (const [round, count] of [1, 20, 1_000, 3_000].entries()) {
        await aLease();
        const ids = Array.from({ length: count }, (_, n) => `session-${n * 20 + round + 1}`);
        const lapsed = await lapsedOf(node, ids);
        expect(lapsed).toHaveLength(count);
        const claim = await node.leases.claim(lapsed, LEASE_SECONDS);
        expect(claim.lapsed).toHaveLength(count);
        claim.giveBack();
        await eventually(async () => (await node.leases.renew(ids.at(-1)!)) !== null);
        await Promise.all(ids.map((id) => node.leases.renew(id)));
        await node.leases.lastSeen(ids);
        await Promise.all(ids.map((id) => keys.reserve(id)));
        const fresh = await Promise.all(ids.map((_, n) => keys.reserve(`session-${200_000 + n}`)));
        for (const { cancel } of fresh) cancel();
        await keys.settled();
        await keys.tidy(async () => new Set());
        node.leases.forget(ids.slice(0, count / 2));
        for (const id of ids.slice(0, count / 2)) keys.releaseOf(id);
      }
      for (const tables of opened.splice(0)) await tables.close();
      await client.end();
      await connect();
      expect(await scans()).toEqual(before);
    },
    FAULTS_MS,
  );

  async function scans() {
    const { rows } = await client.query(
      `select relname, seq_scan from pg_stat_user_tables where schemaname = current_schema() and relname in ('lease', 'support_key') order by 1`,
    );
    return rows;
  }
});
