import { once } from 'node:events';

/**
 * Who does what only one node may do at a time: run a projection, run a policy. Nothing is fenced by a turn: a node may hear
 * a moment too late that it has lost one, so what it does must be safe beside a successor's (a checkpoint that moves only
 * from where it is believed to be, an expected revision, a command that may come twice).
 */
export type Leadership = {
  /**
   * Waits until the turn is ours and does the work; when the turn was lost meanwhile, waits for it again.
   * @param signal ends the waiting and the work.
   * @param work is to end soon after `mine` aborts: the turn is lost, or `signal` has aborted. When it ends by itself the
   * turn is given up. What it throws is thrown on.
   */
  whileLeading(name: string, signal: AbortSignal, work: (mine: AbortSignal) => Promise<void>): Promise<void>;
};

/** For one process that has nobody to share with: it is always its turn. */
export const soleLeader: Leadership = {
  whileLeading: (_name, signal, work) => work(signal),
};

/** Resolves when the signal has aborted: for holding a turn without doing anything. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
