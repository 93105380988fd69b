import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { v5 as uuidv5 } from 'uuid';
import type { Authority, CommandContext } from '../commands/runner/command-context.ts';
import type { BusCommand } from '../commands/runner/bus-command.ts';
import type { Clock } from '../common/clock.ts';
import type { Tracing } from '../common/tracing.ts';
import { authorityOf, type Principal } from '../auth/principals.ts';
import type { ApiRequest } from './api-request.ts';
import type { Metrics } from './operations/metrics.ts';
import { problemOf } from './problem.ts';
import { newId } from '../common/ids.ts';

/** Ids made from a caller and an Idempotency-Key of theirs live in this name space. For ever: a repeat must find what it made. */
const KEYED_IDS = '6f2b1a9e-6b9f-5a39-9a58-1d1b7a4c3e10';

/** What a controller needs to turn a request into a command. */
export class Commands {
  /** Principals live for seconds in their cache: their authority is worked out once for each. */
  readonly #authorities = new WeakMap<Principal, Authority>();

  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly tracing?: Tracing,
  ) {}

  send<Result>(command: BusCommand<unknown, Result>): Promise<Result> {
    return this.tracing ? this.#traced(command, this.tracing) : this.#send(command);
  }

  async #traced<Result>(command: BusCommand<unknown, Result>, tracing: Tracing): Promise<Result> {
    const { commandId, correlationId, span: parent } = command.context;
    const span = tracing.begin(command.constructor.name, { correlationId, parent });
    tracing.commands.set(commandId, span);
    try {
      const result = await this.#send(command);
      span.end();
      return result;
    } catch (error) {
      span.end({}, problemOf(error).problem.code);
      throw error;
    } finally {
      tracing.commands.delete(commandId);
    }
  }

  async #send<Result>(command: BusCommand<unknown, Result>): Promise<Result> {
    const { name } = command.constructor;
    try {
      const result = await this.bus.execute(command);
      this.metrics.countCommand(name, 'done');
      return result;
    } catch (error) {
      this.metrics.countCommand(name, problemOf(error).problem.code);
      throw error;
    }
  }

  /**
   * @param onBehalfOf the person acted for, when that is not the caller.
   * @param index which of many commands in one request.
   */
  contextOf(request: ApiRequest, onBehalfOf?: string, index?: number): CommandContext {
    const { caller, correlationId, span } = request;
    return {
      account: caller.account,
      actor: { kind: caller.kind, id: caller.id },
      authority: this.#authorityOf(caller),
      onBehalfOf: onBehalfOf === caller.id ? undefined : onBehalfOf,
      commandId: request.keyed ? this.newId(request, index) : randomUUID(),
      correlationId,
      at: this.clock.now(),
      ...(span ? { span } : {}),
      ...(request.keyed ? { requireCurrent: request.keyed.lock.requireHeld } : {}),
    };
  }

  /** For somebody who is about to be let in: they act for themselves. */
  contextFor(
    { correlationId, span }: ApiRequest,
    { account, userId }: { account: string; userId: string },
  ): CommandContext {
    return {
      account,
      actor: { kind: 'user', id: userId },
      commandId: randomUUID(),
      correlationId,
      at: this.clock.now(),
      ...(span ? { span } : {}),
    };
  }

  /** The id of what a command creates: the same for every repeat under one key. */
  newId({ caller, keyed }: ApiRequest, index?: number): string {
    if (!keyed) return newId();
    const name = `${caller.account}:${caller.id}:${keyed.key}`;
    return uuidv5(index === undefined ? name : `${name}:${index}`, KEYED_IDS);
  }

  #authorityOf(caller: Principal): Authority {
    const known = this.#authorities.get(caller);
    if (known) return known;
    const authority = authorityOf(caller);
    this.#authorities.set(caller, authority);
    return authority;
  }
}
