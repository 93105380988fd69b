import { refuse } from '../../domain/refusal.ts';
import { emailKey, emailProblem } from '../../domain/user/person.ts';
import {
  type AddUser,
  type ChangeUser,
  endsSuperAdmin,
  type UserCommand,
  user,
} from '../../domain/user/user.decide.ts';
import { isActiveSuperAdmin, type User, type UserEvent } from '../../domain/user/user.ts';
import { fieldErrors, refuseInvalid } from '../../domain/validation.ts';
import { userStream } from '../../domain/streams.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import type { Position, Revision } from '../../event-store/event-store.ts';
import type { Accounts } from './accounts.ts';
import { Addresses, type EmailHash, requireInTime } from './addresses.ts';
import type { CommandContext } from '../runner/command-context.ts';
import type { Outcome } from '../runner/command-batch.ts';
import { CommandRunner } from '../runner/command-runner.ts';
import type { Exclusive } from '../runner/exclusive.ts';
import { isInScope, requireGroupsInScope, requireMayGrant, requireRole } from './rights.ts';
import { IsSuperAdmin, type SuperAdminCandidates, SuperAdmins } from './super-admins.ts';
import type { UserGroups } from './user-groups.ts';
import type { UserRunner } from './user-runner.ts';

export type NewUser = Omit<AddUser, 'accountId'> & { userId: string };
export type UserChange = ChangeUser;
export type OwnName = Pick<ChangeUser, 'firstName' | 'lastName'>;

/** The secrets that users.ts needs: a keyed name for an address, and the end of a person's own. */
export type PersonSecrets = {
  emailHash: EmailHash;
  /** Ends sign-ins, invitations and the password, durably. */
  forgetCredentials(userId: string): Promise<void>;
  /** Ends sign-ins and invitations, durably; the password is good again after a reactivation. */
  shutOut(userId: string): Promise<void>;
  /** U5: the personal fields of the person's events can't be read from now on, by anybody. */
  destroyPersonalKey(userId: string): Promise<void>;
};

/** What the pools do when somebody leaves. */
export type DepartureFromSeats = {
  /** Frees the person's seats and ends their sessions (S6). @returns the position of the last event, 0 for none. */
  free(context: CommandContext, userId: string, reason: 'user-suspended' | 'user-deleted'): Promise<Position>;
  /** The person was erased: removes kept copies of pools that may still hold words of theirs. */
  forget(account: string): Promise<void>;
};

const NO_USER = { detail: 'There is no such user.' };

/** Whoever has the role becomes one by these, or by a repeat of one that was cut off. */
const MAKES_SUPER_ADMINS: ReadonlySet<UserCommand['type']> = new Set([
  'AcceptInvitation',
  'ChangeUser',
  'ReactivateUser',
]);

/** The people of every account. What spans streams is finished after a crash by `policies/departed-users.ts`. */
export class Users {
  readonly runner: UserRunner;
  readonly addresses: Addresses;
  readonly superAdmins: SuperAdmins;
  #seats: DepartureFromSeats | undefined;

  constructor(
    log: EventLog,
    private readonly groups: UserGroups,
    private readonly accounts: Accounts,
    private readonly secrets: PersonSecrets,
    listedSuperAdmins: SuperAdminCandidates,
    exclusive: Exclusive,
  ) {
    this.runner = new CommandRunner(log, user);
    this.superAdmins = new SuperAdmins(log, this.runner, listedSuperAdmins, exclusive);
    this.addresses = new Addresses(log, this.runner, secrets.emailHash, exclusive);
  }

  /** Seats know users and users free seats: the pools introduce themselves once they are there. */
  leaveSeatsWith(seats: DepartureFromSeats): void {
    this.#seats = seats;
  }

  /** U4: claims the address first, so that two users can never share it. */
  async add(context: CommandContext, { userId, ...data }: NewUser): Promise<{ position: Position }> {
    await this.#requireMayAdd(context, data);
    const command: UserCommand = { type: 'AddUser', data: { ...data, accountId: context.account } };
    return this.addresses.oneChange(userId, () =>
      this.addresses.claimedFor(context, userId, data.email, (notAfterMs) =>
        this.#done(this.#run(context, userId, command, { mayBeNew: true, notAfterMs })),
      ),
    );
  }

  /** Refuses as `add` would, and writes nothing. */
  async preview(context: CommandContext, { userId, ...data }: NewUser): Promise<void> {
    await this.#requireMayAdd(context, data);
    const command: UserCommand = { type: 'AddUser', data: { ...data, accountId: context.account } };
    await this.runner.ask(userStream(userId), (state) => user.decide(command, state));
    await this.addresses.requireFree(context, userId, data.email);
  }

