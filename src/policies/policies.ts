import type { EventLog } from '../event-store/event-log.ts';
import {
  type Checkpoints,
  type FollowingPolicy,
  type PolicyLog,
  runFollowingPolicy,
  runTimedPolicy,
  type TimedPolicy,
} from './policy.ts';

export type StoppedPolicy = { name: string; error: string };

/** Runs all policies of this process. One that fails for good stops loudly and turns readiness red. */
export class Policies {
  readonly #abort = new AbortController();
  readonly #running: Promise<void>[] = [];
  readonly #stopped: StoppedPolicy[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly checkpoints: Checkpoints,
    private readonly logger: PolicyLog,
    private readonly firstPauseMs?: number,
  ) {}

  /** Aborts when the policies are to stop: for waits inside a policy. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  start(following: readonly FollowingPolicy[], timed: readonly TimedPolicy[]): void {
    const { log, checkpoints, logger, signal, firstPauseMs } = this;
    for (const policy of following) {
      const run = runFollowingPolicy(policy, { log, checkpoints, logger, signal, firstPauseMs });
      this.#running.push(run.catch((error: unknown) => this.#fail(policy.name, error)));
    }
    for (const policy of timed) this.#running.push(runTimedPolicy(policy, logger, signal));
  }

  /** Policies that have given up, and why. */
  get stopped(): readonly StoppedPolicy[] {
    return this.#stopped;
  }

  /** Lets the command under way finish. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await Promise.all(this.#running);
  }

  #fail(name: string, error: unknown): void {
    if (this.signal.aborted) return;
    this.#stopped.push({ name, error: error instanceof Error ? error.message : String(error) });
    this.logger.error({ policy: name, error }, 'A policy stopped; restart after mending the cause');
  }
}
