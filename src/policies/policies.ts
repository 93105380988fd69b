import type { EventLog } from '../event-store/event-log.ts';
import { soleLeader, type Leadership, untilAborted } from '../nodes/leadership.ts';
import {
  type Checkpoints,
  type FollowingPolicy,
  type PolicyLog,
  runFollowingPolicy,
  runTimedPolicy,
  type TimedPolicy,
} from './policy.ts';

export type StoppedPolicy = { name: string; error: string };

type Options = { firstPauseMs?: number; leadership?: Leadership };

/**
 * Runs all policies of this process, each on one node at a time. One that fails for good stops loudly and turns readiness
 * red. It keeps its turn: passed on, it would fail on one node after the other, over and over. The next node tries when
 * this one has ended.
 */
export class Policies {
  readonly #abort = new AbortController();
  readonly #running: Promise<void>[] = [];
  readonly #stopped = new Set<StoppedPolicy>();

  constructor(
    private readonly log: EventLog,
    private readonly checkpoints: Checkpoints,
    private readonly logger: PolicyLog,
    private readonly options: Options = {},
  ) {}

  /** Aborts when the policies are to stop: for waits inside a policy. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  start(following: readonly FollowingPolicy[], timed: readonly TimedPolicy[]): void {
    const { signal } = this;
    const { leadership = soleLeader } = this.options;
    for (const policy of following)
      this.#running.push(leadership.whileLeading(turnOf(policy), signal, (mine) => this.#follow(policy, mine)));
    for (const policy of timed) {
      const whose = policy.onEveryNode ? soleLeader : leadership;
      this.#running.push(
        whose.whileLeading(turnOf(policy), signal, (mine) => runTimedPolicy(policy, this.logger, mine)),
      );
    }
  }

  /** Policies that have given up on this node, and why. */
  get stopped(): readonly StoppedPolicy[] {
    return [...this.#stopped];
  }

  /** Lets the command under way finish. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await Promise.all(this.#running);
  }

  async #follow(policy: FollowingPolicy, mine: AbortSignal): Promise<void> {
    const { log, checkpoints, logger } = this;
    const { firstPauseMs } = this.options;
    try {
      await runFollowingPolicy(policy, { log, checkpoints, logger, signal: mine, firstPauseMs });
    } catch (error) {
      if (!mine.aborted) await this.#stayStopped(policy.name, error, mine);
    }
  }

  async #stayStopped(name: string, error: unknown, mine: AbortSignal): Promise<void> {
    const stopped = { name, error: error instanceof Error ? error.message : String(error) };
    this.#stopped.add(stopped);
    this.logger.error({ policy: name, error }, 'A policy stopped; restart after mending the cause');
    await untilAborted(mine);
    // A turn that is lost is another node's, which tries for itself.
    if (!this.signal.aborted) this.#stopped.delete(stopped);
  }
}

const turnOf = ({ name }: { name: string }): string => `policy:${name}`;