  /** @param ifRevision refused with `STALE` when the user has changed since. */
  async change(
    context: CommandContext,
    userId: string,
    change: UserChange,
    ifRevision?: number,
  ): Promise<{ position: Position }> {
    const before = await this.requireManaged(context, userId);
    if (change.role !== undefined || change.privileges) {
      requireMayGrant(context, change.role ?? before.role, change.privileges ?? []);
    }
    if (change.groupIds) {
      requireGroupsInScope(context, change.groupIds);
      await this.groups.requireGroups(context.account, 'groupIds', change.groupIds);
    }
    if (change.managedGroupIds)
      await this.groups.requireGroups(context.account, 'managedGroupIds', change.managedGroupIds);
    return this.addresses.oneChange(userId, () => this.#changeWithEmail(context, userId, before, change, ifRevision));
  }

  /** The person's seats are freed, their sessions and sign-ins ended, before this answers. */
  async delete(context: CommandContext, userId: string, reason: string | null): Promise<{ position: Position }> {
    await this.requireManaged(context, userId, { deletedToo: true });
    const { position } = await this.#run(context, userId, { type: 'DeleteUser', data: { reason } });
    return { position: Math.max(position, await this.finishDeparture(context, userId)) };
  }

  async suspend(context: CommandContext, userId: string, reason: string | null): Promise<{ position: Position }> {
    await this.requireManaged(context, userId);
    const { position } = await this.#run(context, userId, { type: 'SuspendUser', data: { reason } });
    return { position: Math.max(position, await this.finishDeparture(context, userId)) };
  }

  async reactivate(context: CommandContext, userId: string, reason: string | null): Promise<{ position: Position }> {
    await this.requireManaged(context, userId);
    return this.#done(this.#run(context, userId, { type: 'ReactivateUser', data: { reason } }));
  }

  /** U5. The event first: a key destroyed without it would be a loss that nobody ordered. */
  async erase(context: CommandContext, userId: string, reason: string | null): Promise<{ position: Position }> {
    await this.requireManaged(context, userId, { deletedToo: true });
    const outcome = await this.#run(context, userId, { type: 'ErasePerson', data: { reason } });
    return { position: Math.max(outcome.position, await this.finishErasure(context, userId)) };
  }

  /**
   * The part of an erasure that follows its event. Repeatable. Addresses first: without the key nobody can read which they
   * were. Answers the position of the last event it wrote, 0 for none.
   */
  async finishErasure(context: CommandContext, userId: string): Promise<Position> {
    const released = await this.addresses.releaseFormer(context, userId);
    await this.secrets.destroyPersonalKey(userId);
    await this.#seats?.forget(context.account);
    return released;
  }

  /** S5: the billing contact is somebody who can sign in. */
  async makeBillingContact(context: CommandContext, userId: string): Promise<{ position: Position }> {
    const { status } = await this.requireManaged(context, userId);
    if (status === 'suspended') refuse('USER_SUSPENDED', { detail: 'A suspended user cannot be the billing contact.' });
    return this.accounts.changeBillingContact(context, userId);
  }

  async invite(context: CommandContext, userId: string, expiresAt: string): Promise<{ position: Position }> {
    await this.requireManaged(context, userId);
    return this.#done(this.#run(context, userId, { type: 'InviteUser', data: { expiresAt } }));
  }

  acceptInvitation(context: CommandContext, userId: string): Promise<{ position: Position }> {
    return this.#done(this.#run(context, userId, { type: 'AcceptInvitation', data: {} }));
  }

  recordSignIn(context: CommandContext, userId: string): Promise<{ position: Position }> {
    return this.#done(this.#run(context, userId, { type: 'RecordSignIn', data: { at: context.at } }));
  }

  /** Of whoever acts: everybody chooses their own password. */
  recordPasswordChange(context: CommandContext): Promise<{ position: Position }> {
    return this.#done(this.#run(context, context.actor.id, { type: 'ChangePassword', data: {} }));
  }

  /** Of whoever acts: one's own name needs no privilege. */
  changeOwnName(context: CommandContext, { firstName, lastName }: OwnName): Promise<{ position: Position }> {
    const data = { ...(firstName === undefined ? {} : { firstName }), ...(lastName === undefined ? {} : { lastName }) };
    return this.#done(this.#run(context, context.actor.id, { type: 'ChangeUser', data }));
  }

  /** The user as the log has them, whoever asks. */
  find(userId: string): Promise<User> {
    return this.runner.ask(userStream(userId), (state) => state);
  }

  /** Why the person may hold no seat now, or `null` when they may. */
  async departure(account: string, userId: string): Promise<'user-suspended' | 'user-deleted' | null> {
    return this.runner.ask(userStream(userId), ({ accountId, status }) => {
      if (accountId !== account || status === 'deleted') return 'user-deleted';
      return status === 'suspended' ? 'user-suspended' : null;
    });
  }

  /** @throws Refusal NOT_FOUND, USER_SUSPENDED, FORBIDDEN */
  async requireMaySit(context: CommandContext, userId: string): Promise<void> {
    const { status } = await this.requireManaged(context, userId, { seatsOnly: true });
    if (status === 'suspended') refuse('USER_SUSPENDED', { detail: 'The user is suspended. Reactivate them first.' });
  }

  /** The user as they are now, if the caller may manage them. @throws Refusal NOT_FOUND, FORBIDDEN */
  async requireManaged(
    context: CommandContext,
    userId: string,
    { deletedToo = false, seatsOnly = false }: { deletedToo?: boolean; seatsOnly?: boolean } = {},
  ): Promise<User> {
    const state = await this.runner.ask(userStream(userId), (current) => current);
    const gone = state.status === 'unknown' || (state.status === 'deleted' && !deletedToo);
    if (gone || state.accountId !== context.account || !isInScope(context, state)) return refuse('NOT_FOUND', NO_USER);
    if (!seatsOnly) requireRole(context, state.role);
    return state;
  }

  async isManaged(context: CommandContext, userId: string): Promise<boolean> {
    return this.runner.ask(
      userStream(userId),
      (state) => state.accountId === context.account && isInScope(context, state),
    );
  }

  /**
   * What follows from a departure, step by step and each repeatable, so that the policy can finish what a crash cut off.
   * Answers the position of the last event it wrote, 0 for none.
   */
  async finishDeparture(context: CommandContext, userId: string): Promise<Position> {
    const departure = await this.departure(context.account, userId);
    if (departure === null) return 0;
    const freed = (await this.#seats?.free(context, userId, departure)) ?? 0;
    if (departure === 'user-suspended') {
      await this.secrets.shutOut(userId);
      return freed;
    }
    await this.secrets.forgetCredentials(userId);
    return Math.max(freed, await this.addresses.releaseFormer(context, userId));
  }

  async #changeWithEmail(
    context: CommandContext,
    userId: string,
    before: User,
    change: UserChange,
    ifRevision?: number,
  ): Promise<{ position: Position }> {
    const command: UserCommand = { type: 'ChangeUser', data: change };
    const run = (notAfterMs?: number) => this.#done(this.#run(context, userId, command, { ifRevision, notAfterMs }));
    const { email } = change;
    if (email === undefined || emailKey(email) === emailKey(before.email ?? '')) return run();
    refuseInvalid(fieldErrors({ email: emailProblem(email) }));
    return this.addresses.claimedFor(context, userId, email, async (notAfterMs) => {
      const done = await run(notAfterMs);
      if (before.email !== null) await this.addresses.release(context, userId, before.email);
      return done;
    });
  }

  async #requireMayAdd(context: CommandContext, data: Omit<NewUser, 'userId'>): Promise<void> {
    refuseInvalid(fieldErrors({ email: emailProblem(data.email) }));
    requireMayGrant(context, data.role, data.privileges ?? []);
    requireGroupsInScope(context, data.groupIds);
    await this.groups.requireGroups(context.account, 'groupIds', data.groupIds);
    await this.groups.requireGroups(context.account, 'managedGroupIds', data.managedGroupIds);
  }

