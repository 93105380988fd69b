import { LRUCache } from 'lru-cache';
import {
  DENIAL_WINDOW_SECONDS,
  seatDenial,
  type SeatDenialCommand,
  type SeatDenialEvent,
  type SeatDenials,
} from '../../domain/seat-pool/seat-denial.ts';
import { seatDenialStream } from '../../domain/streams.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { Clock } from '../../common/clock.ts';
import { type CommandContext, systemContext } from '../runner/command-context.ts';
import { CommandRunner } from '../runner/command-runner.ts';
import { newId } from '../../common/ids.ts';

/** Agents whose repeats are folded at once; beyond it the longest idle starts a record of its own. */
const MAX_AGENTS = 20_000;
/** Holders that a record names. In a larger pool the pool's own stream, read as of then, has them all. */
const MAX_OCCUPANTS = 200;

type Denial = { agentId: string; capacity: number; occupants: string[]; queued: number };
type Fold = {
  account: string;
  product: string;
  denial: Denial;
  count: number;
  firstAt: string;
  lastAt: string;
  writtenMs: number;
};

/**
 * O6: refusals as facts. An agent's first refusal is written at once; its repeats within a minute only count, and the count
 * goes into that agent's next record, which `flush` writes when the minute is over. A crash forgets repeats, never a first.
 */
export class Denials {
  readonly runner: CommandRunner<SeatDenials, SeatDenialCommand, SeatDenialEvent>;
  readonly #folds = new LRUCache<string, Fold>({ max: MAX_AGENTS });

  constructor(
    log: EventLog,
    private readonly clock: Clock,
  ) {
    this.runner = new CommandRunner(log, seatDenial);
  }

  async record(context: CommandContext, product: string, denial: Denial): Promise<void> {
    const key = `${context.account}.${product}/${denial.agentId}`;
    const fold = this.#folds.get(key);
    const nowMs = this.clock.nowMs();
    if (fold && nowMs - fold.writtenMs < DENIAL_WINDOW_SECONDS * 1_000) {
      this.#folds.set(key, {
        ...fold,
        denial,
        count: fold.count + 1,
        firstAt: fold.count === 0 ? context.at : fold.firstAt,
        lastAt: context.at,
      });
      return;
    }
    const pending = fold?.count ?? 0;
    const firstAt = pending > 0 && fold ? fold.firstAt : context.at;
    const { account } = context;
    this.#folds.set(key, {
      account,
      product,
      denial,
      count: 0,
      firstAt: context.at,
      lastAt: context.at,
      writtenMs: nowMs,
    });
    await this.#write(context, product, { ...denial, count: pending + 1, firstAt, lastAt: context.at });
  }

  /** Writes what has been folded and whose minute is over. */
  async flush(): Promise<void> {
    const nowMs = this.clock.nowMs();
    for (const [key, fold] of [...this.#folds.entries()]) {
      if (nowMs - fold.writtenMs < DENIAL_WINDOW_SECONDS * 1_000) continue;
      this.#folds.delete(key);
      if (fold.count === 0) continue;
      const { account, product, denial, count, firstAt, lastAt } = fold;
      const system = systemContext('denial-recorder', account, this.clock.now(), { commandId: newId() });
      const context = { ...system, onBehalfOf: denial.agentId };
      await this.#write(context, product, { ...denial, count, firstAt, lastAt });
    }
  }

  async #write(context: CommandContext, product: string, denial: SeatDenialEvent['data']): Promise<void> {
    const named = { ...denial, occupants: denial.occupants.slice(0, MAX_OCCUPANTS) };
    const command: SeatDenialCommand = { type: 'RecordDenial', data: { at: context.at, denial: named } };
    await this.runner.run(seatDenialStream(context.account, product), command, context);
  }
}
