import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readAfter } from './client.ts';
import { noteAnswered } from './reachability.ts';

export type Liveness = 'live' | 'connecting' | 'lost';

/** What the server says has changed, and which answers that makes old. */
const STALE: Record<string, QueryKey[]> = {
  'shared-sessions-changed': [['shared-sessions'], ['open-sessions'], ['plan'], ['audit']],
  'plan-changed': [['plan'], ['audit']],
  'users-changed': [['users'], ['groups'], ['me'], ['audit']],
};

/** However fast things change, a list is asked for no more often than this. */
const ASK_EVERY_MS = 600;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;
/** Without push, what is shown is asked for again. */
const POLL_EVERY_MS = 5_000;

/** Keeps what is shown up to date by the server's events; while there are none, by asking. Heals by itself. */
export function useLive(): Liveness {
  const client = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>('connecting');
  useEffect(() => {
    let source: EventSource | undefined;
    let retryMs = FIRST_RETRY_MS;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const stale = new Map<string, QueryKey>();
    let asking: ReturnType<typeof setTimeout> | undefined;

    const ask = () => {
      asking = undefined;
      for (const [name, queryKey] of stale) {
        // An answer that is under way may have left the server before the change: it is asked for again behind it.
        if (client.isFetching({ queryKey }) > 0) continue;
        stale.delete(name);
        void client.invalidateQueries({ queryKey });
      }
      if (stale.size > 0) asking = setTimeout(ask, ASK_EVERY_MS);
    };
    const outdate = (keys: readonly QueryKey[]) => {
      for (const key of keys) stale.set(String(key[0]), key);
      asking ??= setTimeout(ask, ASK_EVERY_MS);
    };
    const outdateAll = () => outdate(Object.values(STALE).flat());

    const connect = () => {
      source = new EventSource('/v1/stream?events=changes');
      source.onopen = () => {
        retryMs = FIRST_RETRY_MS;
        noteAnswered(true);
        setLiveness('live');
        outdateAll();
      };
      // A stream that ended is opened anew by the browser; one that was refused is not.
      source.onerror = () => {
        setLiveness('lost');
        source?.close();
        clearTimeout(retry);
        retry = setTimeout(connect, retryMs);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      };
      for (const [type, keys] of Object.entries(STALE))
        source.addEventListener(type, ({ lastEventId }) => {
          readAfter(lastEventId);
          outdate(keys);
        });
    };
    connect();
    const polling = setInterval(() => {
      if (source?.readyState !== EventSource.OPEN && document.visibilityState === 'visible') outdateAll();
    }, POLL_EVERY_MS);
    return () => {
      source?.close();
      clearTimeout(retry);
      clearTimeout(asking);
      clearInterval(polling);
    };
  }, [client]);
  return liveness;
}
