import { clockTime, dateOf, exactInstant } from '../../format.ts';

const INSTANT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/;

/** A sentence of the history; instants in it are told as the reader tells time. */
export function Sentence({ text }: { text: string }) {
  return (
    <bdi>
      {partsOf(text).map(({ part, start }) =>
        INSTANT.test(part) ? (
          <time key={start} dateTime={part} title={exactInstant(part)}>
            {dateOf(part)}, {clockTime(part)}
          </time>
        ) : (
          part
        ),
      )}
    </bdi>
  );
}

function partsOf(text: string): { part: string; start: number }[] {
  let start = 0;
  return text.split(INSTANT).map((part) => {
    const placed = { part, start };
    start += part.length;
    return placed;
  });
}
