import { seatPool } from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { OFFERS_AN_APPEND_MAX } from '../../../src/domain/seat-pool/seat-pool.queue.decide.ts';
import { estimatedWaitSeconds } from '../../../src/domain/seat-pool/seat-pool.ts';
import { givenFor } from '../given.ts';
import {
  assign,
  assigned,
  at,
  capacity,
  changeCapacity,
  claim,
  end,
  ended,
  endedAsAsked,
  endedByAgent,
  endRequested,
  lapsed,
  later,
  offered,
  offerLapsed,
  reclaimed,
  request,
  requested,
  requestWithdrawn,
  sharedBy,
  start,
  started,
  tend,
  timed,
  unassign,
  unassigned,
  withdraw,
  withdrawnByAgent,
} from './words.ts';

const given = givenFor(seatPool);
/** One seat, held by ann; bob waits before cat. */
const LINE = [...sharedBy(1, 'ann', 'bob', 'cat', 'dan'), started('ann-1'), requested('bob-1'), requested('cat-1')];
/** And ann has left: the seat is held for bob. */
const OFFERED = [...LINE, endedByAgent('ann-1'), offered('bob-1')];

describe('taking a place', () => {
  it('Q1 a refused agent takes a ticket; asking again leaves it where it is', () => {
    given(...sharedBy(1, 'ann', 'bob'), started('ann-1'))
      .when(request('bob-1'))
      .then(requested('bob-1'));
    given(...LINE)
      .when(request('cat-2'))
      .thenNothing();
  });

  it('Q2 a seat that is free is offered at once', () =>
    given(...sharedBy(1, 'ann'))
      .when(request('ann-1'))
      .then(requested('ann-1'), offered('ann-1')));

  it('Q1 nobody is offered a seat past those who waited before', () =>
    given(...LINE)
      .when(request('dan-1'))
      .then(requested('dan-1')));

  it('needs a shared seat that the agent has not got', () => {
    given(...LINE)
      .when(request('eve-1'))
      .thenRefused('NO_SEAT_ASSIGNED');
    given(...LINE)
      .when(request('ann-2'))
      .thenRefused('VALIDATION_FAILED');
    given(capacity(1, 1), assigned('nora', 'named')).when(request('nora-1')).thenRefused('VALIDATION_FAILED');
  });

  it('Q2 whoever did not claim in time may queue again, behind those who wait', () =>
    given(...OFFERED)
      .when(request('bob-2', '09:01'))
      .then(offerLapsed('bob-1'), requested('bob-2'), offered('cat-1', '09:01:30')));
});

