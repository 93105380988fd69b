import { SWEEP_MAX_SESSIONS, seatPool } from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { outcomeOf, sessionStatus } from '../../../src/domain/seat-pool/seat-pool.ts';
import { givenFor } from '../given.ts';
import {
  at,
  connect,
  connected,
  day,
  end,
  ended,
  endedAsAsked,
  endedByAgent,
  endRequested,
  endWithdrawn,
  requestEnd,
  sharedBy,
  started,
  withdrawEnd,
  timed,
} from './words.ts';

const given = givenFor(seatPool);

describe('sessions', () => {
  const open = [...sharedBy(2, 'ann', 'bob'), at('09:00', started('ann-1')), at('09:30', started('bob-1'))];

  it('O1 a customer joins', () => {
    given(...open)
      .when(connect('ann-1'))
      .then(connected('ann-1'));
    const session = given(...open, at('09:05', connected('ann-1')), at('09:40', connected('ann-1')))
      .state()
      .sessions.get('ann-1');
    expect(session).toEqual({
      sessionId: 'ann-1',
      agentId: 'ann',
      seatType: 'concurrent',
      phase: 'connected',
      mode: 'attended',
      platform: 'mac',
      device: 'Laptop',
      supportKeyHash: 'key of ann-1',
      startedAtMs: Date.parse(day('09:00')),
      connectedAt: day('09:05'),
      service: null,
      endRequested: null,
    });
  });

  it('O1 a service joins a session for anybody; a change of mode or platform is a fact of its own', () => {
    given(...open)
      .when(connect('ann-1', null))
      .then(connected('ann-1'));
    const data = { sessionId: 'ann-1', agentId: null, mode: 'unattended', platform: 'mac' } as const;
    given(...open, connected('ann-1'))
      .when(timed({ type: 'ConnectSession', data }))
      .then(connected('ann-1', { mode: 'unattended', platform: 'mac' }));
    given(...open, connected('ann-1'))
      .when(timed({ type: 'ConnectSession', data: { ...data, mode: 'attended', platform: 'ios' } }))
      .then(connected('ann-1', { mode: 'attended', platform: 'ios' }));
  });

  it('nobody joins what has ended, is unknown or is another agent’s', () => {
    given(...open, ended('ann-1', 'security'))
      .when(connect('ann-1'))
      .thenRefused('SESSION_ENDED', { reason: 'security' });
    given(...open)
      .when(connect('eve-1'))
      .thenRefused('NOT_FOUND');
    given(...open)
      .when(connect('ann-1', 'bob'))
      .thenRefused('NOT_FOUND');
  });

  it('O3 ends what is still waiting after its time, and nothing that is connected or younger', () => {
    const later = [...open, at('09:00', started('ann-2')), connected('ann-2')];
    given(...later)
      .when(timed({ type: 'EndUnjoined', data: { before: day('09:29') } }))
      .then(ended('ann-1', 'no-customer-joined'));
    given(...later)
      .when(timed({ type: 'EndUnjoined', data: { before: day('09:00') } }))
      .then(ended('ann-1', 'no-customer-joined'));
    given(...later)
      .when(timed({ type: 'EndUnjoined', data: { before: day('08:59') } }))
      .thenNothing();
  });

  it('O3 ends no more at once than an append holds', () => {
    const many = Array.from({ length: SWEEP_MAX_SESSIONS + 1 }, (_, index) => started(`ann-${index}`));
    const pool = given(...sharedBy(1, 'ann'), ...many).state();
    expect(seatPool.decide(timed({ type: 'EndUnjoined', data: { before: day('10:00') } }), pool)).toHaveLength(
      SWEEP_MAX_SESSIONS,
    );
    const due = given(...many, ...many.map((_, index) => endRequested(`ann-${index}`, '09:30'))).state();
    expect(seatPool.decide(timed({ type: 'EndDue', data: { at: day('10:00') } }), due)).toHaveLength(
      SWEEP_MAX_SESSIONS,
    );
  });

  it('an agent ends their own session, and nobody else’s', () => {
    given(...open)
      .when(end(['ann-1', 'bob-1'], { agentId: 'ann', reason: 'ended-by-agent' }))
      .then(endedByAgent('ann-1'));
    given(...open)
      .when(end(['ann-1'], { agentId: 'bob' }))
      .thenNothing();
  });
});

