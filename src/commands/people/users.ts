import { Refusal, refuse } from '../../domain/refusal.ts';
import {
  type EmailClaim,
  type EmailClaimCommand,
  type EmailClaimEvent,
  emailClaim,
} from '../../domain/email/email-claim.ts';
import { emailKey, emailProblem } from '../../domain/user/person.ts';
import type { Role } from '../../domain/user/roles.ts';
import {
  type AddUser,
  type ChangeUser,
  endsSuperAdmin,
  type UserCommand,
  user,
} from '../../domain/user/user.decide.ts';
import { isActiveSuperAdmin, type User, type UserEvent } from '../../domain/user/user.ts';
import { fieldErrors, refuseInvalid } from '../../domain/validation.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import { type Position, type Revision, StoreUnavailable } from '../../event-store/event-store.ts';
import type { Accounts } from './accounts.ts';
import type { CommandContext } from '../runner/command-context.ts';
import type { Outcome } from '../runner/command-batch.ts';
import { CommandRunner } from '../runner/command-runner.ts';
import type { Exclusive } from '../runner/exclusive.ts';
import { IsSuperAdmin, type SuperAdminCandidates, SuperAdmins } from './super-admins.ts';
import type { UserGroups } from './user-groups.ts';

export type NewUser = Omit<AddUser, 'accountId'> & { userId: string };
export type UserChange = ChangeUser;
export type OwnName = Pick<ChangeUser, 'firstName' | 'lastName'>;