describe('what frees a seat offers it to the first in line in the same append', () => {
  it('Q2 an agent who ends their session', () =>
    given(...LINE)
      .when(end(['ann-1'], { reason: 'ended-by-agent' }))
      .then(endedByAgent('ann-1'), offered('bob-1')));

  it('Q4 an admin who clears a seat: the cleared agent goes to the back like anyone', () => {
    given(...LINE)
      .when(end(['ann-1']))
      .then(ended('ann-1', 'not-in-use'), offered('bob-1'));
    given(...LINE, ended('ann-1', 'not-in-use'), offered('bob-1'))
      .when(start('ann-2'))
      .thenRefused('ALL_SHARED_SEATS_IN_USE');
    given(...LINE, ended('ann-1', 'not-in-use'), offered('bob-1'))
      .when(request('ann-2'))
      .then(requested('ann-2'));
  });

  it('L2 a lease that lapses', () =>
    given(...LINE)
      .when(timed({ type: 'ExpireLeases', data: { lapsed: lapsed(['ann-1', '08:00']) } }))
      .then(ended('ann-1', 'lease-expired', { lastSeen: '08:00' }), offered('bob-1')));

  it('O3 a session that nobody joins', () =>
    given(...LINE)
      .when(timed({ type: 'EndUnjoined', data: { before: '2026-01-05T09:00:00.000Z' } }))
      .then(ended('ann-1', 'no-customer-joined'), offered('bob-1')));

  it('A2 a warning that runs out', () =>
    given(...LINE, endRequested('ann-1', '09:10'))
      .when(timed({ type: 'EndDue', data: { at: '2026-01-05T09:10:00.000Z' } }))
      .then(endedAsAsked('ann-1'), offered('bob-1')));

  it('S6 a seat that is removed, or replaced by a named one', () => {
    given(...LINE)
      .when(unassign('ann', 'user-suspended'))
      .then(ended('ann-1', 'user-suspended'), unassigned('ann', 'concurrent', 'user-suspended'), offered('bob-1'));
    given(...LINE, capacity(1, 1))
      .when(assign('ann', 'named'))
      .then(
        ended('ann-1', 'seat-removed'),
        unassigned('ann', 'concurrent', 'replaced'),
        assigned('ann', 'named'),
        offered('bob-1'),
      );
  });

  it('S5 a larger plan, as many as it adds', () =>
    given(...LINE)
      .when(changeCapacity(0, 3))
      .then(capacity(0, 3), offered('bob-1'), offered('cat-1')));

  it('O2 not the end of one of two sessions', () =>
    given(...LINE, started('ann-2'))
      .when(end(['ann-1']))
      .then(ended('ann-1', 'not-in-use')));

  it('S1 nor of one on a named seat', () =>
    given(...LINE, capacity(1, 1), assigned('nora', 'named'), started('nora-1', 'named'))
      .when(end(['nora-1']))
      .then(ended('nora-1', 'not-in-use', { seatType: 'named' })));

  it('S5 a pool that is over its capacity offers nothing until it has drained', () => {
    const over = [...sharedBy(3, 'ann', 'bob', 'cat', 'dan'), started('ann-1'), started('bob-1'), started('cat-1')];
    given(...over, requested('dan-1'), capacity(0, 1))
      .when(end(['ann-1']))
      .then(ended('ann-1', 'not-in-use'));
    given(...over, requested('dan-1'), capacity(0, 1))
      .when(end(['ann-1', 'bob-1', 'cat-1']))
      .then(...['ann-1', 'bob-1', 'cat-1'].map((id) => ended(id, 'not-in-use')), offered('dan-1'));
    given(...OFFERED, capacity(0, 0))
      .when(withdraw('bob-1'))
      .then(withdrawnByAgent('bob-1'));
  });

  it('an append offers so many; what is left is offered by the next', () => {
    const agents = Array.from({ length: OFFERS_AN_APPEND_MAX + 5 }, (_, n) => `agent${n}`);
    const crowd = [...sharedBy(0, ...agents), ...agents.map((agent) => requested(`${agent}-1`))];
    const offers = agents.map((agent) => offered(`${agent}-1`));
    const first = [capacity(0, 1_000), ...offers.slice(0, OFFERS_AN_APPEND_MAX)];
    expect(seatPool.decide(changeCapacity(0, 1_000), given(...crowd).state())).toEqual(first);
    given(...crowd, ...first)
      .when(tend())
      .then(...offers.slice(OFFERS_AN_APPEND_MAX));
    given(...crowd, ...first)
      .when(start('late-1'))
      .thenRefused('NO_SEAT_ASSIGNED');
    given(...crowd, ...first, assigned('late'))
      .when(start('late-1'))
      .thenRefused('ALL_SHARED_SEATS_IN_USE');
  });
});

describe('a seat that is held', () => {
  it('Q2 is the agent it was offered to: they start by a claim, or simply start', () => {
    given(...OFFERED)
      .when(claim('bob-1', 'bob-9'))
      .then(started('bob-9'));
    given(...OFFERED)
      .when(start('bob-9'))
      .then(started('bob-9'));
  });

  it('Q1 is nobody else', () => {
    given(...OFFERED)
      .when(start('dan-9'))
      .thenRefused('ALL_SHARED_SEATS_IN_USE', { capacity: 1, inUse: 0, waiting: 1 });
    given(...OFFERED)
      .when(claim('bob-1', 'dan-9'))
      .thenRefused('NOT_FOUND');
    given(...OFFERED)
      .when(claim('cat-1', 'cat-9'))
      .thenRefused('ALL_SHARED_SEATS_IN_USE', { place: 1 });
    given(...OFFERED)
      .when(claim('eve-1', 'eve-9'))
      .thenRefused('NOT_FOUND');
  });

  it('Q2 unclaimed it goes to the next when the window is over, not before', () => {
    given(...OFFERED)
      .when(tend('09:00'))
      .thenNothing();
    given(...OFFERED)
      .when(tend('09:01'))
      .then(offerLapsed('bob-1'), offered('cat-1', '09:01:30'));
    given(...OFFERED)
      .when(claim('bob-1', 'bob-9', '09:01'))
      .thenRefused('TICKET_ENDED', { reason: 'offer-lapsed' });
    given(...OFFERED, offerLapsed('bob-1'), offered('cat-1'))
      .when(claim('bob-1', 'bob-9'))
      .thenRefused('TICKET_ENDED', { reason: 'offer-lapsed' });
  });

  it('Q2 when nobody waits, what was not claimed in time is free at decision time', () => {
    const alone = [...sharedBy(1, 'ann', 'bob'), requested('bob-1'), offered('bob-1')];
    given(...alone)
      .when(start('ann-1'))
      .thenRefused('ALL_SHARED_SEATS_IN_USE');
    given(...alone)
      .when(later('09:01', start('ann-1')))
      .then(offerLapsed('bob-1'), started('ann-1'));
    given(...OFFERED)
      .when(later('09:01', start('dan-1')))
      .thenRefused('ALL_SHARED_SEATS_IN_USE');
    given(...OFFERED)
      .when(later('09:01', start('cat-9')))
      .then(offerLapsed('bob-1'), started('cat-9'));
  });

  it('claimed twice starts one session, of one agent', () => {
    given(...OFFERED, started('bob-9'))
      .when(claim('bob-1', 'bob-9'))
      .thenNothing();
    given(...OFFERED, started('bob-9'))
      .when(claim('bob-1', 'bob-8'))
      .thenRefused('TICKET_ENDED', { reason: 'claimed' });
  });

  it('L2 only the first in line takes the seat of a lapsed lease', () => {
    const dead = { lapsed: lapsed(['ann-1', '08:00']) };
    given(...LINE)
      .when(start('dan-1', dead))
      .thenRefused('ALL_SHARED_SEATS_IN_USE');
    given(...LINE)
      .when(start('bob-9', dead))
      .then(reclaimed('ann-1', '08:00'), started('bob-9'));
  });
});

