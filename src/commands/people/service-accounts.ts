import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refuse } from '../../domain/refusal.ts';
import { type ServiceAccountCommand, serviceAccount } from '../../domain/service-account/service-account.decide.ts';
import type { ServiceAccount, ServiceAccountEvent } from '../../domain/service-account/service-account.ts';
import type { Privilege } from '../../domain/user/roles.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { Position } from '../../event-store/event-store.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { CommandRunner } from '../runner/command-runner.ts';

/** The end of what a service account signs in with. */
export type ServiceSecrets = { revokeClientSecrets(serviceAccountId: string): Promise<void> };

const streamOf = (id: string): string => `serviceAccount-${id}`;

type Done = { position: Position };

export class AddServiceAccount extends BusCommand<
  { id: string; name: string; privileges: readonly Privilege[] },
  Done
> {}
export class DeleteServiceAccount extends BusCommand<{ id: string }, Done> {}

/** What follows from a deletion is finished after a crash by `policies/departed-users.ts`. */
export class ServiceAccounts {
  readonly runner: CommandRunner<ServiceAccount, ServiceAccountCommand, ServiceAccountEvent>;

  constructor(
    log: EventLog,
    private readonly secrets: ServiceSecrets,
  ) {
    this.runner = new CommandRunner(log, serviceAccount);
  }

  add(
    context: CommandContext,
    { id, name, privileges }: { id: string; name: string; privileges: readonly Privilege[] },
  ): Promise<{ position: Position }> {
    return this.#run(context, id, {
      type: 'AddServiceAccount',
      data: { accountId: context.account, name, privileges },
    });
  }

  /** The service account as the log has it, whoever asks. */
  find(id: string): Promise<ServiceAccount> {
    return this.runner.ask(streamOf(id), (state) => state);
  }

  /** Its client secret opens nothing any more before this answers. */
  async delete(context: CommandContext, id: string): Promise<{ position: Position }> {
    const done = await this.#run(context, id, { type: 'DeleteServiceAccount', data: {} });
    await this.finishDeletion(id);
    return done;
  }

  /** The part of a deletion that follows its event. Repeatable. */
  finishDeletion(id: string): Promise<void> {
    return this.secrets.revokeClientSecrets(id);
  }

  async #run(context: CommandContext, id: string, command: ServiceAccountCommand): Promise<{ position: Position }> {
    const { position } = await this.runner.run(
      streamOf(id),
      ({ accountId }) => {
        if (accountId !== null && accountId !== context.account) {
          refuse('NOT_FOUND', { detail: 'There is no such service account.' });
        }
        return command;
      },
      context,
    );
    return { position };
  }
}

@CommandHandler(AddServiceAccount)
class AddServiceAccountHandler implements ICommandHandler<AddServiceAccount> {
  constructor(private readonly serviceAccounts: ServiceAccounts) {}
  execute = ({ context, data }: AddServiceAccount) => this.serviceAccounts.add(context, data);
}

@CommandHandler(DeleteServiceAccount)
class DeleteServiceAccountHandler implements ICommandHandler<DeleteServiceAccount> {
  constructor(private readonly serviceAccounts: ServiceAccounts) {}
  execute = ({ context, data }: DeleteServiceAccount) => this.serviceAccounts.delete(context, data.id);
}

export const SERVICE_ACCOUNT_HANDLERS = [AddServiceAccountHandler, DeleteServiceAccountHandler];
