import { describe, expect, it } from '@jest/globals';
import { unchangedItems } from '../../admin/src/api/unchanged-items.ts';
import { type Piece, piecesOf } from '../../admin/src/parts/table/row-window.ts';

const IDS = Array.from({ length: 500 }, (_, index) => `s${index}`);
const rowsOf = (pieces: Piece[]) => pieces.flatMap((piece) => ('row' in piece ? [piece.row] : []));
const heightOf = (pieces: Piece[], ofRow: (row: number) => number) =>
  pieces.reduce((sum, piece) => sum + ('row' in piece ? ofRow(piece.row) : piece.gapPx), 0);

describe('which rows of a long list are drawn', () => {
  const heights = new Map(IDS.map((id, index) => [id, index % 2 === 0 ? 40 : 60]));
  const height = (row: number) => heights.get(IDS[row]!)!;

  it('those near the screen, in order, with room for the others: the list is as high as if all were drawn', () => {
    const pieces = piecesOf(IDS, heights, { fromPx: 1_000, toPx: 1_500 });
    expect(rowsOf(pieces)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    expect(heightOf(pieces, height)).toBe(25_000);
  });

  it('also the one with the focus, wherever it is', () => {
    const pieces = piecesOf(IDS, heights, { fromPx: 0, toPx: 100 }, 's400');
    expect(rowsOf(pieces)).toEqual([0, 1, 400]);
    expect(heightOf(pieces, height)).toBe(25_000);
  });

  it('takes rows that were never drawn to be like the others', () =>
    expect(heightOf(piecesOf(IDS, new Map([['s0', 50]]), { fromPx: 0, toPx: 60 }), () => 50)).toBe(25_000));

  it('all of a list that ends above the screen make room', () =>
    expect(piecesOf(IDS.slice(0, 2), heights, { fromPx: 900, toPx: 1_500 })).toEqual([{ gapPx: 100, before: 2 }]));
});

describe('a list that is read again', () => {
  type Item = { id: string; phase: string };
  const page = (...items: Item[]) => ({ pages: [{ items, total: items.length }] });
  const share = unchangedItems<Item>(({ id }) => id);

  it('keeps the objects of items that did not change, wherever they stand now', () => {
    const [one, two, three] = ['one', 'two', 'three'].map((id) => ({ id, phase: 'waiting' })) as [Item, Item, Item];
    const now = share(page(one, two, three), page({ ...three }, { ...two, phase: 'connected' })) as ReturnType<
      typeof page
    >;
    expect(now.pages[0]!.items[0]).toBe(three);
    expect(now.pages[0]!.items[1]).toEqual({ id: 'two', phase: 'connected' });
    expect(now.pages[0]!.total).toBe(2);
  });

  it('takes a first answer as it is', () => {
    const first = page({ id: 'one', phase: 'waiting' });
    expect(share(undefined, first)).toEqual(first);
  });
});
