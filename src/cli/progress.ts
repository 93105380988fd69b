import cliProgress from 'cli-progress';
import type { Position } from '../event-store/event-store.ts';

export type OnProgress = (position: Position, head: Position) => void;

/** Shows on a terminal how far the work has come in the log; says nothing where nobody watches. */
export async function withProgress<T>(title: string, work: (onProgress: OnProgress) => Promise<T>): Promise<T> {
  if (!process.stderr.isTTY) return work(() => {});
  const bar = new cliProgress.SingleBar({
    format: `${title} {bar} {percentage} %, {eta_formatted} left`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  let isShown = false;
  try {
    return await work((position, head) => {
      if (isShown) bar.update(position);
      else bar.start(head, position);
      isShown = true;
    });
  } finally {
    if (isShown) bar.stop();
  }
}
