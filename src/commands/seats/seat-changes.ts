import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Catalogue, type Product, requireProduct, type SeatType } from '../../domain/catalogue.ts';
import { Refusal } from '../../domain/refusal.ts';
import { seatPool } from '../../domain/seat-pool/seat-pool.decide.ts';
import type { SeatPool, SeatPoolEvent } from '../../domain/seat-pool/seat-pool.ts';
import { copyOf } from '../../domain/seat-pool/seat-pool.snapshot.ts';
import type { Position } from '../../event-store/event-store.ts';
import { newId } from '../../common/ids.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { changeOf, type PlanAndAssignments } from './plan-and-assignments.ts';
import type { PoolRunner } from './pool-runner.ts';

/** Users one request may name. */
export const SEAT_CHANGES_MAX = 10_000;
/** Users whose change is under way at once: the pool writes them in one append. */
const AT_ONCE = 250;

export type SeatChange = {
  userId: string;
  outcome: 'assigned' | 'removed' | 'unchanged' | 'refused' | 'not-tried';
  endedSessions?: string[];
  /** What would be written, where nothing was. */
  events?: SeatPoolEvent[];
  /** Why it was refused, or whether it was done is not known. */
  error?: unknown;
};

export class ChangeSeats extends BusCommand<
  { userIds: readonly string[]; product: string; type: SeatType | null; reason: string | null; dryRun: boolean },
  { results: SeatChange[]; position: Position }
> {}

/** A4: one seat for many users, or no more: each is answered for, and whoever has it already stays as they are. */
export class SeatChanges {
  constructor(
    private readonly pools: PoolRunner,
    private readonly catalogue: Catalogue,
    private readonly assignments: PlanAndAssignments,
  ) {}

  /** In the order of the users: the first ones get what seats there are. */
  async run(
    context: CommandContext,
    data: ChangeSeats['data'],
  ): Promise<{ results: SeatChange[]; position: Position }> {
    const product = requireProduct(this.catalogue, data.product);
    const { userIds, type, dryRun } = data;
    const change = dryRun ? await this.#previewing(context, product, data) : this.#changing(context, product, data);
    const results: SeatChange[] = [];
    let position: Position = 0;
    for (let from = 0; from < userIds.length; from += AT_ONCE) {
      const some = userIds.slice(from, from + AT_ONCE);
      if (results.some(isFault)) {
        results.push(...some.map((userId) => ({ userId, outcome: 'not-tried' as const })));
        continue;
      }
      const refusals = await Promise.all(some.map((userId) => this.#refusal(context, userId, type)));
      // All of them enter the pool's mailbox in one turn, in order, and share its next append.
      const changed = await Promise.all(
        some.map((userId, index) => refusals[index] ?? change(userId).catch((error) => refused(userId, error))),
      );
      for (const { position: at = 0, ...result } of changed) {
        results.push(result);
        position = Math.max(position, at);
      }
    }
    return { results, position };
  }

  async #refusal(context: CommandContext, userId: string, type: SeatType | null): Promise<Done | undefined> {
    try {
      await this.assignments.requireMayChange(context, userId, type);
      return undefined;
    } catch (error) {
      return refused(userId, error);
    }
  }

  #changing(context: CommandContext, product: Product, { type, reason }: ChangeSeats['data']) {
    return async (userId: string): Promise<Done> => {
      const each = { ...context, commandId: newId(), causationId: context.commandId };
      const { position, events } = await this.assignments.change(each, product, { userId, type, reason });
      return { ...changed(userId, type, events), position };
    };
  }

  /** Decides as the pool would, one after the other, on a copy of it. */
  async #previewing(context: CommandContext, product: Product, { type, reason }: ChangeSeats['data']) {
    const { account, at: occurredAt, actor, commandId, correlationId: $correlationId } = context;
    const metadata = { occurredAt, actor, commandId, $correlationId };
    const time = await this.pools.timeFor(account);
    let pool: SeatPool = await this.pools.ask(account, product, copyOf);
    return async (userId: string): Promise<Done> => {
      const events = seatPool.decide({ ...changeOf({ userId, type, reason }), time }, pool);
      for (const event of events) pool = seatPool.evolve(pool, { ...event, metadata });
      return { ...changed(userId, type, events), events };
    };
  }
}

type Done = SeatChange & { position?: Position };

function changed(userId: string, type: SeatType | null, events: readonly SeatPoolEvent[]): SeatChange {
  const endedSessions = events.flatMap((event) => (event.type === 'SessionEnded' ? [event.data.sessionId] : []));
  const outcome = events.length === 0 ? 'unchanged' : type === null ? 'removed' : 'assigned';
  return { userId, outcome, endedSessions };
}

const refused = (userId: string, error: unknown): Done => ({ userId, outcome: 'refused', error });
/** A store that does not answer will not do so for the next thousand either. */
const isFault = ({ error }: SeatChange): boolean => error !== undefined && !(error instanceof Refusal);

@CommandHandler(ChangeSeats)
class ChangeSeatsHandler implements ICommandHandler<ChangeSeats> {
  constructor(private readonly changes: SeatChanges) {}
  execute = ({ context, data }: ChangeSeats) => this.changes.run(context, data);
}

export const SEAT_CHANGE_HANDLERS = [ChangeSeatsHandler];
