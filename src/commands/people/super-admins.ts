import { Refusal, refuse } from '../../domain/refusal.ts';
import {
  mayBeLeaving,
  type SuperAdmins as Present,
  type SuperAdminsCommand,
  type SuperAdminsEvent,
  superAdmins,
} from '../../domain/super-admins/super-admins.ts';
import { endsSuperAdmin, type UserCommand } from '../../domain/user/user.decide.ts';
import { isActiveSuperAdmin, type User } from '../../domain/user/user.ts';
import { userStream } from '../../domain/streams.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import { type Position, type Revision, StoreUnavailable } from '../../event-store/event-store.ts';
import { type CommandContext, systemContext } from '../runner/command-context.ts';
import { CommandRunner } from '../runner/command-runner.ts';
import type { Exclusive } from '../runner/exclusive.ts';
import type { UserRunner } from './user-runner.ts';

/**
 * Finds who may be a Super Admin of an account, all of them: each is then asked for what is true now.
 * @throws StoreUnavailable when somebody might be missing.
 */
export type SuperAdminCandidates = { candidates(account: string): Promise<readonly string[]> };

/** Somebody is an active Super Admin whom the command would make none: that has to be decided with all of them in view. */
export class IsSuperAdmin extends Error {
  override name = 'IsSuperAdmin';
}

type Leaving = { userId: string; command: UserCommand; ifRevision: Revision | undefined };

/** Lost races to what else is written about the same user. */
const MAX_TRIES = 5;
const streamOf = (account: string): string => `superAdmins-${account}`;

/**
 * U2: an account keeps a Super Admin who can act. A stream of the account says who they are, and its expected revision decides
 * between nodes. Whoever stops being one is taken from it first, and their own event may then follow only the revision of
 * their stream that this rested on. So a crash in between leaves one too few in it, never one too many; they are counted again
 * before anybody is refused for it, as are those of a log that is older than this stream.
 */
export class SuperAdmins {
  readonly runner: CommandRunner<Present, SuperAdminsCommand, SuperAdminsEvent>;

  constructor(
    log: EventLog,
    private readonly users: UserRunner,
    private readonly listed: SuperAdminCandidates,
    private readonly exclusive: Exclusive,
  ) {
    this.runner = new CommandRunner(log, superAdmins);
  }

  /**
   * Runs a command on a user, with the account's stream first where it would end an active Super Admin.
   * @param run throws `IsSuperAdmin` for such a one unless it is told at which revision of their stream they may leave.
   * @throws Refusal LAST_SUPER_ADMIN
   */
  async keepingOne<Done>(
    context: CommandContext,
    leaving: Leaving,
    run: (leavesAt?: Revision) => Promise<Done>,
  ): Promise<Done> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof IsSuperAdmin)) throw error;
    }
    // Not for safety: those who decide at once would only count each other again and again.
    return this.exclusive.run(`super-admins:${context.account}`, () => this.#leave(context, leaving, run));
  }

  /** Somebody has become one, by this event of their stream. Repeatable; answers where that is written. */
  async add(context: CommandContext, userId: string, userRevision: Revision): Promise<Position> {
    const add = { type: 'AddSuperAdmin', data: { userId, userRevision } } as const;
    return (await this.runner.run(streamOf(context.account), add, context)).position;
  }

  async #leave<Done>(
    context: CommandContext,
    { userId, command, ifRevision }: Leaving,
    run: (leavesAt?: Revision) => Promise<Done>,
  ): Promise<Done> {
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const { user, revision } = await this.#userNow(userId);
      if (ifRevision !== undefined && ifRevision !== revision) refuse('STALE');
      try {
        if (!endsSuperAdmin(command, user)) return await run();
        await this.#remove(context, userId, revision);
        return await run(revision);
      } catch (error) {
        if (!isOvertaken(error) || ifRevision !== undefined) throw error;
      }
    }
    throw new StoreUnavailable('Too much is written about this user at once. Try again.');
  }

  async #remove(context: CommandContext, userId: string, userRevision: Revision): Promise<void> {
    const command = { type: 'RemoveSuperAdmin', data: { userId, userRevision } } as const;
    const remove = () => this.runner.run(streamOf(context.account), command, context);
    try {
      await remove();
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'LAST_SUPER_ADMIN')) throw error;
      await this.#countAgain(context, userId);
      await remove();
    }
  }

  async #countAgain(context: CommandContext, leaving: string): Promise<void> {
    const { account, at, commandId, correlationId } = context;
    const counting = systemContext('super-admins', account, at, { commandId, correlationId, causationId: commandId });
    for (const userId of await this.listed.candidates(account)) {
      if (userId !== leaving) await this.#count(counting, userId);
    }
  }

  async #count(context: CommandContext, userId: string): Promise<void> {
    const { user, revision } = await this.#userNow(userId);
    if (user.accountId !== context.account || !isActiveSuperAdmin(user)) return;
    const one = { userId, userRevision: revision };
    const isLeaving = await this.runner.ask(streamOf(context.account), (present) => mayBeLeaving(present, one));
    // Whoever is about to end it is too late once there is an event behind the one that this rested on.
    await this.add(context, userId, isLeaving ? await this.#confirm(context, userId, revision) : revision);
  }

  async #confirm(context: CommandContext, userId: string, revision: Revision): Promise<Revision> {
    const confirm: UserCommand = { type: 'ConfirmRole', data: {} };
    return (await this.users.run(userStream(userId), confirm, context, undefined, revision)).revision;
  }

  #userNow(userId: string): Promise<{ user: User; revision: Revision }> {
    return this.users.ask(userStream(userId), (user, revision) => ({ user, revision }));
  }
}

/** The user's stream has moved on since it was looked at. */
function isOvertaken(error: unknown): boolean {
  return error instanceof IsSuperAdmin || (error instanceof Refusal && error.code === 'STALE');
}
