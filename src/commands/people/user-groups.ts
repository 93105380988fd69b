import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refuse } from '../../domain/refusal.ts';
import { type UserGroupCommand, userGroup } from '../../domain/user-group/user-group.decide.ts';
import type { UserGroup, UserGroupEvent } from '../../domain/user-group/user-group.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { Position } from '../../event-store/event-store.ts';
import { BusCommand } from '../runner/bus-command.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { CommandRunner } from '../runner/command-runner.ts';

const groupStream = (groupId: string): string => `userGroup-${groupId}`;

type Done = { position: Position };

export class CreateGroup extends BusCommand<{ groupId: string; name: string }, Done> {}
export class RenameGroup extends BusCommand<{ groupId: string; name: string }, Done> {}
export class DeleteGroup extends BusCommand<{ groupId: string }, Done> {}

export class UserGroups {
  readonly runner: CommandRunner<UserGroup, UserGroupCommand, UserGroupEvent>;

  constructor(log: EventLog) {
    this.runner = new CommandRunner(log, userGroup);
  }

  create(context: CommandContext, groupId: string, name: string): Promise<{ position: Position }> {
    return this.#run(context, groupId, { type: 'CreateGroup', data: { accountId: context.account, name } });
  }

  rename(context: CommandContext, groupId: string, name: string): Promise<{ position: Position }> {
    return this.#run(context, groupId, { type: 'RenameGroup', data: { name } });
  }

  delete(context: CommandContext, groupId: string): Promise<{ position: Position }> {
    return this.#run(context, groupId, { type: 'DeleteGroup', data: {} });
  }

  /** @throws Refusal VALIDATION_FAILED naming each id that is no group of the account. */
  async requireGroups(account: string, field: string, groupIds: readonly string[]): Promise<void> {
    const present = await Promise.all(
      groupIds.map((groupId) =>
        this.runner.ask(groupStream(groupId), (group) => group.status === 'present' && group.accountId === account),
      ),
    );
    const errors = groupIds.flatMap((_, index) =>
      present[index] ? [] : [{ pointer: `/${field}/${index}`, message: 'is not a user group' }],
    );
    if (errors.length > 0) refuse('VALIDATION_FAILED', { detail: 'There is no such user group.', errors });
  }

  async #run(context: CommandContext, groupId: string, command: UserGroupCommand): Promise<{ position: Position }> {
    const { scope } = context.authority ?? { scope: 'all' };
    if (scope !== 'all' && !scope.groupIds.includes(groupId))
      refuse('FORBIDDEN', { detail: 'You do not manage this group.' });
    const { position } = await this.runner.run(
      groupStream(groupId),
      (group) => {
        if (group.accountId !== null && group.accountId !== context.account)
          refuse('NOT_FOUND', { detail: 'There is no such group.' });
        return command;
      },
      context,
    );
    return { position };
  }
}

@CommandHandler(CreateGroup)
class CreateGroupHandler implements ICommandHandler<CreateGroup> {
  constructor(private readonly groups: UserGroups) {}
  execute = ({ context, data }: CreateGroup) => this.groups.create(context, data.groupId, data.name);
}

@CommandHandler(RenameGroup)
class RenameGroupHandler implements ICommandHandler<RenameGroup> {
  constructor(private readonly groups: UserGroups) {}
  execute = ({ context, data }: RenameGroup) => this.groups.rename(context, data.groupId, data.name);
}

@CommandHandler(DeleteGroup)
class DeleteGroupHandler implements ICommandHandler<DeleteGroup> {
  constructor(private readonly groups: UserGroups) {}
  execute = ({ context, data }: DeleteGroup) => this.groups.delete(context, data.groupId);
}

export const GROUP_HANDLERS = [CreateGroupHandler, RenameGroupHandler, DeleteGroupHandler];
