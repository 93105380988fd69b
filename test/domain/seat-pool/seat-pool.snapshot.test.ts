import { seatPool } from '../../../src/domain/seat-pool/seat-pool.decide.ts';
import { seatPoolFromJson, seatPoolToJson } from '../../../src/domain/seat-pool/seat-pool.snapshot.ts';
import { fold } from '../given.ts';
import { assigned, capacity, connected, ended, endRequested, started } from './words.ts';

const facts = [
  capacity(1, 2),
  assigned('ann'),
  assigned('bob', 'named'),
  started('ann-1'),
  started('bob-1', 'named'),
  connected('ann-1'),
  endRequested('ann-1', '09:10'),
  ended('bob-1', 'security'),
];

describe('the snapshot of a pool', () => {
  it('comes back equal through JSON', () => {
    const pool = fold(seatPool, facts);
    expect(seatPoolFromJson(JSON.parse(JSON.stringify(seatPoolToJson(pool))))).toEqual(pool);
  });

  it('stands still while the pool it was taken of moves on, and the other way round', () => {
    const pool = fold(seatPool, [...facts, started('ann-2')]);
    const json = seatPoolToJson(pool);
    const written = JSON.stringify(json);
    fold(seatPool, [connected('ann-2')], pool);
    fold(seatPool, [connected('ann-2')], seatPoolFromJson(json));
    expect(JSON.stringify(json)).toBe(written);
  });
});
