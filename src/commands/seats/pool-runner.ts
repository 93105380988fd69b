import type { Catalogue, Product } from '../../domain/catalogue.ts';
import {
  type PoolTime,
  seatPool,
  type SeatPoolCommand,
  type SeatPoolIntent,
} from '../../domain/seat-pool/seat-pool.decide.ts';
import { offeredSeats, type SeatPool, type SeatPoolEvent, waitingCount } from '../../domain/seat-pool/seat-pool.ts';
import {
  SEAT_POOL_SNAPSHOT_VERSION,
  seatPoolFromJson,
  seatPoolToJson,
} from '../../domain/seat-pool/seat-pool.snapshot.ts';
import { seatPoolStream } from '../../domain/streams.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { JsonObject } from '../../event-store/event-store.ts';
import type { Clock } from '../../common/clock.ts';
import type { Accounts } from '../people/accounts.ts';
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

type Parts = {
  log: EventLog;
  accounts: Pick<Accounts, 'claimSeconds'>;
  leases: Leases;
  supportKeys: SupportKeys;
  clock: Clock;
  snapshots: Snapshots;
  onSnapshotError(error: unknown): void;
};

/** Every command to a pool goes through here: what ended gives its support key and its lease back. */
export class PoolRunner {
  readonly runner: CommandRunner<SeatPool, SeatPoolCommand, SeatPoolEvent>;
  readonly #accounts: Parts['accounts'];
  readonly #leases: Leases;
  readonly #supportKeys: SupportKeys;
  readonly #clock: Clock;

  constructor({ log, accounts, leases, supportKeys, clock, snapshots, onSnapshotError }: Parts) {
    this.#accounts = accounts;
    this.#leases = leases;
    this.#supportKeys = supportKeys;
    this.#clock = clock;
    this.runner = new CommandRunner(log, seatPool, {
      weigh: (pool) =>
        pool.assignments.size +
        pool.sessions.size +
        pool.recentlyEnded.size +
        waitingCount(pool) +
        offeredSeats(pool) +
        (pool.queue?.ended.size ?? 0),
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
    intent: SeatPoolIntent | ((pool: SeatPool) => SeatPoolIntent),
    select?: (pool: SeatPool, events: SeatPoolEvent[]) => Value,
  ): Promise<Outcome<SeatPoolEvent, Value>> {
    const stream = seatPoolStream(context.account, product.id);
    const claimSeconds = await this.#accounts.claimSeconds(context.account);
    // As of when it is decided: a seat that is offered is to be held for its whole time, however long the command waited.
    const command = (pool: SeatPool): SeatPoolCommand => {
      const { type, data } = typeof intent === 'function' ? intent(pool) : intent;
      return { type, data, time: this.#time(claimSeconds) } as SeatPoolCommand;
    };
    const handOver = () => this.runner.run(stream, command, context, select);
    const outcome = await (context.turn ? context.turn.take(handOver) : handOver());
    this.#release(outcome.events);
    return outcome;
  }

  /** When something is decided now for the account, and until when what it offers may be claimed. */
  async timeFor(account: string): Promise<PoolTime> {
    return this.#time(await this.#accounts.claimSeconds(account));
  }

  #time(claimSeconds: number): PoolTime {
    const at = this.#clock.now();
    // Few commands offer a seat: for the others there is no text to be made.
    return {
      at,
      get claimUntil() {
        return new Date(Date.parse(at) + claimSeconds * 1_000).toISOString();
      },
    };
  }

  #release(events: readonly SeatPoolEvent[]): void {
    const silent: string[] = [];
    for (const event of events) {
      if (event.type === 'SessionEnded') {
        silent.push(event.data.sessionId);
        this.#supportKeys.releaseOf(event.data.sessionId);
      }
      if (event.type === 'SeatOfferLapsed' || event.type === 'SeatRequestWithdrawn') silent.push(event.data.ticketId);
    }
    if (silent.length > 0) this.#leases.forget(silent);
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
