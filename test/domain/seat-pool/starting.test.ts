import { ALL_SHARED_SEATS_IN_USE } from '../../../src/domain/refusal.ts';
import { AGENT_MAX_SESSIONS, seatPool } from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { occupiedSeats, occupies, RECENTLY_ENDED_MAX, sessionsOf } from '../../../src/domain/seat-pool/seat-pool.ts';
import { givenFor } from '../given.ts';
import { assigned, capacity, connected, ended, endRequested, sharedBy, start, started } from './words.ts';

const given = givenFor(seatPool);

describe('starting', () => {
  it('S1 never refuses the holder of a named seat, and counts nothing', () => {
    const full = [capacity(1, 1), assigned('ann'), started('ann-1'), assigned('bob', 'named')];
    given(...full)
      .when(start('bob-1'))
      .then(started('bob-1', 'named'));
    const pool = given(...full, started('bob-1', 'named')).state();
    expect([occupiedSeats(pool), occupies(pool, 'bob')]).toEqual([1, false]);
  });

  it('S2 grants the last shared seat', () =>
    given(...sharedBy(2, 'ann', 'bob'), started('ann-1'))
      .when(start('bob-1'))
      .then(started('bob-1')));

  it('S6 bounds what one removal has to end: no agent opens sessions without limit', () => {
    const open = Array.from({ length: AGENT_MAX_SESSIONS }, (_, index) => started(`ann-${index}`));
    given(...sharedBy(2, 'ann'), ...open.slice(1))
      .when(start('ann-new'))
      .then(started('ann-new'));
    given(...sharedBy(2, 'ann'), ...open)
      .when(start('ann-new'))
      .thenRefused('VALIDATION_FAILED', {
        detail: 'The agent has 100 open sessions on this product. End one of them first.',
      });
  });

  it('O5 refuses the next agent with the sentence, the figures and, for the record, who held the seats', () => {
    const refusal = given(...sharedBy(2, 'ann', 'bob', 'cat'), started('ann-1'), started('bob-1'))
      .when(start('cat-1'))
      .refusal();
    expect(refusal.code).toBe('ALL_SHARED_SEATS_IN_USE');
    expect(refusal.details).toEqual({
      title: 'All shared seats are in use. To start a session, please wait for an available seat.',
      detail: 'You can wait in line for a seat, or ask an admin to clear a shared seat that is not in use.',
      estimatedWaitSeconds: null,
      capacity: 2,
      inUse: 2,
      waiting: 0,
      retryAfterSeconds: 30,
      occupants: ['ann', 'bob'],
    });
    expect(ALL_SHARED_SEATS_IN_USE).toBe(refusal.details.title);
  });

  it('O1 occupies from the moment the session is there, waiting or connected', () => {
    const pool = given(...sharedBy(1, 'ann'), started('ann-1')).state();
    expect([pool.sessions.get('ann-1')?.phase, occupiedSeats(pool)]).toEqual(['waiting', 1]);
    given(...sharedBy(1, 'ann', 'bob'), started('ann-1'), connected('ann-1'))
      .when(start('bob-1'))
      .thenRefused('ALL_SHARED_SEATS_IN_USE');
  });

  it('O1 occupies from sign-in where the product says so: no support key, signed in', () => {
    const event = { ...started('ann-1'), data: { ...started('ann-1').data, supportKeyHash: null } } as ReturnType<
      typeof started
    >;
    given(...sharedBy(1, 'ann'))
      .when(start('ann-1', { occupiedFrom: 'sign-in', supportKeyHash: 'stray' }))
      .then(event);
    const pool = given(...sharedBy(1, 'ann'), event).state();
    expect([pool.sessions.get('ann-1')?.phase, occupiedSeats(pool)]).toEqual(['signed-in', 1]);
  });

  it('O2 gives an agent a second session in a full pool without a second seat', () => {
    const full = [...sharedBy(1, 'ann'), started('ann-1')];
    given(...full)
      .when(start('ann-2'))
      .then(started('ann-2'));
    expect(occupiedSeats(given(...full, started('ann-2')).state())).toBe(1);
  });

  it('O2 gives an agent who occupies a second session also when the pool is over', () =>
    given(...sharedBy(1, 'ann'), started('ann-1'), capacity(0, 0))
      .when(start('ann-2'))
      .then(started('ann-2')));

  it('O2 frees the seat only when the last session ends', () => {
    const one = [...sharedBy(1, 'ann', 'bob'), started('ann-1'), started('ann-2'), ended('ann-1', 'ended-by-agent')];
    given(...one)
      .when(start('bob-1'))
      .thenRefused('ALL_SHARED_SEATS_IN_USE');
    given(...one, ended('ann-2', 'ended-by-agent'))
      .when(start('bob-1'))
      .then(started('bob-1'));
  });

  it('refuses whoever has no seat assigned', () =>
    given(...sharedBy(1, 'ann'))
      .when(start('bob-1'))
      .thenRefused('NO_SEAT_ASSIGNED', {
        detail: 'No seat for this product is assigned to the agent. An admin can assign one.',
      }));

  it('takes the start of an open session as a repeat, also in a full pool', () =>
    given(...sharedBy(1, 'ann'), started('ann-1'))
      .when(start('ann-1'))
      .thenNothing());

  it('takes the late start of an ended session as a repeat: it starts nothing twice', () =>
    given(...sharedBy(1, 'ann'), started('ann-1'), ended('ann-1', 'ended-by-agent'))
      .when(start('ann-1'))
      .thenNothing());

  it('refuses the id of another agent’s session', () =>
    given(...sharedBy(2, 'ann', 'bob'), started('ann-1'))
      .when(start('ann-1', { agentId: 'bob' }))
      .thenRefused('VALIDATION_FAILED', { detail: 'The session id is in use by another agent.' }));
});

