import { type RefCallback, useCallback, useEffect, useMemo, useRef, useState } from 'react';

/** Lists up to this long are drawn whole. */
const DRAWN_WHOLE = 60;
/** Drawn beyond each edge of the screen, so that scrolling and tabbing meet rows rather than blanks. */
const BEYOND_PX = 600;
/** The window moves by this much at a time. */
const STEP_PX = 300;
/** Of a row that was never drawn, until one was. */
const GUESSED_ROW_PX = 46;
/** Of rows that come and go for days, no more than these are known. */
const HEIGHTS_KEPT = 2_000;

/** One after the other from the top: a row by its index, or room for rows that are not drawn. */
export type Piece = { row: number } | { gapPx: number; before: number };
type Span = { fromPx: number; toPx: number };

/**
 * Which of many rows to draw: those near the screen, and the one with the focus, wherever it is. Hundreds of rows that change
 * ten times a second cost as much as those that can be seen. Rows keep their keys, so that whatever stays keeps its state.
 */
export function useRowWindow(ids: readonly string[]) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [span, setSpan] = useState<Span>(() => ({ fromPx: 0, toPx: window.innerHeight + BEYOND_PX }));
  const [focused, setFocused] = useState<string>();
  const { heights, measure } = useHeights();
  const isLong = ids.length > DRAWN_WHOLE;

  useEffect(() => {
    if (!isLong) return undefined;
    let frame = 0;
    const look = () => {
      frame = 0;
      const top = body.current?.getBoundingClientRect().top ?? 0;
      const fromPx = Math.floor((-top - BEYOND_PX) / STEP_PX) * STEP_PX;
      const toPx = Math.ceil((window.innerHeight - top + BEYOND_PX) / STEP_PX) * STEP_PX;
      setSpan((before) => (before.fromPx === fromPx && before.toPx === toPx ? before : { fromPx, toPx }));
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    window.addEventListener('scroll', soon, { passive: true });
    window.addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', soon);
      window.removeEventListener('resize', soon);
    };
  }, [isLong]);

  const pieces = useMemo(
    () => (isLong ? piecesOf(ids, heights, span, focused) : ids.map((_, row) => ({ row }))),
    [ids, isLong, heights, span, focused],
  );
  return { body, pieces, measure: isLong ? measure : undefined, setFocused };
}

/** How high rows are, by id, as the browser tells it of those that are drawn. */
function useHeights() {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  const [observer] = useState(
    () =>
      new ResizeObserver((entries) =>
        setHeights((before) => {
          const told = entries.flatMap(({ target, borderBoxSize: [box] }) => {
            const id = (target as HTMLElement).dataset.id;
            return id !== undefined && box && target.isConnected ? [[id, box.blockSize] as const] : [];
          });
          if (told.every(([id, px]) => before.get(id) === px)) return before;
          return new Map([...(before.size < HEIGHTS_KEPT ? before : []), ...told]);
        }),
      ),
  );
  useEffect(() => () => observer.disconnect(), [observer]);
  const measure: RefCallback<HTMLTableRowElement> = useCallback(
    (row) => {
      if (!row) return undefined;
      observer.observe(row);
      return () => observer.unobserve(row);
    },
    [observer],
  );
  return { heights, measure };
}

/** @param span what of the list is near the screen, in pixels from its first row. */
export function piecesOf(
  ids: readonly string[],
  heights: ReadonlyMap<string, number>,
  { fromPx, toPx }: Span,
  focused?: string,
): Piece[] {
  const usual = average(heights) ?? GUESSED_ROW_PX;
  const pieces: Piece[] = [];
  let top = 0;
  let gapPx = 0;
  for (const [row, id] of ids.entries()) {
    const height = heights.get(id) ?? usual;
    const isDrawn = (top + height > fromPx && top < toPx) || id === focused;
    top += height;
    if (!isDrawn) gapPx += height;
    else {
      if (gapPx > 0) pieces.push({ gapPx, before: row });
      gapPx = 0;
      pieces.push({ row });
    }
  }
  if (gapPx > 0) pieces.push({ gapPx, before: ids.length });
  return pieces;
}

function average(heights: ReadonlyMap<string, number>): number | undefined {
  if (heights.size === 0) return undefined;
  let sum = 0;
  for (const height of heights.values()) sum += height;
  return sum / heights.size;
}
