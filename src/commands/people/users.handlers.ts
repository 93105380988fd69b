import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { NoData } from '../../domain/decider.ts';
import { BusCommand } from '../runner/bus-command.ts';
import { type NewUser, type OwnName, Users, type UserChange } from './users.ts';

type Done = { position: number };

export class ChangeBillingContact extends BusCommand<{ userId: string }, Done> {}
export class AddUser extends BusCommand<NewUser, Done> {}
/** What adding the user would be refused for; writes nothing. */
export class PreviewUser extends BusCommand<NewUser, void> {}

/** Only the fields that are present change. `ifRevision`: refused with `STALE` when the user is at any other. */
export class ChangeUser extends BusCommand<UserChange & { userId: string; ifRevision?: number }, Done> {}
export class DeleteUser extends BusCommand<{ userId: string; reason: string | null }, Done> {}
export class SuspendUser extends BusCommand<{ userId: string; reason: string | null }, Done> {}
export class ReactivateUser extends BusCommand<{ userId: string; reason: string | null }, Done> {}
export class ErasePerson extends BusCommand<{ userId: string; reason: string | null }, Done> {}
export class InviteUser extends BusCommand<{ userId: string; expiresAt: string }, Done> {}
export class AcceptInvitation extends BusCommand<{ userId: string }, Done> {}
export class RecordSignIn extends BusCommand<{ userId: string }, Done> {}
/** These two are about whoever sends them. */
export class RecordPasswordChange extends BusCommand<NoData, Done> {}
export class ChangeOwnName extends BusCommand<OwnName, Done> {}

@CommandHandler(ChangeBillingContact)
class ChangeBillingContactHandler implements ICommandHandler<ChangeBillingContact> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: ChangeBillingContact) => this.users.makeBillingContact(context, data.userId);
}

@CommandHandler(AddUser)
class AddUserHandler implements ICommandHandler<AddUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: AddUser) => this.users.add(context, data);
}

@CommandHandler(PreviewUser)
class PreviewUserHandler implements ICommandHandler<PreviewUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: PreviewUser) => this.users.preview(context, data);
}

@CommandHandler(ChangeUser)
class ChangeUserHandler implements ICommandHandler<ChangeUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data: { userId, ifRevision, ...change } }: ChangeUser) =>
    this.users.change(context, userId, change, ifRevision);
}

@CommandHandler(DeleteUser)
class DeleteUserHandler implements ICommandHandler<DeleteUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: DeleteUser) => this.users.delete(context, data.userId, data.reason);
}

@CommandHandler(SuspendUser)
class SuspendUserHandler implements ICommandHandler<SuspendUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: SuspendUser) => this.users.suspend(context, data.userId, data.reason);
}

@CommandHandler(ReactivateUser)
class ReactivateUserHandler implements ICommandHandler<ReactivateUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: ReactivateUser) => this.users.reactivate(context, data.userId, data.reason);
}

@CommandHandler(ErasePerson)
class ErasePersonHandler implements ICommandHandler<ErasePerson> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: ErasePerson) => this.users.erase(context, data.userId, data.reason);
}

@CommandHandler(InviteUser)
class InviteUserHandler implements ICommandHandler<InviteUser> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: InviteUser) => this.users.invite(context, data.userId, data.expiresAt);
}

@CommandHandler(AcceptInvitation)
class AcceptInvitationHandler implements ICommandHandler<AcceptInvitation> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: AcceptInvitation) => this.users.acceptInvitation(context, data.userId);
}

@CommandHandler(RecordSignIn)
class RecordSignInHandler implements ICommandHandler<RecordSignIn> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: RecordSignIn) => this.users.recordSignIn(context, data.userId);
}

@CommandHandler(RecordPasswordChange)
class RecordPasswordChangeHandler implements ICommandHandler<RecordPasswordChange> {
  constructor(private readonly users: Users) {}
  execute = ({ context }: RecordPasswordChange) => this.users.recordPasswordChange(context);
}

@CommandHandler(ChangeOwnName)
class ChangeOwnNameHandler implements ICommandHandler<ChangeOwnName> {
  constructor(private readonly users: Users) {}
  execute = ({ context, data }: ChangeOwnName) => this.users.changeOwnName(context, data);
}

export const USER_HANDLERS = [
  ChangeBillingContactHandler,
  AddUserHandler,
  PreviewUserHandler,
  ChangeUserHandler,
  DeleteUserHandler,
  SuspendUserHandler,
  ReactivateUserHandler,
  ErasePersonHandler,
  InviteUserHandler,
  AcceptInvitationHandler,
  RecordSignInHandler,
  RecordPasswordChangeHandler,
  ChangeOwnNameHandler,
];