  async #run(
    context: CommandContext,
    userId: string,
    command: UserCommand,
    options: { mayBeNew?: boolean; ifRevision?: number; notAfterMs?: number } = {},
  ): Promise<Outcome<UserEvent, User>> {
    const { mayBeNew = false, ifRevision, notAfterMs = Infinity } = options;
    const stream = userStream(userId);
    const check = (state: User, leavesAt?: Revision): UserCommand => {
      requireInTime(notAfterMs);
      const foreign = state.accountId === null ? !mayBeNew : state.accountId !== context.account;
      if (foreign) refuse('NOT_FOUND', NO_USER);
      if (leavesAt === undefined && endsSuperAdmin(command, state)) throw new IsSuperAdmin();
      return command;
    };
    const run = (leavesAt?: Revision) =>
      this.runner.run(
        stream,
        (state) => check(state, leavesAt),
        context,
        (state) => state,
        leavesAt ?? ifRevision,
      );
    const done = await this.superAdmins.keepingOne(context, { userId, command, ifRevision }, run);
    if (!MAKES_SUPER_ADMINS.has(command.type) || !isActiveSuperAdmin(done.value)) return done;
    const added = await this.superAdmins.add(context, userId, done.revision);
    return { ...done, position: Math.max(done.position, added) };
  }

  async #done(outcome: Promise<{ position: Position }>): Promise<{ position: Position }> {
    return { position: (await outcome).position };
  }
}
