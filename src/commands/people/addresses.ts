import {
  type EmailClaim,
  type EmailClaimCommand,
  type EmailClaimEvent,
  emailClaim,
} from '../../domain/email/email-claim.ts';
import { Refusal } from '../../domain/refusal.ts';
import { emailKey } from '../../domain/user/person.ts';
import { userStream } from '../../domain/streams.ts';
import type { EventLog } from '../../event-store/event-log.ts';
import { type Position, StoreUnavailable } from '../../event-store/event-store.ts';
import type { CommandContext } from '../runner/command-context.ts';
import { CommandRunner } from '../runner/command-runner.ts';
import type { Exclusive } from '../runner/exclusive.ts';
import type { UserRunner } from './user-runner.ts';

/** A keyed hash of an address: what its stream is named by. */
export type EmailHash = (account: string, email: string) => string;

/** A claim that no user has come for is given back after a minute (`policies/unfinished-email-claims.ts`): none comes so late. */
const CLAIMED_FOR_MS = 10_000;
/** A node that stood still for longer has lost its lock: the address may have been taken up again. */
const UNUSED_FOR_MS = 3_000;

/** U4: an address is claimed before a user has it, so that two can never share it, and released when it is nobody's. */
export class Addresses {
  readonly claims: CommandRunner<EmailClaim, EmailClaimCommand, EmailClaimEvent>;

  constructor(
    log: EventLog,
    private readonly users: UserRunner,
    private readonly emailHash: EmailHash,
    private readonly exclusive: Exclusive,
  ) {
    this.claims = new CommandRunner(log, emailClaim);
  }

  streamOf(account: string, email: string): string {
    return `email-${account}.${this.emailHash(account, email)}`;
  }

  /** The user for whom an address was claimed last, whether they have it by now or not. */
  whoClaimed(account: string, email: string): Promise<string | null> {
    return this.claims.ask(this.streamOf(account, email), ({ userId }) => userId);
  }

  /** Refuses as claiming would, and writes nothing. */
  async requireFree({ account }: CommandContext, userId: string, email: string): Promise<void> {
    const claim: EmailClaimCommand = { type: 'ClaimEmail', data: { userId } };
    await this.claims.ask(this.streamOf(account, email), (state) => emailClaim.decide(claim, state));
  }

  /**
   * Claims an address while a user gets it. A refused user gives it back.
   * @param give writes the user. It must be refused after `notAfterMs`, by `performance.now()`: see `requireInTime`.
   */
  async claimedFor<Done>(
    context: CommandContext,
    userId: string,
    email: string,
    give: (notAfterMs: number) => Promise<Done>,
  ): Promise<Done> {
    const notAfterMs = performance.now() + CLAIMED_FOR_MS;
    const stream = this.streamOf(context.account, email);
    await this.#releaseOfDeparted(context, stream, userId);
    await this.claims.run(stream, { type: 'ClaimEmail', data: { userId } }, context);
    try {
      return await give(notAfterMs);
    } catch (error) {
      // After an unknown outcome the user may yet turn up: then the policy decides, later.
      if (error instanceof Refusal) await this.#release(context, userId, stream);
      throw error;
    }
  }

  /** Releases an address unless it is the person's present one. For the middle of their `oneChange`. */
  async release(context: CommandContext, userId: string, email: string): Promise<void> {
    await this.#release(context, userId, this.streamOf(context.account, email));
  }

  /** Gives back every address in the person's history that is not theirs now. */
  async releaseFormer(context: CommandContext, userId: string): Promise<Position> {
    const emails = new Map<string, string>();
    for await (const page of this.users.history(userStream(userId))) {
      for (const { data } of page) if (typeof data.email === 'string') emails.set(emailKey(data.email), data.email);
    }
    let last: Position = 0;
    for (const email of emails.values()) {
      const stream = this.streamOf(context.account, email);
      last = Math.max(last, await this.releaseClaim(context, userId, stream));
    }
    return last;
  }

  /** Releases the address of a stream. Answers the position of the release, 0 when there was nothing to release. */
  releaseClaim(context: CommandContext, userId: string, stream: string): Promise<Position> {
    return this.oneChange(userId, () => this.#release(context, userId, stream));
  }

  /**
   * From claiming an address until the user has it, nobody may find it unused and give it back. The policy that finishes what
   * a crash cut off would, at the very moment a repeat takes the same work up.
   */
  oneChange<T>(userId: string, change: () => Promise<T>): Promise<T> {
    return this.exclusive.run(`address-of:${userId}`, change);
  }

  async #release(context: CommandContext, userId: string, stream: string): Promise<Position> {
    const notAfterMs = performance.now() + UNUSED_FOR_MS;
    const state = await this.users.ask(userStream(userId), (current) => current);
    const present = state.status !== 'unknown' && state.status !== 'deleted' && state.accountId === context.account;
    if (present && state.email !== null && this.streamOf(context.account, state.email) === stream) return 0;
    const release = () => {
      requireInTime(notAfterMs);
      return { type: 'ReleaseEmail', data: { userId } } as const;
    };
    const { events, position } = await this.claims.run(stream, release, context);
    return events.length > 0 ? position : 0;
  }

  /** U4: what was to be given back when its owner left, and was not, keeps nobody out: whoever was deleted never returns. */
  async #releaseOfDeparted(context: CommandContext, stream: string, wantedBy: string): Promise<void> {
    const owner = await this.claims.ask(stream, ({ userId }) => userId);
    if (owner === null || owner === wantedBy) return;
    const { status } = await this.users.ask(userStream(owner), (current) => current);
    if (status !== 'deleted') return;
    await this.claims.run(stream, { type: 'ReleaseEmail', data: { userId: owner } }, context);
  }
}

/** @throws StoreUnavailable when it is later, by `performance.now()`. */
export function requireInTime(notAfterMs: number): void {
  if (performance.now() <= notAfterMs) return;
  throw new StoreUnavailable('It took so long that the address may have been given to somebody else. Try again.');
}
