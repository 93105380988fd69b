import type { Catalogue, Product } from '../../domain/catalogue.ts';
import { seatPool, type SeatPoolCommand } from '../../domain/seat-pool/seat-pool.decide.ts';
import type { SeatPool, SeatPoolEvent } from '../../domain/seat-pool/seat-pool.ts';
import {
  SEAT_POOL_SNAPSHOT_VERSION,
  seatPoolFromJson,
  seatPoolToJson,
} from '../../domain/seat-pool/seat-pool.snapshot.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { JsonObject } from '../../event-store/event-store.ts';
import type { CommandContext } from '../runner/command-context.ts';
import type { Outcome } from '../runner/command-batch.ts';
import { CommandRunner } from '../runner/command-runner.ts';
import type { Leases } from './leases.ts';
import type { Snapshots } from '../runner/resident-states.ts';

const SNAPSHOT_EVERY_EVENTS = 1_000;
/** Sessions one append ends: below the store's limit on a batch, whatever else the batch holds. */
export const SESSIONS_AN_APPEND = 200;

export type ReservedKey = { key: string; hash: string; cancel(): void };

/** Nine digits, unique among open sessions; never stored in clear (`src/auth/support-keys.ts`). */
export type SupportKeys = {
  /** `cancel` gives the key back when the session was refused; it does nothing to a key the session had before. */
  reserve(sessionId: string): ReservedKey | Promise<ReservedKey>;
  /** The key once given to this session, from the hash that was stored with it. */
  recover(sessionId: string, hash: string): string;
  /** The session has ended: its key may be given to another. */
  releaseOf(sessionId: string): void;
};

/** A stored product that the catalogue no longer lists reads as unknown. */
const seatPoolStream = (account: string, product: string): string => `seatPool-${account}.${product}`;

/** Every command to a pool goes through here: what ended gives its support key and its lease back. */
export class PoolRunner {
  readonly runner: CommandRunner<SeatPool, SeatPoolCommand, SeatPoolEvent>;

  constructor(
    log: EventLog,
    private readonly leases: Leases,
    private readonly supportKeys: SupportKeys,
    snapshots: Snapshots,
    onSnapshotError: (error: unknown) => void,
  ) {
    this.runner = new CommandRunner(log, seatPool, {
      weigh: ({ assignments, sessions, recentlyEnded }) => assignments.size + sessions.size + recentlyEnded.size,
      snapshot: {
        snapshots,
        version: SEAT_POOL_SNAPSHOT_VERSION,
        every: SNAPSHOT_EVERY_EVENTS,
        toJson: (pool) => seatPoolToJson(pool) as unknown as JsonObject,
        fromJson: seatPoolFromJson,
        onError: onSnapshotError,
      },
    });
  }

  async run<Value = undefined>(
    context: CommandContext,
    product: Product,
    command: SeatPoolCommand | ((pool: SeatPool) => SeatPoolCommand),
    select?: (pool: SeatPool, events: SeatPoolEvent[]) => Value,
  ): Promise<Outcome<SeatPoolEvent, Value>> {
    const stream = seatPoolStream(context.account, product.id);
    const handOver = () => this.runner.run(stream, command, context, select);
    const outcome = await (context.turn ? context.turn.take(handOver) : handOver());
    const ended = outcome.events.flatMap((event) => (event.type === 'SessionEnded' ? event.data.sessionId : []));
    if (ended.length > 0) this.leases.forget(ended);
    for (const sessionId of ended) this.supportKeys.releaseOf(sessionId);
    return outcome;
  }

  /** Snapshots hold what agents' apps said of themselves in clear; a pool is folded from its stream when it has none. */
  async forgetSnapshots(account: string, products: Catalogue): Promise<void> {
    for (const product of products.keys()) await this.runner.forgetSnapshot(seatPoolStream(account, product));
  }

  /** Reads a pool as of now, in its turn among the commands. */
  ask<Value>(
    account: string,
    product: Product,
    select: (pool: SeatPool) => Value,
    options?: { mayBeStale: boolean },
  ): Promise<Value> {
    return this.runner.ask(seatPoolStream(account, product.id), select, options);
  }
}
