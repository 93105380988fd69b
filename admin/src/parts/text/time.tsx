import { countdown, duration, exactInstant, relativeTime } from '../../format.ts';
import { useNow, useSeconds } from '../../now.ts';

/** How long ago, and on hover exactly when. */
export function When({ at }: { at: string }) {
  const text = relativeTime(at, useNow());
  return (
    <time dateTime={at} title={exactInstant(at)}>
      {text}
    </time>
  );
}

/** For how long by now, and on hover since exactly when. */
export function Since({ at }: { at: string }) {
  const text = duration(at, useNow());
  return (
    <time dateTime={at} title={exactInstant(at)}>
      {text}
    </time>
  );
}

export function Countdown({ to }: { to: string }) {
  const text = countdown(to, useSeconds());
  return (
    <time dateTime={to} title={exactInstant(to)}>
      {text}
    </time>
  );
}
