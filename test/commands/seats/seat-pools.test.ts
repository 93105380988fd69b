import { RECENTLY_ENDED_MAX } from '../../../src/domain/seat-pool/seat-pool.ts';
import type { EventLog, RecordedEvent } from '../../../src/event-store/event-log.ts';
import { company, V5 } from '../company.ts';
import { workbench } from '../runner/workbench.ts';

const SENTENCE = 'All shared seats are in use. To start a session, please wait for an available seat.';

describe('seat pools', () => {
  let bench: ReturnType<typeof workbench>;
  let acme: ReturnType<typeof company>;
  beforeEach(() => {
    bench = workbench();
    acme = company(bench.log);
  });
  afterEach(() => bench.close());

  it('O4 O5 refuses the agent who finds every seat taken, and says so at the gate', async () => {
    await acme.open(1, ['ann', 'bob']);
    await acme.start('ann');
    expect(await acme.starts.gate('acme', 'bob')).toEqual([
      { product: V5, seatType: 'concurrent', available: false, message: SENTENCE, inUse: 1, capacity: 1, waiting: 0 },
    ]);
    const refusal = await acme.start('bob').catch((error) => error);
    expect(refusal).toMatchObject({
      code: 'ALL_SHARED_SEATS_IN_USE',
      details: { title: SENTENCE, capacity: 1, inUse: 1 },
    });
    expect(refusal.details).not.toHaveProperty('occupants');
  });

  it('O6 records a denial with who held the seats; a client in a loop folds into one record a minute', async () => {
    await acme.open(1, ['ann', 'bob']);
    await acme.start('ann');
    for (let tries = 0; tries < 20; tries += 1) await acme.start('bob').catch(() => {});
    expect(await denials(bench.log)).toMatchObject([
      { data: { agentId: 'bob', count: 1, capacity: 1, occupants: ['ann'] } },
    ]);
    acme.passSeconds(61);
    await acme.denials.flush();
    expect((await denials(bench.log)).map(({ data }) => data.count)).toEqual([1, 19]);
    await acme.denials.flush();
    expect(await denials(bench.log)).toHaveLength(2);
  });

  it('L2 reclaims a lapsed seat before it refuses anybody, in the append of the grant', async () => {
    await acme.open(1, ['ann', 'bob']);
    const held = await acme.start('ann');
    acme.passSeconds(121);
    const granted = await acme.start('bob');
    const events = await typesOf(bench.log, `seatPool-acme.${V5}`);
    expect(events.slice(-2)).toEqual(['SessionEnded', 'SessionStarted']);
    await expect(acme.sessions.heartbeat('acme', held.sessionId, 'ann')).rejects.toMatchObject({
      code: 'SESSION_ENDED',
      details: { reason: 'lease-expired' },
    });
    expect(granted.seatType).toBe('concurrent');
  });

  it('L1 a heartbeat keeps the seat; the lease is judged by time that passed, not by a clock that jumped back', async () => {
    await acme.open(1, ['ann', 'bob']);
    const { sessionId } = await acme.start('ann');
    for (let beat = 0; beat < 5; beat += 1) {
      acme.passSeconds(100);
      await acme.sessions.heartbeat('acme', sessionId, 'ann');
    }
    await expect(acme.start('bob')).rejects.toMatchObject({ code: 'ALL_SHARED_SEATS_IN_USE' });
  });

  it('L4 gives every open session one full lease after a restart', async () => {
    await acme.open(1, ['ann', 'bob']);
    await acme.start('ann');
    acme.passSeconds(3_600);
    const restarted = company(bench.log, acme.time.ms);
    await expect(restarted.start('bob')).rejects.toMatchObject({ code: 'ALL_SHARED_SEATS_IN_USE' });
    restarted.passSeconds(121);
    await restarted.start('bob');
  });

  it('a repeat of a start gets the first answer, key included, also after the session has ended', async () => {
    await acme.open(3, ['ann']);
    const first = await acme.start('ann', 'the-session');
    expect(first.supportKey).toMatch(/^\d{9}$/);
    expect(await acme.start('ann', 'the-session')).toMatchObject({
      sessionId: 'the-session',
      supportKey: first.supportKey,
    });
    await acme.sessions.end(acme.as('ann'), { sessionId: 'the-session', agentId: 'ann' });
    expect(await acme.start('ann', 'the-session')).toMatchObject({
      supportKey: first.supportKey,
      startedAt: first.startedAt,
    });
    expect(await acme.sessions.listOpen('acme', 'ann')).toEqual([]);
  });

  it('A1 lists an outcome for each session; named sessions and foreign ones are not found', async () => {
    await acme.open(3, ['ann', 'bob']);
    await acme.addUser('nan');
    await acme.pools.assign(acme.as('ada'), { userId: 'nan', product: V5, type: 'named' });
    const [ann, bob, nan] = [await acme.start('ann'), await acme.start('bob'), await acme.start('nan')];
    await acme.sessions.end(acme.as('bob'), { sessionId: bob.sessionId, agentId: 'bob' });
    const ids = [ann.sessionId, bob.sessionId, nan.sessionId, 'nobody'];
    const clear = { sessionIds: ids, reason: 'not-in-use' as const, note: 'lunch', graceSeconds: 0 };
    const { results } = await acme.sharedSessions.end(acme.as('ada'), clear);
    expect(results.map(({ outcome }) => outcome)).toEqual(['ended', 'already-ended', 'not-found', 'not-found']);
    await expect(acme.sessions.heartbeat('acme', ann.sessionId, 'ann')).rejects.toMatchObject({
      details: { reason: 'not-in-use', endedBy: { kind: 'user', id: 'ada' } },
    });
    const foreign = { ...acme.as('eve'), account: 'other' };
    expect(
      (await acme.sharedSessions.end(foreign, clear)).results.every(({ outcome }) => outcome === 'not-found'),
    ).toBe(true);
  });

  it('A2 warns first when asked to, and ends the session at the deadline', async () => {
    await acme.open(1, ['ann']);
    const { sessionId } = await acme.start('ann');
    const clear = { sessionIds: [sessionId], reason: 'needed-elsewhere' as const, note: null, graceSeconds: 30 };
    const { results } = await acme.sharedSessions.end(acme.as('ada'), clear);
    expect(results).toEqual([{ sessionId, outcome: 'ending' }]);
    expect((await acme.sessions.heartbeat('acme', sessionId, 'ann')).ending).toMatchObject({
      deadlineAt: '2026-11-24T09:00:30.000Z',
    });
    expect(await acme.overdueSessions.endDue(acme.as('ada'), V5)).toBe(0);
    acme.passSeconds(31);
    const timer = { ...acme.as('x'), actor: { kind: 'system' as const, id: 'grace-deadlines' } };
    expect(await acme.overdueSessions.endDue(timer, V5)).toBe(1);
    await expect(acme.sessions.heartbeat('acme', sessionId, 'ann')).rejects.toMatchObject({
      details: { reason: 'needed-elsewhere', endedBy: { kind: 'user', id: 'ada' } },
    });
  });

  it('A2 lets a session go on when the warning is withdrawn, and lists each outcome', async () => {
    await acme.open(4, ['ann', 'bob', 'cat']);
    const [ann, bob, cat] = [await acme.start('ann'), await acme.start('bob'), await acme.start('cat')];
    const warn = { reason: 'not-in-use' as const, note: null, graceSeconds: 30 };
    await acme.sharedSessions.end(acme.as('ada'), { ...warn, sessionIds: [ann.sessionId, cat.sessionId] });
    await acme.sessions.end(acme.as('cat'), { sessionId: cat.sessionId, agentId: 'cat' });
    const sessionIds = [ann.sessionId, bob.sessionId, cat.sessionId, 'nobody'];
    const outcomes = async (context = acme.as('ada')) =>
      (await acme.sharedSessions.withdrawEnds(context, { sessionIds })).results.map(({ outcome }) => outcome);
    const narrow = { scope: { groupIds: ['g1'] }, roles: [], privileges: [] };
    expect(await outcomes(acme.as('mia', { authority: narrow }))).toEqual(sessionIds.map(() => 'not-found'));
    expect(await outcomes({ ...acme.as('eve'), account: 'other' })).toEqual(sessionIds.map(() => 'not-found'));
    expect(await outcomes()).toEqual(['withdrawn', 'not-ending', 'already-ended', 'not-found']);
    expect(await outcomes()).toEqual(['not-ending', 'not-ending', 'already-ended', 'not-found']);
    acme.passSeconds(31);
    expect(await acme.overdueSessions.endDue(acme.as('x'), V5)).toBe(0);
    expect((await acme.sessions.heartbeat('acme', ann.sessionId, 'ann')).ending).toBeNull();
  });

  it('O3 ends a waiting session that nobody joined; a connected one has no limit', async () => {
    await acme.open(2, ['ann', 'bob']);
    const [waiting, connected] = [await acme.start('ann'), await acme.start('bob')];
    const joined = {
      sessionId: connected.sessionId,
      agentId: 'bob',
      mode: 'attended' as const,
      platform: 'mac' as const,
    };
    await acme.sessions.connect(acme.as('bob'), joined);
    acme.passSeconds(60 * 60 + 1);
    expect(await acme.overdueSessions.endUnjoined(acme.as('x'), V5)).toBe(1);
    expect(await acme.sessions.listOpen('acme', 'bob')).toHaveLength(1);
    await expect(acme.sessions.getOpen('acme', waiting.sessionId, 'ann')).rejects.toMatchObject({
      code: 'SESSION_ENDED',
      details: { reason: 'no-customer-joined' },
    });
  });

  it('an end is fine for a session that the pool has forgotten, and not for one of somebody else', async () => {
    await acme.open(1, ['ann']);
    const { sessionId } = await acme.start('ann');
    const own = { sessionId, agentId: 'ann' };
    await acme.sessions.end(acme.as('ann'), own);
    for (let forgotten = 0; forgotten < RECENTLY_ENDED_MAX; forgotten += 50) {
      const later = await Promise.all(Array.from({ length: 50 }, () => acme.start('ann')));
      await Promise.all(later.map((one) => acme.sessions.end(acme.as('ann'), { ...own, sessionId: one.sessionId })));
    }
    await expect(acme.sessions.end(acme.as('ann'), own)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const ended = {
      agentId: 'ann',
      reason: 'ended-by-agent',
      endedBy: { kind: 'user', id: 'ann' },
      endedAt: '',
    } as const;
    acme.past.set(sessionId, { product: V5, ended });
    const position = await bench.log.head();
    expect(await acme.sessions.end(acme.as('ann'), own)).toEqual({ position });
    await expect(acme.sessions.end(acme.as('bob'), { sessionId, agentId: 'bob' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('an agent sees and ends only their own sessions', async () => {
    await acme.open(2, ['ann', 'bob']);
    const { sessionId } = await acme.start('ann');
    const own = { sessionId, agentId: 'bob' };
    await expect(acme.sessions.end(acme.as('bob'), own)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(acme.sessions.heartbeat('acme', sessionId, 'bob')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(acme.sessions.heartbeat('other', sessionId, null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('people', () => {
  let bench: ReturnType<typeof workbench>;
  let acme: ReturnType<typeof company>;
  beforeEach(async () => {
    bench = workbench();
    acme = company(bench.log);
    await acme.accounts.open(acme.as('ada'), 'Acme');
  });
  afterEach(() => bench.close());

  it('U4 gives an address to one user only, in whatever letter case, and back when the user goes', async () => {
    await acme.addUser('ann', { email: 'Ann@Acme.example' });
    await expect(acme.addUser('bob', { email: 'ann@acme.EXAMPLE' })).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    await acme.users.change(acme.as('ada'), 'ann', { email: 'ann.new@acme.example' });
    await acme.addUser('bob', { email: 'ann@acme.example' });
    await acme.users.delete(acme.as('ada'), 'ann', null);
    await acme.addUser('cid', { email: 'ann.new@acme.example' });
  });

  it('U4 a refused user leaves no address behind', async () => {
    await expect(acme.addUser('ann', { firstName: 'x'.repeat(33) })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    await acme.addUser('bob', { email: 'ann@acme.example' });
  });

  it('U2 keeps the last Super Admin, and lets all but one go', async () => {
    for (const id of ['sue', 'sam']) {
      await acme.addUser(id, { role: 'super-admin' });
      await acme.users.acceptInvitation(acme.as(id), id);
      acme.admins.push(id);
    }
    const left = await Promise.allSettled(['sue', 'sam'].map((id) => acme.users.delete(acme.as('ada'), id, null)));
    expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(acme.users.suspend(acme.as('ada'), 'sam', null)).rejects.toMatchObject({ code: 'LAST_SUPER_ADMIN' });
    await expect(acme.users.change(acme.as('ada'), 'sam', { role: 'admin' })).rejects.toMatchObject({
      code: 'LAST_SUPER_ADMIN',
    });
  });

  it('U3 lets nobody grant a role or a privilege that they do not hold, nor reach outside their groups', async () => {
    await acme.groups.create(acme.as('ada'), 'g1', 'First');
    await acme.groups.create(acme.as('ada'), 'g2', 'Second');
    await acme.addUser('ann', { groupIds: ['g1'] });
    await acme.addUser('bob', { groupIds: ['g2'] });
    const authority = { scope: { groupIds: ['g1'] }, roles: ['member'], privileges: ['manage-users'] };
    const manager = acme.as('max', { authority });
    await acme.users.change(manager, 'ann', { firstName: 'Anna' });
    await expect(acme.users.change(manager, 'bob', { firstName: 'Rob' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(acme.users.change(manager, 'ann', { role: 'admin' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(acme.users.change(manager, 'ann', { groupIds: ['g2'] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('S6 a departure frees the seats and ends the sessions before it is answered', async () => {
    await acme.pools.changeCapacity(acme.as('ada'), { product: V5, named: 0, concurrent: 1, reason: null });
    await acme.addUser('ann');
    await acme.pools.assign(acme.as('ada'), { userId: 'ann', product: V5, type: 'concurrent' });
    const { sessionId } = await acme.start('ann');
    await acme.users.suspend(acme.as('ada'), 'ann', 'on leave');
    await expect(acme.sessions.heartbeat('acme', sessionId, 'ann')).rejects.toMatchObject({
      details: { reason: 'user-suspended' },
    });
    expect(acme.secrets.shutOutUsers.has('ann')).toBe(true);
    const again = acme.pools.assign(acme.as('ada'), { userId: 'ann', product: V5, type: 'concurrent' });
    await expect(again).rejects.toMatchObject({ code: 'USER_SUSPENDED' });
  });

  it('another account is another world', async () => {
    await acme.addUser('ann');
    const other = { ...acme.as('eve'), account: 'other' };
    for (const attempt of [
      () => acme.users.change(other, 'ann', { firstName: 'x' }),
      () => acme.users.delete(other, 'ann', null),
      () => acme.users.suspend(other, 'ann', null),
      () => acme.pools.assign(other, { userId: 'ann', product: V5, type: 'concurrent' as const }),
      () => acme.pools.unassign(other, { userId: 'ann', product: V5, reason: null }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

async function eventsOf(log: EventLog, stream: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const page of log.read(stream)) events.push(...page);
  return events;
}

const typesOf = async (log: EventLog, stream: string) => (await eventsOf(log, stream)).map(({ type }) => type);
const denials = (log: EventLog) => eventsOf(log, `seatDenial-acme.${V5}`);