describe('clearing seats', () => {
  const open = [...sharedBy(2, 'ann', 'bob'), started('ann-1'), started('bob-1')];

  it('A1 ends one or many, with reason, note and last sign of life, each once', () =>
    given(...open)
      .when(end(['ann-1', 'bob-1', 'ann-1'], { note: 'lunch', lastSeenAt: { 'bob-1': day('09:05') } }))
      .then(
        ended('ann-1', 'not-in-use', { note: 'lunch' }),
        ended('bob-1', 'not-in-use', { note: 'lunch', lastSeen: '09:05' }),
      ));

  it('A4 lists each outcome: open, already ended, not found', () => {
    const pool = given(...open, ended('ann-1', 'not-in-use')).state();
    expect(['bob-1', 'ann-1', 'eve-1'].map((id) => outcomeOf(pool, id))).toEqual([
      'open',
      'already-ended',
      'not-found',
    ]);
    expect(['bob-1', 'ann-1'].map((id) => outcomeOf(pool, id, 'cat'))).toEqual(['not-found', 'not-found']);
    expect(['bob-1', 'ann-1'].map((id) => sessionStatus(pool, id)?.phase)).toEqual(['waiting', 'ended']);
    given(...open, ended('ann-1', 'not-in-use'))
      .when(end(['ann-1', 'eve-1']))
      .thenNothing();
  });

  it('A1 remembers who cleared the seat, and all that a late heartbeat needs', () => {
    const facts = [
      at('09:00', started('ann-1')),
      at('09:10', ended('ann-1', 'security', { note: 'stolen', lastSeen: '09:08' })),
    ];
    expect(
      given(...facts)
        .state()
        .recentlyEnded.get('ann-1'),
    ).toEqual({
      sessionId: 'ann-1',
      agentId: 'ann',
      seatType: 'concurrent',
      phase: 'ended',
      reason: 'security',
      startedAtMs: Date.parse(day('09:00')),
      endedAt: day('09:10'),
      endedBy: { kind: 'user', id: 'ada' },
      lastSeenAt: day('09:08'),
      supportKeyHash: 'key of ann-1',
    });
  });

  it('A2 warns first: the session goes on until the deadline', () => {
    given(...open)
      .when(requestEnd(['ann-1', 'eve-1'], '09:10'))
      .then(endRequested('ann-1', '09:10'));
    const warned = [...open, endRequested('ann-1', '09:10')];
    given(...warned)
      .when(timed({ type: 'EndDue', data: { at: day('09:09') } }))
      .thenNothing();
    given(...warned)
      .when(timed({ type: 'EndDue', data: { at: day('09:10') } }))
      .then(endedAsAsked('ann-1'));
  });

  it('A2 a second warning brings the end forward, never puts it off', () => {
    const warned = [...open, endRequested('ann-1', '09:10')];
    given(...warned)
      .when(requestEnd(['ann-1'], '09:11'))
      .thenNothing();
    given(...warned)
      .when(requestEnd(['ann-1'], '09:09'))
      .then(endRequested('ann-1', '09:09'));
  });

  it('A2 the admin withdraws: the session goes on past the deadline, and may be warned anew', () => {
    const warned = [...open, endRequested('ann-1', '09:10'), endRequested('bob-1', '09:10')];
    given(...warned)
      .when(withdrawEnd('ann-1', 'ann-1', 'eve-1'))
      .then(endWithdrawn('ann-1'));
    const withdrawn = [...warned, endWithdrawn('ann-1')];
    given(...withdrawn)
      .when(timed({ type: 'EndDue', data: { at: day('09:10') } }))
      .then(endedAsAsked('bob-1'));
    given(...withdrawn)
      .when(requestEnd(['ann-1'], '09:30'))
      .then(endRequested('ann-1', '09:30'));
  });

  it('A2 there is nothing to withdraw where nothing was asked for, or where the session has ended', () => {
    given(...open)
      .when(withdrawEnd('ann-1', 'bob-1'))
      .thenNothing();
    given(...open, endRequested('ann-1', '09:10'), ended('ann-1', 'not-in-use'))
      .when(withdrawEnd('ann-1'))
      .thenNothing();
    const late = given(...open, ended('ann-1', 'security'), endWithdrawn('ann-1')).state();
    expect(sessionStatus(late, 'ann-1')).toMatchObject({ phase: 'ended', reason: 'security' });
  });

  it('A2 names the admin who asked, not the timer; the agent who left before, not the admin', () => {
    const timer = { kind: 'system', id: 'grace-deadlines' } as const;
    const warned = [...open, at('09:01', endRequested('ann-1', '09:10'))];
    const endedBy = (...facts: ReturnType<typeof at>[]) =>
      given(...warned, ...facts)
        .state()
        .recentlyEnded.get('ann-1')?.endedBy;
    expect(endedBy(at('09:10', ended('ann-1', 'not-in-use'), timer))).toEqual({ kind: 'user', id: 'ada' });
    expect(endedBy(at('09:05', ended('ann-1', 'ended-by-agent'), { kind: 'user', id: 'ann' }))).toEqual({
      kind: 'user',
      id: 'ann',
    });
    expect(endedBy(at('09:05', ended('ann-1', 'not-in-use'), { kind: 'user', id: 'bea' }))).toEqual({
      kind: 'user',
      id: 'bea',
    });
    expect(endedBy(at('09:05', ended('ann-1', 'no-customer-joined'), timer))).toEqual(timer);
    expect(endedBy(at('09:02', endWithdrawn('ann-1')), at('09:10', ended('ann-1', 'not-in-use'), timer))).toEqual(
      timer,
    );
  });
});
