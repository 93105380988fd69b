import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Platform, SeatType, SessionMode } from '../../domain/catalogue.ts';
import type { EndReason } from '../../domain/seat-pool/seat-pool.ts';
import { AgentSessions } from './agent-sessions.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { PlanAndAssignments } from './plan-and-assignments.ts';
import { SessionStarts, type StartedSession } from './session-starts.ts';
import { type EndedSharedSessions, SharedSessions, type WithdrawnSessionEnds } from './shared-sessions.ts';

export class ChangePlan extends Command<{ position: number }> {
  constructor(
    readonly context: CommandContext,
    readonly data: { product: string; named: number; concurrent: number; reason: string | null },
  ) {
    super();
  }
}

export class AssignSeat extends Command<{ position: number }> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string; product: string; type: SeatType },
  ) {
    super();
  }
}

export class UnassignSeat extends Command<{ position: number; endedSessions: string[] }> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string; product: string; reason: string | null },
  ) {
    super();
  }
}

export class StartSession extends Command<StartedSession> {
  constructor(
    readonly context: CommandContext,
    readonly data: {
      product: string;
      agentId: string;
      sessionId: string;
      platform: Platform | null;
      device: string | null;
    },
  ) {
    super();
  }
}

export class ConnectSession extends Command<{ position: number }> {
  constructor(
    readonly context: CommandContext,
    /** `agentId`: whose session it must be; `null` when anybody's will do. */
    readonly data: { sessionId: string; agentId: string | null; mode: SessionMode; platform: Platform },
  ) {
    super();
  }
}

export class EndSession extends Command<{ position: number }> {
  constructor(
    readonly context: CommandContext,
    readonly data: { sessionId: string; agentId: string | null },
  ) {
    super();
  }
}

export class EndSharedSessions extends Command<EndedSharedSessions> {
  constructor(
    readonly context: CommandContext,
    readonly data: { sessionIds: readonly string[]; reason: EndReason; note: string | null; graceSeconds: number },
  ) {
    super();
  }
}

export class WithdrawSessionEnds extends Command<WithdrawnSessionEnds> {
  constructor(
    readonly context: CommandContext,
    readonly data: { sessionIds: readonly string[] },
  ) {
    super();
  }
}

@CommandHandler(ChangePlan)
export class ChangePlanHandler implements ICommandHandler<ChangePlan> {
  constructor(private readonly pools: PlanAndAssignments) {}
  execute = ({ context, data }: ChangePlan) => this.pools.changeCapacity(context, data);
}

@CommandHandler(AssignSeat)
export class AssignSeatHandler implements ICommandHandler<AssignSeat> {
  constructor(private readonly pools: PlanAndAssignments) {}
  execute = ({ context, data }: AssignSeat) => this.pools.assign(context, data);
}

@CommandHandler(UnassignSeat)
export class UnassignSeatHandler implements ICommandHandler<UnassignSeat> {
  constructor(private readonly pools: PlanAndAssignments) {}
  execute = ({ context, data }: UnassignSeat) => this.pools.unassign(context, data);
}

@CommandHandler(StartSession)
export class StartSessionHandler implements ICommandHandler<StartSession> {
  constructor(private readonly starts: SessionStarts) {}
  execute = ({ context, data }: StartSession) => this.starts.start(context, data);
}

@CommandHandler(ConnectSession)
export class ConnectSessionHandler implements ICommandHandler<ConnectSession> {
  constructor(private readonly sessions: AgentSessions) {}
  execute = ({ context, data }: ConnectSession) => this.sessions.connect(context, data);
}

@CommandHandler(EndSession)
export class EndSessionHandler implements ICommandHandler<EndSession> {
  constructor(private readonly sessions: AgentSessions) {}
  execute = ({ context, data }: EndSession) => this.sessions.end(context, data);
}

@CommandHandler(EndSharedSessions)
export class EndSharedSessionsHandler implements ICommandHandler<EndSharedSessions> {
  constructor(private readonly sessions: SharedSessions) {}
  execute = ({ context, data }: EndSharedSessions) => this.sessions.end(context, data);
}

@CommandHandler(WithdrawSessionEnds)
export class WithdrawSessionEndsHandler implements ICommandHandler<WithdrawSessionEnds> {
  constructor(private readonly sessions: SharedSessions) {}
  execute = ({ context, data }: WithdrawSessionEnds) => this.sessions.withdrawEnds(context, data);
}

export const SEAT_POOL_HANDLERS = [
  ChangePlanHandler,
  AssignSeatHandler,
  UnassignSeatHandler,
  StartSessionHandler,
  ConnectSessionHandler,
  EndSessionHandler,
  EndSharedSessionsHandler,
  WithdrawSessionEndsHandler,
];
