import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { type AccountCommand, account as accountDecider } from '../../domain/account/account.decide.ts';
import type { Account, AccountEvent, AccountSettings } from '../../domain/account/account.ts';
import type { Catalogue, Product } from '../../domain/catalogue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { Position } from '../../event-store/event-store.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { CommandRunner } from '../runner/command-runner.ts';

export type AccountSettingsChange = Partial<AccountSettings>;

/** Another node's change of settings is seen after this long; our own at once. */
const SETTINGS_FRESH_MS = 2_000;
const MAX_ACCOUNTS = 10_000;

const accountStream = (account: string): string => `account-${account}`;

type Done = { position: Position };

export class ChangeAccountSettings extends BusCommand<AccountSettingsChange, Done> {}

/** Accounts, their settings and who pays. */
export class Accounts {
  readonly runner: CommandRunner<Account, AccountCommand, AccountEvent>;
  readonly #settings = new LRUCache<string, Account>({ max: MAX_ACCOUNTS, ttl: SETTINGS_FRESH_MS });

  constructor(
    log: EventLog,
    private readonly catalogue: Catalogue,
  ) {
    this.runner = new CommandRunner(log, accountDecider);
  }

  open(context: CommandContext, name: string): Promise<{ position: Position }> {
    return this.#run(context, { type: 'OpenAccount', data: { name } });
  }

  changeSettings(context: CommandContext, data: AccountSettingsChange): Promise<{ position: Position }> {
    const named = Object.entries({ leaseSeconds: data.leaseSeconds, unjoinedMinutes: data.unjoinedMinutes });
    const errors = named.flatMap(([field, byProduct]) =>
      Object.keys(byProduct ?? {})
        .filter((product) => !this.catalogue.has(product))
        .map((product) => ({ pointer: `/${field}/${product}`, message: 'is not a product' })),
    );
    if (errors.length > 0) refuse('VALIDATION_FAILED', { detail: 'There is no such product.', errors });
    return this.#run(context, { type: 'ChangeAccountSettings', data });
  }

  changeBillingContact(context: CommandContext, userId: string): Promise<{ position: Position }> {
    return this.#run(context, { type: 'ChangeBillingContact', data: { userId } });
  }

  async settings(account: string): Promise<Account> {
    const known = this.#settings.get(account);
    if (known) return known;
    const settings = await this.runner.ask(accountStream(account), (state) => state);
    this.#settings.set(account, settings);
    return settings;
  }

  /** S5: who it is now, also where another node has just changed it. */
  billingContact(account: string): Promise<string | null> {
    return this.runner.ask(accountStream(account), ({ billingContact }) => billingContact);
  }

  /** L1: how long a session on the product lives without a sign of life. */
  async leaseSeconds(account: string, product: Product): Promise<number> {
    return (await this.settings(account)).leaseSeconds[product.id] ?? product.leaseSeconds;
  }

  /** O3: how long a session waits for a customer; `null` where it may wait for ever. */
  async unjoinedMinutes(account: string, product: Product): Promise<number | null> {
    if (product.unjoinedMinutes === null) return null;
    return (await this.settings(account)).unjoinedMinutes[product.id] ?? product.unjoinedMinutes;
  }

  /** Q2: how long a seat is held for whom it is offered to. */
  async claimSeconds(account: string): Promise<number> {
    return (await this.settings(account)).claimSeconds;
  }

  async #run(context: CommandContext, command: AccountCommand): Promise<{ position: Position }> {
    const { position } = await this.runner.run(accountStream(context.account), command, context);
    this.#settings.delete(context.account);
    return { position };
  }
}

@CommandHandler(ChangeAccountSettings)
class ChangeAccountSettingsHandler implements ICommandHandler<ChangeAccountSettings> {
  constructor(private readonly accounts: Accounts) {}
  execute = ({ context, data }: ChangeAccountSettings) => this.accounts.changeSettings(context, data);
}

export const ACCOUNT_HANDLERS = [ChangeAccountSettingsHandler];
