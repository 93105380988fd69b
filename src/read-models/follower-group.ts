import { setTimeout as pause } from 'node:timers/promises';
import { type EventFilter, StoreUnavailable } from '../event-store/event-store.ts';
import { commitTogether, type EventApplier } from './event-applier.ts';
import type { EventPage, EventSource, Projection } from './projection.ts';
import type { WritableDatabase } from './database/read-database.ts';

/**
 * At the tail the first event is shown at once; what follows while the group rests is shown together. It rests longer the
 * longer a commit takes: under load fewer, larger commits cost less.
 */
const REST = { timesWork: 2, leastMs: 2, mostMs: 6 } as const;

export type Follower = {
  projection: Projection;
  applier: EventApplier;
  /** Everything up to the applier's position can be read. @param caughtUp whether that was all there is. */
  onPassed(caughtUp: boolean): void;
};

type Member = Follower & { signal: AbortSignal } & PromiseWithResolvers<void>;

type Parts = {
  database: WritableDatabase;
  log: Pick<EventSource, 'follow'>;
  /** Other nodes watch the stored checkpoints. */
  isShared: boolean;
};

/** Something went wrong that may be one member's alone: each has to go on by itself, and sees whether it can. */
export class GroupFailed extends Error {
  override name = 'GroupFailed';

  constructor(cause: unknown) {
    super(`Not together: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/**
 * Projections that follow the log together: each page is read once, and what all of them make of it is one transaction with
 * one statement for their checkpoints. A projection that trips over an event leaves alone; the others go on.
 */
export class FollowerGroup {
  readonly #parts: Parts;
  readonly #members = new Set<Member>();
  /** Aborts when somebody comes or is to go: the log is then followed for those who are there. */
  #changed = new AbortController();
  #isRunning = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Follows until the signal aborts; then nothing of this follower is under way any more. Ends quietly with the log, too.
   * @throws HandlerFailed with everything before that event readable, GroupFailed, StoreUnavailable; alone, whatever it was.
   */
  join(follower: Follower, signal: AbortSignal): Promise<void> {
    const member: Member = { ...follower, signal, ...Promise.withResolvers<void>() };
    const onAbort = () => this.#changed.abort();
    signal.addEventListener('abort', onAbort);
    this.#members.add(member);
    this.#changed.abort();
    if (!this.#isRunning) void this.#run();
    return member.promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (;;) {
      this.#changed = new AbortController();
      for (const member of this.#members) if (member.signal.aborted) this.#leave(member);
      if (this.#members.size === 0) break;
      try {
        await this.#follow(this.#changed.signal);
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#isRunning = false;
  }

  /** From where the last of them stands: the others pass over what they have. */
  async #follow(signal: AbortSignal): Promise<void> {
    // Whoever comes meanwhile has not seen the pages before, and waits for the next round.
    const members = [...this.#members];
    const after = Math.min(...members.map(({ applier }) => applier.position));
    const projections = members.map(({ projection }) => projection);
    const filter = filterOf(projections);
    const opens = new Set(projections.flatMap((projection) => [...projection.opens]));
    for await (const page of this.#parts.log.follow({ after, filter, opens, signal })) {
      await this.#take(page, members, signal);
      if (signal.aborted) return;
    }
    if (!signal.aborted) for (const member of members) this.#leave(member);
  }

  async #take({ events, scannedTo, caughtUp }: EventPage, members: Member[], signal: AbortSignal): Promise<void> {
    const { database, isShared } = this.#parts;
    const able: Member[] = [];
    for (const member of members) {
      const error = failureOf(() => member.applier.fold(events));
      if (error === undefined) able.push(member);
      else await this.#leaveAlone(member, error);
    }
    if (able.length === 0) return;
    const beganMs = performance.now();
    const appliers = able.map(({ applier }) => applier);
    await commitTogether(database, appliers, scannedTo, { isStored: caughtUp && isShared });
    for (const { onPassed } of able) onPassed(caughtUp);
    if (caughtUp && (events.length > 0 || isShared)) await rest(performance.now() - beganMs, signal);
  }

  /** What came before the event that it can't get past is made readable first. The others go on without it. */
  async #leaveAlone(member: Member, error: unknown): Promise<void> {
    this.#members.delete(member);
    this.#changed.abort();
    try {
      await member.applier.commitFolded();
      member.reject(error);
    } catch (notWritten) {
      member.reject(notWritten);
    }
  }

  #leave(member: Member): void {
    this.#members.delete(member);
    member.resolve();
  }

  #failed(error: unknown): void {
    const isEverybodys = error instanceof StoreUnavailable || this.#members.size === 1;
    const reason = isEverybodys ? error : new GroupFailed(error);
    for (const member of this.#members) member.reject(reason);
    this.#members.clear();
  }
}

function failureOf(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Lets through what any of them reads. */
function filterOf(projections: readonly Projection[]): EventFilter {
  const types = projections.map(({ filter }) => filter.types);
  return types.every((some) => some !== undefined) ? { types: [...new Set(types.flat())] } : {};
}

async function rest(tookMs: number, signal: AbortSignal): Promise<void> {
  const ms = Math.min(Math.max(tookMs * REST.timesWork, REST.leastMs), REST.mostMs);
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
