import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type AccountSettingsChange, Accounts } from './accounts.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { Users } from './users.ts';

type Done = { position: number };

export class ChangeAccountSettings extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: AccountSettingsChange,
  ) {
    super();
  }
}

export class ChangeBillingContact extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string },
  ) {
    super();
  }
}

@CommandHandler(ChangeAccountSettings)
export class ChangeAccountSettingsHandler implements ICommandHandler<ChangeAccountSettings> {
  constructor(private readonly accounts: Accounts) {}
  execute = ({ context, data }: ChangeAccountSettings) => this.accounts.changeSettings(context, data);
}

@CommandHandler(ChangeBillingContact)
export class ChangeBillingContactHandler implements ICommandHandler<ChangeBillingContact> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: ChangeBillingContact) => this.users.makeBillingContact(context, data.userId);
}

export const ACCOUNT_HANDLERS = [ChangeAccountSettingsHandler, ChangeBillingContactHandler];
