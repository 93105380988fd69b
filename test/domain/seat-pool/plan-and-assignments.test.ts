import { CAPACITY_MAX, seatPool } from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { assignedCount, freeSeats, occupiedSeats, overBy } from '../../../src/domain/seat-pool/seat-pool.ts';
import { givenFor } from '../given.ts';
import {
  assign,
  assigned,
  capacity,
  changeCapacity,
  ended,
  sharedBy,
  start,
  started,
  unassign,
  unassigned,
} from './words.ts';

const given = givenFor(seatPool);

describe('plan', () => {
  it('S5 changes the capacity at once, with its reason', () =>
    given()
      .when(changeCapacity(2, 10, 'autumn'))
      .then(capacity(2, 10, 'autumn')));

  it('S5 takes the same numbers as already so', () =>
    given(capacity(2, 10))
      .when(changeCapacity(2, 10, 'again'))
      .thenNothing());

  it.each([
    [3, 10],
    [2, 11],
  ])('S5 changes to %i named and %i shared seats when only one number differs', (named, concurrent) =>
    given(capacity(2, 10)).when(changeCapacity(named, concurrent)).then(capacity(named, concurrent)),
  );

  it('S5 lowers named capacity to what is assigned', () =>
    given(capacity(3, 0), assigned('ann', 'named'), assigned('bob', 'named'))
      .when(changeCapacity(2, 0))
      .then(capacity(2, 0)));

  it('S5 refuses named capacity below what is assigned, and says by how much', () =>
    given(capacity(3, 0), assigned('ann', 'named'), assigned('bob', 'named'))
      .when(changeCapacity(1, 0))
      .thenRefused('CAPACITY_BELOW_ASSIGNED', {
        assigned: 2,
        requested: 1,
        detail: '2 named seats are assigned. Remove 1 of them first.',
      }));

  it('S5 evicts nobody when shared capacity falls below what is occupied: the pool is over by n', () => {
    const facts = [...sharedBy(2, 'ann', 'bob'), started('ann-1'), started('bob-1')];
    given(...facts)
      .when(changeCapacity(0, 0))
      .then(capacity(0, 0));
    const pool = given(...facts, capacity(0, 0)).state();
    expect([occupiedSeats(pool), overBy(pool), freeSeats(pool)]).toEqual([2, 2, 0]);
  });

  it('S5 grants nothing while the pool is over, and again once it has drained', () => {
    const over = [
      ...sharedBy(3, 'ann', 'bob', 'cat', 'dan'),
      started('ann-1'),
      started('bob-1'),
      started('cat-1'),
      capacity(0, 2),
    ];
    given(...over)
      .when(start('dan-1'))
      .thenRefused('ALL_SHARED_SEATS_IN_USE');
    const drained = [...over, ended('ann-1', 'ended-by-agent')];
    given(...drained)
      .when(start('dan-1'))
      .thenRefused('ALL_SHARED_SEATS_IN_USE', { capacity: 2, inUse: 2 });
    given(...drained, ended('bob-1', 'ended-by-agent'))
      .when(start('dan-1'))
      .then(started('dan-1'));
  });

  it.each([-1, 1.5, Number.NaN, CAPACITY_MAX + 1])('refuses %p seats, naming the field', (seats) => {
    const message = 'must be a whole number from 0 to 1000000';
    given()
      .when(changeCapacity(seats, 0))
      .thenRefused('VALIDATION_FAILED', {
        detail: 'The capacity is not valid.',
        errors: [{ pointer: '/named', message }],
      });
    given()
      .when(changeCapacity(0, seats))
      .thenRefused('VALIDATION_FAILED', { errors: [{ pointer: '/concurrent', message }] });
  });

  it('allows a pool as large as the limit', () =>
    given().when(changeCapacity(CAPACITY_MAX, CAPACITY_MAX)).then(capacity(CAPACITY_MAX, CAPACITY_MAX)));
});

describe('assignments', () => {
  it('S2 assigns any number of people to the shared seats', () =>
    given(...sharedBy(1, 'ann', 'bob'))
      .when(assign('cat'))
      .then(assigned('cat')));

  it('S4 assigns the last named seat', () =>
    given(capacity(2, 0), assigned('ann', 'named')).when(assign('bob', 'named')).then(assigned('bob', 'named')));

  it('S4 refuses a named seat over capacity, with the hint to add licences, and converts nothing', () =>
    given(capacity(1, 5), assigned('ann', 'named')).when(assign('bob', 'named')).thenRefused('NO_SEAT_AVAILABLE', {
      capacity: 1,
      assigned: 1,
      detail: 'All 1 named seats are assigned. Remove one, or have the billing contact add licences to the plan.',
    }));

  it('S3 takes the type held as already so, also when the pool is full', () =>
    given(capacity(1, 0), assigned('ann', 'named')).when(assign('ann', 'named')).thenNothing());

  it('S3 replaces the other type; S6 its sessions end with it', () =>
    given(capacity(1, 1), assigned('ann'), started('ann-1'), started('ann-2'))
      .when(assign('ann', 'named'))
      .then(
        ended('ann-1', 'seat-removed'),
        ended('ann-2', 'seat-removed'),
        unassigned('ann', 'concurrent', 'replaced'),
        assigned('ann', 'named'),
      ));

  it('S3 frees the named seat that a shared one replaces', () => {
    const pool = given(capacity(1, 1), assigned('ann', 'named'), unassigned('ann', 'named'), assigned('ann')).state();
    expect([assignedCount(pool, 'named'), assignedCount(pool, 'concurrent')]).toEqual([0, 1]);
  });

  it('S3 counts a person once, whatever the facts say', () => {
    const pool = given(assigned('ann', 'named'), assigned('ann'), unassigned('bob', 'named')).state();
    expect([assignedCount(pool, 'named'), assignedCount(pool, 'concurrent')]).toEqual([0, 1]);
  });

  it('S4 ends nothing when the named seat that should replace the shared one is not there', () =>
    given(...sharedBy(1, 'ann'), started('ann-1'))
      .when(assign('ann', 'named'))
      .thenRefused('NO_SEAT_AVAILABLE'));

  it.each([
    ['user-suspended', 'user-suspended'],
    ['user-deleted', 'user-deleted'],
    ['left the team', 'seat-removed'],
    [null, 'seat-removed'],
  ] as const)('S6 ends the sessions on a seat removed for %p as %s', (reason, endReason) =>
    given(capacity(1, 0), assigned('ann', 'named'), assigned('bob'), started('ann-1', 'named'), started('bob-1'))
      .when(unassign('ann', reason))
      .then(ended('ann-1', endReason, { seatType: 'named' }), unassigned('ann', 'named', reason)),
  );

  it('removing what nobody holds changes nothing', () => given(capacity(1, 1)).when(unassign('ann')).thenNothing());
});
