import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, RecordedEvent } from '../event-store/event-log.ts';
import { type Position, StoreUnavailable } from '../event-store/event-store.ts';

/** Where a policy has got to. Losing it costs a replay: what a policy does, it may do twice. */
export type Checkpoints = {
  load(name: string): Promise<Position>;
  save(name: string, position: Position): Promise<void>;
};

export type PolicyLog = { error(details: object, message: string): void };

/** What happens because something happened: reads events in their order and answers each with commands. */
export type FollowingPolicy = {
  name: string;
  /** Event types it answers to. */
  on: readonly string[];
  /**
   * Repeatable. A rejection is tried again, and stops the policy loudly when it does not pass.
   * @param signal aborts when the policy is to end on this node: for waits.
   */
  handle(event: RecordedEvent, signal: AbortSignal): Promise<void>;
};

const MAX_TRIES = 8;
export const FIRST_PAUSE_MS = 100;
const STORE_PAUSE_MS = 1_000;
const SAVE_EVERY_EVENTS = 1_000;

type Running = {
  log: EventLog;
  checkpoints: Checkpoints;
  logger: PolicyLog;
  signal: AbortSignal;
  firstPauseMs?: number;
};

/**
 * Follows the log from the policy's checkpoint until `signal` aborts. A store that does not answer is waited for, however
 * long: what was handled since the checkpoint is then handled again, as after a crash.
 */
export async function runFollowingPolicy(policy: FollowingPolicy, running: Running): Promise<void> {
  const { logger, signal } = running;
  while (!signal.aborted) {
    try {
      return await follow(policy, running);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      logger.error({ policy: policy.name, error }, 'A policy waits for a store that does not answer');
      await sleep(STORE_PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function follow(
  policy: FollowingPolicy,
  { log, checkpoints, logger, signal, firstPauseMs = FIRST_PAUSE_MS }: Running,
): Promise<void> {
  const after = await checkpoints.load(policy.name);
  let unsaved = 0;
  for await (const page of log.follow({ after, filter: { types: policy.on }, signal })) {
    for (const event of page.events) await withRetries(policy, event, logger, signal, firstPauseMs);
    unsaved += page.events.length;
    if (signal.aborted) return;
    if (page.events.length === 0 && unsaved === 0) continue;
    if (page.caughtUp || unsaved >= SAVE_EVERY_EVENTS) {
      await checkpoints.save(policy.name, page.scannedTo);
      unsaved = 0;
    }
  }
}

async function withRetries(
  policy: FollowingPolicy,
  event: RecordedEvent,
  logger: PolicyLog,
  signal: AbortSignal,
  firstPauseMs: number,
): Promise<void> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      return await policy.handle(event, signal);
    } catch (error) {
      if (signal.aborted) return;
      logger.error({ policy: policy.name, position: event.position, tries, error }, 'A policy failed at an event');
      if (tries >= MAX_TRIES) throw error;
      await sleep(firstPauseMs * 2 ** tries, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** What happens because time passed: every so often, one run at a time. */
export type TimedPolicy = {
  name: string;
  /** How long it waits before each run. */
  everyMs: number | (() => number);
  /** What it works on is this node's own memory. Any other runs on one node at a time. */
  onEveryNode?: true;
  run(): Promise<void>;
};

/** Runs until `signal` aborts. A failed run is logged and the next one comes as usual: correctness waits for none of them. */
export async function runTimedPolicy(policy: TimedPolicy, logger: PolicyLog, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const pauseMs = typeof policy.everyMs === 'number' ? policy.everyMs : policy.everyMs();
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await policy.run();
    } catch (error) {
      logger.error({ policy: policy.name, error }, 'A policy failed; it runs again as usual');
    }
  }
}
