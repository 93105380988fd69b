import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Catalogue, type Product, requireProduct, type SeatType } from '../../domain/catalogue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ChangeCapacity } from '../../domain/seat-pool/seat-pool.decide.ts';
import type { Position } from '../../event-store/event-store.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { CommandContext } from '../runner/command-context.ts';
import type { PoolRunner } from './pool-runner.ts';
import type { Users } from '../people/users.ts';

type Done = { position: Position };
type OfProduct<Data> = { product: string } & Data;

export class ChangePlan extends BusCommand<OfProduct<ChangeCapacity>, Done> {}
export class AssignSeat extends BusCommand<OfProduct<{ userId: string; type: SeatType }>, Done> {}
export class UnassignSeat extends BusCommand<
  OfProduct<{ userId: string; reason: string | null }>,
  Done & { endedSessions: string[] }
> {}

/** The plan of every account, and who is assigned a seat of it. */
export class PlanAndAssignments {
  constructor(
    private readonly pools: PoolRunner,
    private readonly catalogue: Catalogue,
    private readonly users: Users,
  ) {}

  async changeCapacity(context: CommandContext, { product, ...data }: ChangePlan['data']): Promise<Done> {
    const known = requireProduct(this.catalogue, product);
    const { position } = await this.pools.run(context, known, { type: 'ChangeCapacity', data });
    return { position };
  }

  /** S3, S4. Whoever is suspended or gone gets no seat, also when that happens while this is under way. */
  async assign(context: CommandContext, { userId, product, type }: AssignSeat['data']): Promise<Done> {
    const known = requireProduct(this.catalogue, product);
    await this.requireMayChange(context, userId, type);
    const { position } = await this.change(context, known, { userId, type, reason: null });
    return { position };
  }

  /** Whether the caller may give the person such a seat, or with `null` take it away. @throws Refusal */
  async requireMayChange(context: CommandContext, userId: string, type: SeatType | null): Promise<void> {
    if (type === null) await this.users.requireManaged(context, userId);
    else await this.users.requireMaySit(context, userId);
  }

  /** The part that follows once it is known that the caller may. */
  async change(
    context: CommandContext,
    product: Product,
    { userId, type, reason }: { userId: string; type: SeatType | null; reason: string | null },
  ) {
    const done = await this.pools.run(context, product, changeOf({ userId, type, reason }));
    if (type === null) return done;
    const departure = await this.users.departure(context.account, userId);
    if (departure === null) return done;
    await this.#unassign(context, product, userId, departure);
    return refuse(departure === 'user-suspended' ? 'USER_SUSPENDED' : 'NOT_FOUND');
  }

  async unassign(
    context: CommandContext,
    { userId, product, reason }: UnassignSeat['data'],
  ): Promise<Done & { endedSessions: string[] }> {
    const known = requireProduct(this.catalogue, product);
    await this.requireMayChange(context, userId, null);
    return this.#unassign(context, known, userId, reason);
  }

  /** S6 for every product: the seats of somebody who was suspended or deleted. Repeats change nothing. */
  async unassignAll(
    context: CommandContext,
    userId: string,
    reason: 'user-suspended' | 'user-deleted',
  ): Promise<Position> {
    let last: Position = 0;
    for (const product of this.catalogue.values()) {
      const { position } = await this.#unassign(context, product, userId, reason);
      last = Math.max(last, position);
    }
    return last;
  }

  async #unassign(context: CommandContext, product: Product, userId: string, reason: string | null) {
    const command = { type: 'UnassignSeat', data: { userId, reason } } as const;
    const { position, events } = await this.pools.run(context, product, command);
    const endedSessions = events.flatMap((event) => (event.type === 'SessionEnded' ? [event.data.sessionId] : []));
    return { position, endedSessions };
  }
}

/** The command that makes it so: `type` null for no seat. */
export function changeOf({ userId, type, reason }: { userId: string; type: SeatType | null; reason: string | null }) {
  return type === null
    ? ({ type: 'UnassignSeat', data: { userId, reason } } as const)
    : ({ type: 'AssignSeat', data: { userId, seatType: type } } as const);
}

@CommandHandler(ChangePlan)
class ChangePlanHandler implements ICommandHandler<ChangePlan> {
  constructor(private readonly pools: PlanAndAssignments) {}
  execute = ({ context, data }: ChangePlan) => this.pools.changeCapacity(context, data);
}

@CommandHandler(AssignSeat)
class AssignSeatHandler implements ICommandHandler<AssignSeat> {
  constructor(private readonly pools: PlanAndAssignments) {}
  execute = ({ context, data }: AssignSeat) => this.pools.assign(context, data);
}

@CommandHandler(UnassignSeat)
class UnassignSeatHandler implements ICommandHandler<UnassignSeat> {
  constructor(private readonly pools: PlanAndAssignments) {}
  execute = ({ context, data }: UnassignSeat) => this.pools.unassign(context, data);
}

export const PLAN_HANDLERS = [ChangePlanHandler, AssignSeatHandler, UnassignSeatHandler];
