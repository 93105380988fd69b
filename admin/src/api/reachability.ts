import { useSyncExternalStore } from 'react';

/** Whether the last call was answered by the server at all. */
let reachable = true;
const listeners = new Set<() => void>();

export function noteAnswered(answered: boolean): void {
  if (answered === reachable) return;
  reachable = answered;
  for (const listener of listeners) listener();
}

export const useReachable = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reachable,
  );
