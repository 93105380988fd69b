import { reclaimableSeats, requireOpenSession, seatPool } from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { LEASE_SWEEPER } from '../../../src/domain/seat-pool/seat-pool.ts';
import { givenFor } from '../given.ts';
import { assigned, at, capacity, day, ended, lapsed, reclaimed, sharedBy, start, started, timed } from './words.ts';

const given = givenFor(seatPool);

describe('leases', () => {
  const full = [...sharedBy(2, 'ann', 'bob', 'cat'), started('ann-1'), started('bob-1')];

  it('L2 reclaims a lapsed seat before it refuses anybody, with the last sign of life', () =>
    given(...full)
      .when(start('cat-1', { lapsed: lapsed(['bob-1', '09:05']) }))
      .then(reclaimed('bob-1', '09:05'), started('cat-1')));

  it('L2 reclaims no more than it needs, the longest silent first', () =>
    given(...full)
      .when(start('cat-1', { lapsed: lapsed(['ann-1', '09:05'], ['bob-1', '09:04']) }))
      .then(reclaimed('bob-1', '09:04'), started('cat-1')));

  it('L2 keeps the given order among the equally silent', () =>
    given(...full)
      .when(start('cat-1', { lapsed: lapsed(['ann-1', '09:05'], ['bob-1', '09:05']) }))
      .then(reclaimed('ann-1', '09:05'), started('cat-1')));

  it('L2 leaves lapsed sessions alone while a seat is free', () =>
    given(...sharedBy(2, 'ann', 'cat'), started('ann-1'))
      .when(start('cat-1', { lapsed: lapsed(['ann-1', '09:05']) }))
      .then(started('cat-1')));

  it('L2 leaves lapsed sessions alone for a named seat', () =>
    given(capacity(1, 1), assigned('ann'), started('ann-1'), assigned('bob', 'named'))
      .when(start('bob-1', { lapsed: lapsed(['ann-1', '09:05']) }))
      .then(started('bob-1', 'named')));

  it('L2 leaves lapsed sessions alone for an agent who occupies already', () =>
    given(...full)
      .when(start('ann-2', { lapsed: lapsed(['bob-1', '09:05']) }))
      .then(started('ann-2')));

  it('O2 reclaims nothing from an agent one of whose sessions lives', () =>
    given(...full, started('bob-2'))
      .when(start('cat-1', { lapsed: lapsed(['bob-1', '09:05']) }))
      .thenRefused('ALL_SHARED_SEATS_IN_USE'));

  it('O2 counts a session once, however often it is said to have lapsed', () =>
    given(...full, started('bob-2'))
      .when(start('cat-1', { lapsed: lapsed(['bob-1', '09:05'], ['bob-1', '09:05']) }))
      .thenRefused('ALL_SHARED_SEATS_IN_USE'));

  it('O2 reclaims all the sessions of a lapsed agent, judged by the latest sign of life', () =>
    given(...full, started('bob-2'))
      .when(start('cat-1', { lapsed: lapsed(['bob-1', '09:02'], ['ann-1', '09:03'], ['bob-2', '09:04']) }))
      .then(reclaimed('ann-1', '09:03'), started('cat-1')));

  it('O2 judges an agent by the latest sign of life, wherever it stands in the list', () =>
    given(...full, started('bob-2'))
      .when(start('cat-1', { lapsed: lapsed(['bob-1', '09:06'], ['ann-1', '09:05'], ['bob-2', '09:02']) }))
      .then(reclaimed('ann-1', '09:05'), started('cat-1')));

  it('O2 ends every session of the agent whose seat it reclaims', () =>
    given(...full, started('bob-2'))
      .when(start('cat-1', { lapsed: lapsed(['bob-2', '09:04'], ['ann-1', '09:05'], ['bob-1', '09:02']) }))
      .then(reclaimed('bob-2', '09:04'), reclaimed('bob-1', '09:02'), started('cat-1')));

  it.each([
    ['09:01', '09:02', '09:03', 'ann-1'],
    ['09:02', '09:01', '09:03', 'bob-1'],
    ['09:03', '09:02', '09:01', 'dan-1'],
    ['09:03', '09:01', '09:02', 'bob-1'],
  ])('L2 of agents silent since %s, %s and %s, %s goes first', (ann, bob, dan, first) => {
    const three = [...full, capacity(0, 3), assigned('dan'), started('dan-1')];
    const silent: [string, string][] = [
      ['ann-1', ann],
      ['bob-1', bob],
      ['dan-1', dan],
    ];
    given(...three)
      .when(start('cat-1', { lapsed: lapsed(...silent) }))
      .then(reclaimed(first, '09:01'), started('cat-1'));
  });

  it('L2 passes over named, ended and unknown sessions', () =>
    given(...full, capacity(1, 2), assigned('dan', 'named'), started('dan-1', 'named'))
      .when(start('cat-1', { lapsed: lapsed(['dan-1', '09:00'], ['eve-1', '09:00']) }))
      .thenRefused('ALL_SHARED_SEATS_IN_USE'));

  it('L2 in a pool that is over by one reclaims two, or refuses and ends nobody', () => {
    const over = [...full, capacity(0, 1)];
    given(...over)
      .when(start('cat-1', { lapsed: lapsed(['ann-1', '09:05']) }))
      .thenRefused('ALL_SHARED_SEATS_IN_USE');
    given(...over)
      .when(start('cat-1', { lapsed: lapsed(['ann-1', '09:05'], ['bob-1', '09:06']) }))
      .then(reclaimed('ann-1', '09:05'), reclaimed('bob-1', '09:06'), started('cat-1'));
  });

  it('O4 tells the gate how many seats could be freed, ending nothing', () => {
    const pool = given(...full, started('bob-2')).state();
    expect(reclaimableSeats(lapsed(['ann-1', '09:05'], ['bob-1', '09:05']), pool)).toBe(1);
    expect(pool.sessions.size).toBe(3);
  });

  it('L2 the sweeper ends lapsed sessions of both kinds of seats', () =>
    given(...full, assigned('dan', 'named'), started('dan-1', 'named'))
      .when(
        timed({
          type: 'ExpireLeases',
          data: { lapsed: lapsed(['ann-1', '09:05'], ['dan-1', '09:06'], ['eve-1', '09:00']) },
        }),
      )
      .then(
        ended('ann-1', 'lease-expired', { lastSeen: '09:05' }),
        ended('dan-1', 'lease-expired', { seatType: 'named', lastSeen: '09:06' }),
      ));

  it('L2 it was the lease that ended the session, whoever’s start reclaimed it', () => {
    const pool = given(...full, at('09:10', ended('bob-1', 'lease-expired'), { kind: 'user', id: 'cat' })).state();
    expect(pool.recentlyEnded.get('bob-1')?.endedBy).toEqual(LEASE_SWEEPER);
  });

  it('L3 a heartbeat after the end learns why and by whom', () => {
    const pool = given(...full, at('09:10', ended('ann-1', 'not-in-use', { note: 'lunch' }))).state();
    expect(() => requireOpenSession(pool, 'ann-1', 'ann')).toThrow(
      expect.objectContaining({
        code: 'SESSION_ENDED',
        details: {
          detail: 'The session has ended.',
          reason: 'not-in-use',
          endedBy: { kind: 'user', id: 'ada' },
          endedAt: day('09:10'),
        },
      }),
    );
  });

  it('L3 a heartbeat finds its own open session and nobody else’s', () => {
    const pool = given(...full).state();
    expect(requireOpenSession(pool, 'ann-1', 'ann').sessionId).toBe('ann-1');
    expect(requireOpenSession(pool, 'ann-1', null).sessionId).toBe('ann-1');
    const unknown = expect.objectContaining({ code: 'NOT_FOUND', details: { detail: 'There is no such session.' } });
    expect(() => requireOpenSession(pool, 'ann-1', 'bob')).toThrow(unknown);
    expect(() => requireOpenSession(pool, 'eve-1', 'eve')).toThrow(unknown);
  });
});
