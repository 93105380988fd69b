import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Privilege } from '../../domain/user/roles.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { type NewUser, Users, type UserChange } from './users.ts';
import { UserGroups } from './user-groups.ts';
import { ServiceAccounts } from './service-accounts.ts';

type Done = { position: number };

export class AddUser extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: NewUser,
  ) {
    super();
  }
}

/** Only the fields that are present change. `ifRevision`: refused with `STALE` when the user is at any other. */
export class ChangeUser extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: UserChange & { userId: string; ifRevision?: number },
  ) {
    super();
  }
}

export class DeleteUser extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string },
  ) {
    super();
  }
}

export class SuspendUser extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string; reason: string | null },
  ) {
    super();
  }
}

export class ReactivateUser extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string; reason: string | null },
  ) {
    super();
  }
}

export class ErasePerson extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string },
  ) {
    super();
  }
}

export class InviteUser extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string; expiresAt: string },
  ) {
    super();
  }
}

export class AcceptInvitation extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string },
  ) {
    super();
  }
}

export class RecordSignIn extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { userId: string },
  ) {
    super();
  }
}

export class CreateGroup extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { groupId: string; name: string },
  ) {
    super();
  }
}

export class RenameGroup extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { groupId: string; name: string },
  ) {
    super();
  }
}

export class DeleteGroup extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { groupId: string },
  ) {
    super();
  }
}

export class AddServiceAccount extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { id: string; name: string; privileges: readonly Privilege[] },
  ) {
    super();
  }
}

export class DeleteServiceAccount extends Command<Done> {
  constructor(
    readonly context: CommandContext,
    readonly data: { id: string },
  ) {
    super();
  }
}

@CommandHandler(AddUser)
export class AddUserHandler implements ICommandHandler<AddUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: AddUser) => this.users.add(context, data);
}

@CommandHandler(ChangeUser)
export class ChangeUserHandler implements ICommandHandler<ChangeUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data: { userId, ifRevision, ...change } }: ChangeUser) =>
    this.users.change(context, userId, change, ifRevision);
}

@CommandHandler(DeleteUser)
export class DeleteUserHandler implements ICommandHandler<DeleteUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: DeleteUser) => this.users.delete(context, data.userId);
}

@CommandHandler(SuspendUser)
export class SuspendUserHandler implements ICommandHandler<SuspendUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: SuspendUser) => this.users.suspend(context, data.userId, data.reason);
}

@CommandHandler(ReactivateUser)
export class ReactivateUserHandler implements ICommandHandler<ReactivateUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: ReactivateUser) => this.users.reactivate(context, data.userId, data.reason);
}

@CommandHandler(ErasePerson)
export class ErasePersonHandler implements ICommandHandler<ErasePerson> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: ErasePerson) => this.users.erase(context, data.userId);
}

@CommandHandler(InviteUser)
export class InviteUserHandler implements ICommandHandler<InviteUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: InviteUser) => this.users.invite(context, data.userId, data.expiresAt);
}

@CommandHandler(AcceptInvitation)
export class AcceptInvitationHandler implements ICommandHandler<AcceptInvitation> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: AcceptInvitation) => this.users.acceptInvitation(context, data.userId);
}

@CommandHandler(RecordSignIn)
export class RecordSignInHandler implements ICommandHandler<RecordSignIn> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: RecordSignIn) => this.users.recordSignIn(context, data.userId);
}

@CommandHandler(CreateGroup)
export class CreateGroupHandler implements ICommandHandler<CreateGroup> {
  constructor(private readonly groups: UserGroups) {}
  execute = ({ context, data }: CreateGroup) => this.groups.create(context, data.groupId, data.name);
}

@CommandHandler(RenameGroup)
export class RenameGroupHandler implements ICommandHandler<RenameGroup> {
  constructor(private readonly groups: UserGroups) {}
  execute = ({ context, data }: RenameGroup) => this.groups.rename(context, data.groupId, data.name);
}

@CommandHandler(DeleteGroup)
export class DeleteGroupHandler implements ICommandHandler<DeleteGroup> {
  constructor(private readonly groups: UserGroups) {}
  execute = ({ context, data }: DeleteGroup) => this.groups.delete(context, data.groupId);
}

@CommandHandler(AddServiceAccount)
export class AddServiceAccountHandler implements ICommandHandler<AddServiceAccount> {
  constructor(private readonly serviceAccounts: ServiceAccounts) {}
  execute = ({ context, data }: AddServiceAccount) => this.serviceAccounts.add(context, data);
}

@CommandHandler(DeleteServiceAccount)
export class DeleteServiceAccountHandler implements ICommandHandler<DeleteServiceAccount> {
  constructor(private readonly serviceAccounts: ServiceAccounts) {}
  execute = ({ context, data }: DeleteServiceAccount) => this.serviceAccounts.delete(context, data.id);
}

export const PEOPLE_HANDLERS = [
  AddUserHandler,
  ChangeUserHandler,
  DeleteUserHandler,
  SuspendUserHandler,
  ReactivateUserHandler,
  ErasePersonHandler,
  InviteUserHandler,
  AcceptInvitationHandler,
  RecordSignInHandler,
  CreateGroupHandler,
  RenameGroupHandler,
  DeleteGroupHandler,
  AddServiceAccountHandler,
  DeleteServiceAccountHandler,
];
