import { seatPool } from '../../src/domain/seat-pool/seat-pool.decide.ts';
import type { SeatPoolEvent } from '../../src/domain/seat-pool/seat-pool.ts';
import { currentSchema, upcast } from '../../src/domain/upcast.ts';
import { fold } from './given.ts';
import { started } from './seat-pool/words.ts';

const schema1 = { sessionId: 'ann-1', agentId: 'ann', seatType: 'concurrent', platform: 'windows' };

describe('upcasting', () => {
  it('SessionStarted of schema 1 had neither device nor support key: both read as null', () => {
    expect(currentSchema('SessionStarted')).toBe(3);
    expect(upcast('SessionStarted', 1, schema1)).toEqual({ ...schema1, device: null, supportKeyHash: null });
  });

  it('what was lifted folds like what is written today', () => {
    const event = { type: 'SessionStarted', data: upcast('SessionStarted', 1, schema1) } as SeatPoolEvent;
    expect(fold(seatPool, [event]).sessions.get('ann-1')).toMatchObject({
      agentId: 'ann',
      phase: 'signed-in',
      device: null,
    });
  });

  it('passes on data of today, of types that never changed, and of a newer build', () => {
    const { data } = started('ann-1');
    expect(upcast('SessionStarted', 2, data)).toBe(data);
    expect(upcast('SessionStarted', 3, data)).toBe(data);
    expect(upcast('SessionStarted', 4, data)).toBe(data);
    expect(currentSchema('SeatAssigned')).toBe(1);
    expect(upcast('SeatAssigned', 1, data)).toBe(data);
    expect(currentSchema('toString')).toBe(1);
  });
});
