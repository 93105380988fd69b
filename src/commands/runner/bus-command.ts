import { Command } from '@nestjs/cqrs';
import type { CommandContext } from './command-context.ts';

/** A command on Nest's bus: its data, and who wants it. */
export abstract class BusCommand<Data, Result> extends Command<Result> {
  constructor(
    readonly context: CommandContext,
    readonly data: Data,
  ) {
    super();
  }
}
