import { setTimeout as pause } from 'node:timers/promises';
import { SupportKeys, type SupportKeySecrets } from '../../../src/auth/support-keys.ts';
import { Clock } from '../../../src/common/clock.ts';
import type { LeaseClaim, Judgement, LeasedSession } from '../../../src/commands/seats/leases.ts';
import { LeasesInMemory } from '../../../src/commands/seats/leases-in-memory.ts';
import type { Lapsed } from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { StoreUnavailable } from '../../../src/event-store/event-store.ts';
import { company, V5 } from '../company.ts';
import { workbench } from '../runner/workbench.ts';

const LEASE_SECONDS = 120;

/** Leases that take their time to answer, as a database may. */
class SlowLeases extends LeasesInMemory {
  judgeMs = 0;
  judged = 0;
  afterClaim = (): void => {};

  override async judge(sessions: readonly LeasedSession[], leaseSeconds: number): Promise<Judgement> {
    this.judged += 1;
    await pause(this.judgeMs);
    return super.judge(sessions, leaseSeconds);
  }

  override async claim(lapsed: readonly Lapsed[], leaseSeconds: number): Promise<LeaseClaim> {
    const claim = await super.claim(lapsed, leaseSeconds);
    this.afterClaim();
    return claim;
  }
}

describe('leases that take long to be judged', () => {
  let bench: ReturnType<typeof workbench>;
  beforeEach(() => {
    bench = workbench();
  });
  afterEach(() => bench.close());

  function node() {
    const time = { ms: Date.parse('2026-11-24T09:00:00Z') };
    const clock = new Clock(
      () => time.ms,
      () => time.ms,
    );
    const leases = new SlowLeases(clock);
    const supportKeys = (secrets: SupportKeySecrets) => new SupportKeys(secrets);
    const services = company(bench.log, time.ms, { leases, supportKeys, clock, leaseSeconds: LEASE_SECONDS });
    return { ...services, leases, pass: (seconds: number) => void (time.ms += seconds * 1_000) };
  }

  it('L2 O6 refuse nobody when a claim came too late to be decided by: it is claimed again', async () => {
    const { open, start, leases, pass } = node();
    await open(1, ['ann', 'bob']);
    await start('ann');
    pass(LEASE_SECONDS + 1);
    let late = 1;
    leases.afterClaim = () => {
      if (late > 0) pass(10);
      late -= 1;
    };
    await expect(start('bob')).resolves.toMatchObject({ agentId: 'bob' });
  });

  it('L2 keep a start that waits for what others decide no longer for that', async () => {
    const { open, start, leases, pass } = node();
    await open(1, ['ann', 'bob']);
    const { sessionId, startedAt } = await start('ann');
    pass(LEASE_SECONDS + 1);
    await leases.claim([{ sessionId, lastSeenAt: startedAt }], LEASE_SECONDS);
    leases.judgeMs = 300;
    await expect(start('bob')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(leases.judged).toBeLessThan(20);
  });

  it('L2 are not judged again before the first of them can have lapsed', async () => {
    const { open, start, leases, pass, overdueSessions, as } = node();
    await open(2, ['ann', 'bob']);
    await start('ann');
    const { sessionId } = await start('bob');
    const expire = () => overdueSessions.expireLeases(as('sweeper'), V5);
    for (let rounds = 0; rounds < 7; rounds += 1) {
      expect(await expire()).toBe(0);
      await leases.renew(sessionId);
      pass(15);
    }
    expect(leases.judged).toBe(1);
    pass(15);
    expect(await expire()).toBe(1);
    expect(leases.judged).toBe(2);
  });
});
