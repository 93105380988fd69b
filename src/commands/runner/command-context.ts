import type { Span } from '../../common/tracing.ts';
import type { Actor } from '../../event-store/event-log.ts';
import type { Turn } from './in-order.ts';

/** Whom a person may manage (U3). Absent for system acts, which may do what their policy is for. */
export type Authority = {
  /** The user groups whose members they may touch; `all` for everybody on the account. */
  scope: 'all' | { groupIds: readonly string[] };
  /** Roles that they may grant, change and remove. */
  roles: readonly string[];
  /** Privileges that they hold, and so may hand on. */
  privileges: readonly string[];
};

/** Who wants a command, for whom, when, and what it belongs to: the part of every event's metadata that is not the store's. */
export type CommandContext = {
  account: string;
  actor: Actor;
  authority?: Authority;
  /** The user a service or an admin acted for. */
  onBehalfOf?: string;
  commandId: string;
  correlationId: string;
  /** The event or command that made this one necessary; the command itself when it is the first. */
  causationId?: string;
  /** ISO-8601 instant of the decision. */
  at: string;
  /**
   * Asked right before each decision: whether whoever sent the command may still have it done. What is decided then is only
   * written if nothing has happened on the stream since.
   * @throws StoreUnavailable it has come too late: others may have taken it over, and gone on from there.
   */
  requireCurrent?(): void;
  /** Where it is one of many that are to be decided in their order. */
  turn?: Turn;
  /** Of the request that it came with, where tracing is on. */
  span?: Span;
};

/** A system act (A3): policies have an actor too. */
export function systemContext(
  name: string,
  account: string,
  at: string,
  ids: { commandId: string; correlationId?: string; causationId?: string },
): CommandContext {
  return {
    account,
    actor: { kind: 'system', id: name },
    commandId: ids.commandId,
    correlationId: ids.correlationId ?? ids.commandId,
    causationId: ids.causationId,
    at,
  };
}
