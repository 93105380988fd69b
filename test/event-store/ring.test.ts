import { Ring } from '../../src/event-store/sqlite/ring.ts';
import { range } from './contract.ts';

const row = (position: number, data = '{"n":1}') => ({
  position,
  stream: 'cart-1',
  revision: position - 1,
  type: 'Added',
  recordedAtMs: 0,
  id: `id-${position}`,
  data,
  metadata: '{}',
});
const reached = (ring: Ring, upTo: number) => range(upTo + 1).filter((after) => ring.reaches(after));

describe('The ring of recent events', () => {
  it('is empty at first: it reaches the end of the log and no further', () => {
    expect(reached(new Ring(5, { count: 3, bytes: 100_000 }), 5)).toEqual([5]);
  });

  it('holds the last ones, as many as it may', () => {
    const ring = new Ring(5, { count: 3, bytes: 100_000 });
    for (const position of [6, 7]) ring.push(row(position));
    expect(reached(ring, 7)).toEqual([5, 6, 7]);
    for (const position of [8, 9, 10]) ring.push(row(position));
    expect(reached(ring, 10)).toEqual([7, 8, 9, 10]);
    expect([8, 9, 10].map((position) => ring.event(position).id)).toEqual(['id-8', 'id-9', 'id-10']);
  });

  it('holds fewer when they are large, but always the last', () => {
    const ring = new Ring(0, { count: 100, bytes: 10_000 });
    for (const position of range(50)) ring.push(row(position + 1, JSON.stringify('x'.repeat(1_000))));
    expect(reached(ring, 50)).toEqual([47, 48, 49, 50]);
    ring.push(row(51, JSON.stringify('x'.repeat(90_000))));
    expect(reached(ring, 51)).toEqual([50, 51]);
    ring.push(row(52));
    expect(reached(ring, 52)).toEqual([51, 52]);
  });

  it('parses an event once, for everybody', () => {
    const ring = new Ring(0, { count: 3, bytes: 10_000 });
    ring.push(row(1));
    expect(ring.named(1)).toMatchObject({ type: 'Added', stream: 'cart-1' });
    expect(ring.event(1)).toBe(ring.event(1));
    expect(ring.event(1)).toMatchObject({ data: { n: 1 }, recordedAt: '1970-01-01T00:00:00.000Z' });
  });
});
