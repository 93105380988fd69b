import { clockTime, dateOf, exactInstant } from '../format.ts';

const INSTANT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/;

/** A sentence of the history; instants in it are told as the reader tells time. */
export function Sentence({ text }: { text: string }) {
  const parts = text.split(INSTANT);
  return (
    <bdi>
      {parts.map((part, at) =>
        at % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sentence does not change.
          <time key={at} dateTime={part} title={exactInstant(part)}>
            {dateOf(part)}, {clockTime(part)}
          </time>
        ) : (
          part
        ),
      )}
    </bdi>
  );
}