describe('the fold', () => {
  it('remembers the last 250 ended sessions and forgets the oldest first', () => {
    const facts = Array.from({ length: RECENTLY_ENDED_MAX + 2 }, (_, index) => [
      started(`ann-${index}`),
      ended(`ann-${index}`, 'ended-by-agent'),
    ]).flat();
    const { recentlyEnded } = given(...facts).state();
    expect(recentlyEnded.size).toBe(RECENTLY_ENDED_MAX);
    expect([...recentlyEnded.keys()][0]).toBe('ann-2');
  });

  it('is total: facts about sessions it does not know, facts twice and newer facts pass', () => {
    const newer = { type: 'SeatOffered', data: { ticketId: 't', agentId: 'ann' } } as never;
    const strays = [connected('eve-1'), endRequested('eve-1', '09:10'), ended('eve-1', 'other'), newer];
    const pool = given(...sharedBy(1, 'ann'), started('ann-1'), started('ann-1'), ...strays).state();
    expect(occupiedSeats(pool)).toBe(1);
    expect(pool.sessions.size).toBe(1);
    expect(pool.recentlyEnded.size).toBe(0);
    expect(pool.occupants.get('ann')).toBe(1);
  });

  it('O2 keeps the sessions an agent has left', () => {
    const pool = given(started('ann-1'), started('ann-2'), ended('ann-1', 'ended-by-agent')).state();
    expect(sessionsOf(pool, 'ann').map(({ sessionId }) => sessionId)).toEqual(['ann-2']);
  });

  it('S1 the end of a named session frees no shared seat', () => {
    const pool = given(
      started('ann-1'),
      started('ann-2', 'named'),
      ended('ann-2', 'other', { seatType: 'named' }),
    ).state();
    expect(occupies(pool, 'ann')).toBe(true);
  });

  it('lets an agent’s sessions be found, and forgets agents with none', () => {
    const facts = [started('ann-1'), started('ann-2'), started('bob-1'), ended('bob-1', 'ended-by-agent')];
    const pool = given(...facts).state();
    expect(sessionsOf(pool, 'ann').map(({ sessionId }) => sessionId)).toEqual(['ann-1', 'ann-2']);
    expect(sessionsOf(pool, 'bob')).toHaveLength(0);
    expect([...pool.sessionsByAgent.keys()]).toEqual(['ann']);
    expect([...pool.occupants.keys()]).toEqual(['ann']);
  });
});
