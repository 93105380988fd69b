import { jest } from '@jest/globals';

/** Time that passes at once, for a process that stood still: it notices by this clock only. */
export function stopwatch() {
  const now = performance.now.bind(performance);
  let stoodStillMs = 0;
  const spy = jest.spyOn(performance, 'now').mockImplementation(() => now() + stoodStillMs);
  return {
    aMinute: () => {
      stoodStillMs += 60_000;
    },
    end: () => spy.mockRestore(),
  };
}