/** The secrets that users.ts needs: a keyed name for an address, and the end of a person's own. */
export type PersonSecrets = {
  emailHash(account: string, email: string): string;
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

export const userStream = (userId: string): string => `user-${userId}`;
const NO_USER = { detail: 'There is no such user.' };
/** A claim that no user has come for is given back after a minute (`policies/unfinished-email-claims.ts`): none comes so late. */
const CLAIMED_FOR_MS = 10_000;
/** A node that stood still for longer has lost its lock: the address may have been taken up again. */
const UNUSED_FOR_MS = 3_000;

/** Whoever has the role becomes one by these, or by a repeat of one that was cut off. */
const MAKES_SUPER_ADMINS: ReadonlySet<UserCommand['type']> = new Set([
  'AcceptInvitation',
  'ChangeUser',
  'ReactivateUser',
]);

/** The people of every account. What spans streams is finished after a crash by `policies/departed-users.ts`. */
export class Users {
  readonly runner: CommandRunner<User, UserCommand, UserEvent>;
  readonly emailClaims: CommandRunner<EmailClaim, EmailClaimCommand, EmailClaimEvent>;
  readonly superAdmins: SuperAdmins;
  #seats: DepartureFromSeats | undefined;

  constructor(
    log: EventLog,
    private readonly groups: UserGroups,
    private readonly accounts: Accounts,
    private readonly secrets: PersonSecrets,
    listedSuperAdmins: SuperAdminCandidates,
    private readonly exclusive: Exclusive,
  ) {
    this.runner = new CommandRunner(log, user);
    this.superAdmins = new SuperAdmins(log, this.runner, listedSuperAdmins, exclusive);
    this.emailClaims = new CommandRunner(log, emailClaim);
  }

  /** Seats know users and users free seats: the pools introduce themselves once they are there. */
  leaveSeatsWith(seats: DepartureFromSeats): void {
    this.#seats = seats;
  }

  /** U4: claims the address first, so that two users can never share it. A refused user gives it back. */
  async add(context: CommandContext, { userId, ...data }: NewUser): Promise<{ position: Position }> {
    await this.#requireMayAdd(context, data);
    return this.#oneAddressChange(userId, async () => {
      const notAfterMs = performance.now() + CLAIMED_FOR_MS;
      await this.#claim(context, userId, data.email);
      try {
        const command: UserCommand = { type: 'AddUser', data: { ...data, accountId: context.account } };
        const { position } = await this.#run(context, userId, command, { mayBeNew: true, notAfterMs });
        return { position };
      } catch (error) {
        // After an unknown outcome the user may yet turn up: then the policy decides, later.
        if (error instanceof Refusal)
          await this.#release(context, userId, this.addressStream(context.account, data.email));
        throw error;
      }
    });
  }

  /** Refuses as `add` would, and writes nothing. */
  async preview(context: CommandContext, { userId, ...data }: NewUser): Promise<void> {
    await this.#requireMayAdd(context, data);
    const command: UserCommand = { type: 'AddUser', data: { ...data, accountId: context.account } };
    await this.runner.ask(userStream(userId), (state) => user.decide(command, state));
    const claim: EmailClaimCommand = { type: 'ClaimEmail', data: { userId } };
    const address = this.addressStream(context.account, data.email);
    await this.emailClaims.ask(address, (state) => emailClaim.decide(claim, state));
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
      this.#requireMayGrant(context, change.role ?? before.role, change.privileges ?? []);
    }
    if (change.groupIds) {
      this.#requireGroupsInScope(context, change.groupIds);
      await this.groups.requireGroups(context.account, 'groupIds', change.groupIds);
    }
    if (change.managedGroupIds)
      await this.groups.requireGroups(context.account, 'managedGroupIds', change.managedGroupIds);
    return this.#oneAddressChange(userId, () => this.#changeWithEmail(context, userId, before, change, ifRevision));
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
    const released = await this.releaseFormerEmails(context, userId);
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

  /** U4: the user for whom an address was claimed last, whether they have it by now or not. */
  whoClaimed(account: string, email: string): Promise<string | null> {
    return this.emailClaims.ask(this.addressStream(account, email), ({ userId }) => userId);
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
    if (gone || state.accountId !== context.account || !inScope(context, state)) return refuse('NOT_FOUND', NO_USER);
    if (!seatsOnly) this.#requireRole(context, state.role);
    return state;
  }

  async isManaged(context: CommandContext, userId: string): Promise<boolean> {
    return this.runner.ask(
      userStream(userId),
      (state) => state.accountId === context.account && inScope(context, state),
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
    return Math.max(freed, await this.releaseFormerEmails(context, userId));
  }

  /** Gives back every address in the person's history that is not theirs now. */
  async releaseFormerEmails(context: CommandContext, userId: string): Promise<Position> {
    const emails = new Map<string, string>();
    for await (const page of this.runner.history(userStream(userId))) {
      for (const { data } of page) if (typeof data.email === 'string') emails.set(emailKey(data.email), data.email);
    }
    let last: Position = 0;
    for (const email of emails.values()) last = Math.max(last, await this.releaseUnused(context, userId, email));
    return last;
  }

  /** Releases the address unless it is the person's present one. */
  async releaseUnused(context: CommandContext, userId: string, email: string): Promise<Position> {
    return this.releaseClaim(context, userId, this.addressStream(context.account, email));
  }

  /** As `releaseUnused`, by the claim's stream. Answers the position of the release, 0 when there was nothing to release. */
  releaseClaim(context: CommandContext, userId: string, stream: string): Promise<Position> {
    return this.#oneAddressChange(userId, () => this.#release(context, userId, stream));
  }

  async #release(context: CommandContext, userId: string, stream: string): Promise<Position> {
    const notAfterMs = performance.now() + UNUSED_FOR_MS;
    const state = await this.runner.ask(userStream(userId), (current) => current);
    const present = state.status !== 'unknown' && state.status !== 'deleted' && state.accountId === context.account;
    if (present && state.email !== null && this.addressStream(context.account, state.email) === stream) return 0;
    const release = () => {
      requireInTime(notAfterMs);
      return { type: 'ReleaseEmail', data: { userId } } as const;
    };
    const { events, position } = await this.emailClaims.run(stream, release, context);
    return events.length > 0 ? position : 0;
  }

  async #changeWithEmail(
    context: CommandContext,
    userId: string,
    before: User,
    change: UserChange,
    ifRevision?: number,
  ) {
    const newEmail =
      change.email !== undefined && emailKey(change.email) !== emailKey(before.email ?? '') ? change.email : null;
    const notAfterMs = newEmail === null ? undefined : performance.now() + CLAIMED_FOR_MS;
    if (newEmail !== null) {
      refuseInvalid(fieldErrors({ email: emailProblem(newEmail) }));
      await this.#claim(context, userId, newEmail);
    }
    try {
      const command: UserCommand = { type: 'ChangeUser', data: change };
      const { position } = await this.#run(context, userId, command, { ifRevision, notAfterMs });
      if (newEmail !== null && before.email !== null)
        await this.#release(context, userId, this.addressStream(context.account, before.email));
      return { position };
    } catch (error) {
      if (error instanceof Refusal && newEmail !== null)
        await this.#release(context, userId, this.addressStream(context.account, newEmail));
      throw error;
    }
  }

  addressStream(account: string, email: string): string {
    return `email-${account}.${this.secrets.emailHash(account, email)}`;
  }

  async #claim(context: CommandContext, userId: string, email: string): Promise<void> {
    const stream = this.addressStream(context.account, email);
    await this.#releaseOfDeparted(context, stream, userId);
    await this.emailClaims.run(stream, { type: 'ClaimEmail', data: { userId } }, context);
  }

  /** U4: what was to be given back when its owner left, and was not, keeps nobody out: whoever was deleted never returns. */
  async #releaseOfDeparted(context: CommandContext, stream: string, wantedBy: string): Promise<void> {
    const owner = await this.emailClaims.ask(stream, ({ userId }) => userId);
    if (owner === null || owner === wantedBy || (await this.find(owner)).status !== 'deleted') return;
    await this.emailClaims.run(stream, { type: 'ReleaseEmail', data: { userId: owner } }, context);
  }

  async #requireMayAdd(context: CommandContext, data: Omit<NewUser, 'userId'>): Promise<void> {
    refuseInvalid(fieldErrors({ email: emailProblem(data.email) }));
    this.#requireMayGrant(context, data.role, data.privileges ?? []);
    this.#requireGroupsInScope(context, data.groupIds);
    await this.groups.requireGroups(context.account, 'groupIds', data.groupIds);
    await this.groups.requireGroups(context.account, 'managedGroupIds', data.managedGroupIds);
  }

  #requireRole(context: CommandContext, role: Role): void {
    if (context.authority && !context.authority.roles.includes(role)) {
      refuse('FORBIDDEN', { detail: `You may not manage users with the role ${role}.` });
    }
  }

  /** Nobody hands on what they do not hold. */
  #requireMayGrant(context: CommandContext, role: Role, privileges: readonly string[]): void {
    this.#requireRole(context, role);
    const { authority } = context;
    const missing = authority ? privileges.filter((privilege) => !authority.privileges.includes(privilege)) : [];
    if (missing.length > 0)
      refuse('FORBIDDEN', { detail: `You may not grant ${missing.join(', ')}: you do not hold it.` });
  }

  /** A manager of chosen groups places people in those only, and in one at least. */
  #requireGroupsInScope({ authority }: CommandContext, groupIds: readonly string[]): void {
    if (!authority || authority.scope === 'all') return;
    const { groupIds: managed } = authority.scope;
    if (groupIds.length > 0 && groupIds.every((groupId) => managed.includes(groupId))) return;
    refuse('FORBIDDEN', { detail: 'Choose user groups that you manage, one at least.' });
  }

  /**
   * From claiming an address until the user has it, nobody may find it unused and give it back. The policy that finishes what
   * a crash cut off would, at the very moment a repeat takes the same work up.
   */
  #oneAddressChange<T>(userId: string, change: () => Promise<T>): Promise<T> {
    return this.exclusive.run(`address-of:${userId}`, change);
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

/** @throws StoreUnavailable when it is later, by `performance.now()`. */
function requireInTime(notAfterMs: number): void {
  if (performance.now() <= notAfterMs) return;
  throw new StoreUnavailable('It took so long that the address may have been given to somebody else. Try again.');
}

function inScope({ authority }: CommandContext, { groupIds }: User): boolean {
  if (!authority || authority.scope === 'all') return true;
  const { groupIds: managed } = authority.scope;
  return groupIds.some((groupId) => managed.includes(groupId));
}
