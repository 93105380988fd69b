import fc from 'fast-check';
import { DuePools } from '../../src/policies/due-pools.ts';

const poolOf = (n: number) => ({ account: 'acme', product: String(n) });

it('hands out what is due, the soonest first, and keeps the rest', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (instants, nowMs) => {
      const due = new DuePools();
      for (const atMs of instants) due.add(poolOf(atMs), atMs);
      const sorted = instants.toSorted((a, b) => a - b);
      expect(due.take(nowMs)).toEqual(sorted.filter((atMs) => atMs <= nowMs).map(poolOf));
      expect(due.take(20)).toEqual(sorted.filter((atMs) => atMs > nowMs).map(poolOf));
      expect(due.nextMs).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});