describe('leaving the line', () => {
  it('Q1 an agent gives up, and who is behind moves up; what was held is offered on', () => {
    given(...LINE)
      .when(withdraw('bob-1'))
      .then(withdrawnByAgent('bob-1'));
    given(...LINE, withdrawnByAgent('bob-1'))
      .when(end(['ann-1']))
      .then(ended('ann-1', 'not-in-use'), offered('cat-1'));
    given(...OFFERED)
      .when(withdraw('bob-1'))
      .then(withdrawnByAgent('bob-1'), offered('cat-1'));
    given(...LINE)
      .when(withdraw('bob-1', 'cat'))
      .thenRefused('NOT_FOUND');
    given(...LINE, withdrawnByAgent('bob-1'))
      .when(claim('bob-1', 'bob-9'))
      .thenRefused('TICKET_ENDED', { reason: 'withdrawn-by-agent' });
  });

  it('Q3 a ticket lapses with its client, also when a seat is held for it', () => {
    const expire = timed({ type: 'ExpireLeases', data: { lapsed: lapsed(['bob-1', '08:00']) } });
    given(...LINE)
      .when(expire)
      .then(requestWithdrawn('bob-1', 'lease-expired'));
    given(...OFFERED)
      .when(expire)
      .then(requestWithdrawn('bob-1', 'lease-expired'), offered('cat-1'));
    given(...OFFERED, started('bob-9'))
      .when(expire)
      .thenNothing();
  });

  it.each(['user-suspended', 'user-deleted', null])('S6 with the reason %s it goes with the seat', (reason) =>
    given(...OFFERED)
      .when(unassign('bob', reason))
      .then(
        requestWithdrawn('bob-1', (reason ?? 'seat-removed') as 'seat-removed'),
        unassigned('bob', 'concurrent', reason),
        offered('cat-1'),
      ),
  );

  it('S1 whoever gets a named seat need not wait', () =>
    given(...LINE, capacity(1, 1))
      .when(assign('bob', 'named'))
      .then(
        requestWithdrawn('bob-1', 'named-seat-assigned'),
        unassigned('bob', 'concurrent', 'replaced'),
        assigned('bob', 'named'),
      ));
});

describe('how long it may take', () => {
  const pool = () =>
    given(
      ...sharedBy(1, 'ann', 'bob'),
      ...[1, 2, 3].flatMap((n) => [at(`09:0${n}`, started(`ann-${n}`)), at(`09:0${n}`, ended(`ann-${n}`, 'other'))]),
    ).state();
  const nowMs = Date.parse('2026-01-05T09:04:00.000Z');

  it('is the place times how often a seat came free lately, the time since the last included', () => {
    expect([0, 1, 3].map((place) => estimatedWaitSeconds(pool(), place, nowMs))).toEqual([0, 60, 180]);
    expect(estimatedWaitSeconds(pool(), 1, nowMs + 180_000)).toBe(120);
  });

  it('is not known where too little has happened', () =>
    expect(estimatedWaitSeconds(given(...LINE).state(), 1, nowMs)).toBeNull());
});
