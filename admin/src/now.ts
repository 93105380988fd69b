import { useSyncExternalStore } from 'react';

/** One clock for the whole page: every text that tells a time changes in the same turn. */
function ticking(everyMs: number) {
  let nowMs = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  const tick = () => {
    nowMs = Date.now();
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    if (listeners.size === 0) {
      nowMs = Date.now();
      timer = setInterval(tick, everyMs);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) clearInterval(timer);
    };
  };
  return { subscribe, get: () => nowMs };
}

const slow = ticking(10_000);
const fast = ticking(1_000);

/** For "5 minutes ago". */
export const useNow = () => useSyncExternalStore(slow.subscribe, slow.get);
/** For countdowns. */
export const useSeconds = () => useSyncExternalStore(fast.subscribe, fast.get);
