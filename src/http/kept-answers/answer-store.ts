import { HttpProblem } from '../problem.ts';

/** A day, as the contract promises; a client that retries later starts afresh. */
export const KEEP_FOR_MS = 24 * 60 * 60 * 1_000;

/** What a keyed command was answered. `body` may hold a secret that is shown once, so it rests sealed. */
export type KeptAnswer = { fingerprint: string; status: number; contentType: string; body: string };

/** Answers of keyed commands, for a day. */
export type AnswerStore = {
  /**
   * Takes a caller's key for a request, or finds what the first one under it was answered. While another process has the key, this
   * waits for its answer; from one that died it takes over. In one process, one asks for a key at a time.
   * @throws HttpProblem IDEMPOTENCY_KEY_REUSED the first was another request; OVERLOADED it takes too long.
   * @throws DatabaseUnavailable
   */
  lock(owner: string, key: string, fingerprint: string): Promise<KeyLock | KeptAnswer>;
  close(): Promise<void>;
};

/** A key that was taken. Sooner or later it is kept or released; of a process that dies it is taken by whoever asks next. */
export type KeyLock = {
  /** Resolves once the answer is written. */
  keep(answer: KeptAnswer): Promise<void>;
  /**
   * Whether the key is surely still ours, by this process's own clock.
   * @throws StoreUnavailable this process stood still: whoever asked for the key since may have run the command.
   */
  requireHeld(): void;
  /** There is no answer to keep: the key is free again. */
  release(): Promise<void>;
};

/** What is known under a key, if it is of this very request. @throws HttpProblem IDEMPOTENCY_KEY_REUSED */
export function sameRequest<Known extends { fingerprint: string }>(known: Known, fingerprint: string): Known {
  if (known.fingerprint !== fingerprint) throw new HttpProblem('IDEMPOTENCY_KEY_REUSED');
  return known;
}

/** What the seal of an answer is bound to. */
export const sealContext = (owner: string, key: string) => `answer:${owner}:${key}`;
