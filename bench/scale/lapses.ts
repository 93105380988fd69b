import { setTimeout as pause } from 'node:timers/promises';
import { SupportKeys, type SupportKeySecrets } from '../../src/auth/support-keys.ts';
import { LeasesInMemory } from '../../src/commands/seats/leases-in-memory.ts';
import { Clock } from '../../src/common/clock.ts';
import { newId } from '../../src/common/ids.ts';
import type { Pool } from '../../src/policies/due-pools.ts';
import { runTimedPolicy } from '../../src/policies/policy.ts';
import { sweepers } from '../../src/policies/sweeper.ts';
import { company, V5 } from '../../test/commands/company.ts';
import { judge, quantile, temporaryFolder, whole } from '../measure.ts';
import { agent, contextOf, openBench, start, timed } from '../pools.ts';

const POOLS = 1_000;
const LEASES = Number(process.env.BENCH_LEASES ?? 400_000);
const LEASE_SECONDS = 60;
/** Sessions that fall silent, one after another, over so long. */
const SILENT = 2_000;
const SILENT_WITHIN_MS = 20_000;
/** Every other session shows a sign of life this often. */
const RENEW_EVERY_MS = 20_000;
const RENEW_AT_ONCE = 1_000;
const MEGABYTE = 1_024 * 1_024;

type Leased = { sessionId: string };

/** Many live leases: what they take in memory, and how late the end of one that has lapsed is on disk. */
export async function lapses(): Promise<void> {
  const folder = temporaryFolder();
  const bench = openBench(folder.path);
  const clock = new Clock();
  const leases = new LeasesInMemory(clock);
  const own = {
    clock,
    leases,
    leaseSeconds: LEASE_SECONDS,
    supportKeys: (secrets: SupportKeySecrets) => new SupportKeys(secrets),
  };
  const seats = company(bench.log, clock.nowMs(), own);
  const pools = Array.from({ length: POOLS }, (_, n): Pool => ({ account: `a${n}`, product: V5 }));
  const sessions: Leased[] = [];
  for (const pool of pools) sessions.push(...(await openPool(seats.poolRunner, pool)));
  const abort = new AbortController();
  const before = await bench.store.head();
  for (const { sessionId } of sessions) leases.begin(sessionId);
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const toSweep = { withOpenSessions: async () => pools, withTickets: async () => [], withEndsDue: async () => [] };
  const [sweeper] = sweepers({ ...seats, overdue: seats.overdueSessions, clock }, toSweep);
  const sweeping = runTimedPolicy(sweeper!, console, abort.signal);
  const renewing = renew(leases, sessions.slice(SILENT), abort.signal);
  await fallSilent(leases, sessions.slice(0, SILENT));
  const late: number[] = [];
  for await (const page of bench.store.follow({ after: before, signal: abort.signal })) {
    for (const { data, recordedAt } of page.events)
      late.push(Date.parse(recordedAt) - Date.parse(data.lastSeenAt as string) - LEASE_SECONDS * 1_000);
    if (late.length >= SILENT) break;
  }
  abort.abort();
  await Promise.all([sweeping, renewing]);
  console.log(
    `\n${whole(sessions.length)} live leases in ${whole(POOLS)} pools: ${(heapUsed / MEGABYTE).toFixed(0)} MB of live heap, ${(rss / MEGABYTE).toFixed(0)} MB resident after they were all opened`,
  );
  console.log(
    `  a lapsed session has ended on disk ${quantile(late, 0.5)} ms late (p50), ${quantile(late, 1)} ms at most`,
  );
  judge('milliseconds late (p99)', quantile(late, 0.99), 50, 'at most');
  if (late.length !== SILENT) throw new Error(`${late.length} sessions ended, not ${SILENT}`);
  await bench.close();
  folder.remove();
}

async function openPool(
  { runner }: ReturnType<typeof company>['poolRunner'],
  { account, product }: Pool,
): Promise<Leased[]> {
  const seats = LEASES / POOLS;
  const stream = `seatPool-${account}.${product}`;
  const capacity = { named: 0, concurrent: seats, reason: null };
  await runner.run(stream, timed({ type: 'ChangeCapacity', data: capacity }), contextOf());
  return Promise.all(
    Array.from({ length: seats }, async (_, n) => {
      const agentId = agent(n);
      const sessionId = newId();
      await runner.run(
        stream,
        timed({ type: 'AssignSeat', data: { userId: agentId, seatType: 'concurrent' } }),
        contextOf(),
      );
      await runner.run(stream, start(agentId, sessionId), contextOf());
      return { sessionId };
    }),
  );
}

async function renew(leases: LeasesInMemory, sessions: readonly Leased[], signal: AbortSignal): Promise<void> {
  const pauseMs = (RENEW_EVERY_MS * RENEW_AT_ONCE) / sessions.length;
  for (let from = 0; !signal.aborted; from = (from + RENEW_AT_ONCE) % sessions.length) {
    await Promise.all(sessions.slice(from, from + RENEW_AT_ONCE).map(({ sessionId }) => leases.renew(sessionId)));
    await pause(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Each renews a last time, some later than others. */
async function fallSilent(leases: LeasesInMemory, sessions: readonly Leased[]): Promise<void> {
  const began = performance.now();
  for (const [index, { sessionId }] of sessions.entries()) {
    const dueMs = began + (index / sessions.length) * SILENT_WITHIN_MS - performance.now();
    if (dueMs > 1) await pause(dueMs);
    await leases.renew(sessionId);
  }
}
