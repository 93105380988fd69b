import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Appended,
  type EventStore,
  EventTooLarge,
  type NewEvent,
  type Position,
  type Revision,
  START,
  type StoredEvent,
  StoreUnavailable,
  WrongExpectedRevision,
} from '../event-store/event-store.ts';
import { Chains } from '../event-store/hash-chain.ts';

/** What every store takes as one append. A single event may be larger: it then goes alone. */
const RUN_EVENTS = 500;
const RUN_BYTES = 500_000;
/** How long an append whose outcome is unknown is sent again before the copy gives up; the next one carries on. */
const RESEND_WITHIN_MS = 60_000;
const RESEND_FIRST_MS = 50;
const RESEND_LONGEST_MS = 2_000;

/** Told after every page: where in the source, and where the source ends. */
export type OnProgress = (position: Position, head: Position) => void;

/** What the target holds of the source before anything is copied. */
export type Beginning = {
  events: number;
  /** Where the last of them is in the source, `START` when there is none. */
  position: Position;
  /** The chains of the source up to there: a log whose chains break is not copied further. */
  chains: Chains;
};

export type Copy = { events: number; streams: number };

/** The copy can't be made, or is none: the message says what was found where, and what to do. */
export class CopyRefused extends Error {
  override name = 'CopyRefused';
}

/**
 * Compares what the target holds with the beginning of the source, event by event.
 * @throws CopyRefused when the target holds anything else.
 */
export async function compareWithTarget(
  source: EventStore,
  target: EventStore,
  onProgress: OnProgress = () => {},
): Promise<Beginning> {
  const beginning: Beginning = { events: 0, position: START, chains: new Chains() };
  const end = await target.head();
  const wanted = eventsOf(source);
  try {
    for await (const page of target.readAll()) {
      for (const found of page) {
        const next = await wanted.next();
        const event = next.done ? undefined : next.value;
        if (event === undefined || !isCopy(found, event)) throw somethingElse(found, event);
        requireLink(beginning.chains, event);
        beginning.events += 1;
        beginning.position = event.position;
      }
      onProgress(page.at(-1)?.position ?? end, end);
    }
    return beginning;
  } finally {
    await wanted.return(undefined);
  }
}

/**
 * Appends what stands in the source behind the beginning, as it is stored, in the order of the source. Killed at any point,
 * what it has written is the beginning that the next copy finds.
 * @returns the number of events that were copied.
 * @throws CopyRefused, StoreUnavailable
 */
export async function copyBehind(
  source: EventStore,
  target: EventStore,
  { position, chains }: Beginning,
  onProgress: OnProgress = () => {},
): Promise<number> {
  const end = await source.head();
  let events = 0;
  onProgress(position, end);
  for await (const page of source.readAll({ after: position })) {
    for (const event of page) requireLink(chains, event);
    await appendInOrder(target, runsOf(page));
    events += page.length;
    onProgress(page.at(-1)?.position ?? end, end);
  }
  return events;
}

/**
 * Reads both logs from the first event to the last: every event in its place, every chain of the target unbroken.
 * @throws CopyRefused saying what differs.
 */
export async function verifyCopy(
  source: EventStore,
  target: EventStore,
  onProgress: OnProgress = () => {},
): Promise<Copy> {
  const end = await source.head();
  const chains = new Chains();
  const copied = eventsOf(target);
  let events = 0;
  try {
    for await (const page of source.readAll()) {
      for (const event of page) {
        const next = await copied.next();
        if (next.done) throw incomplete(events, event);
        if (!isCopy(next.value, event)) throw somethingElse(next.value, event);
        if (chains.follow(next.value) !== 'holds') throw changed(next.value);
        events += 1;
      }
      onProgress(page.at(-1)?.position ?? end, end);
    }
    const more = await copied.next();
    if (!more.done) throw somethingElse(more.value, undefined);
    return { events, streams: chains.streams };
  } finally {
    await copied.return(undefined);
  }
}

type Run = { stream: string; events: NewEvent[]; expectedRevision: Revision };

/** Neighbours of one stream as one append: nothing comes between them in the target either. */
function runsOf(page: readonly StoredEvent[]): Run[] {
  const runs: Run[] = [];
  let bytes = 0;
  for (const { stream, revision, id, type, data, metadata } of page) {
    const size = Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata));
    const last = runs.at(-1);
    const fits = last?.stream === stream && last.events.length < RUN_EVENTS && bytes + size <= RUN_BYTES;
    bytes = fits ? bytes + size : size;
    if (fits) last.events.push({ id, type, data, metadata });
    else runs.push({ stream, events: [{ id, type, data, metadata }], expectedRevision: revision - 1 });
  }
  return runs;
}

/**
 * A store of this process alone writes in the order in which it is asked, many appends with one sync. A server writes in the
 * order of arrival: there the next one waits for the answer to the last.
 */
async function appendInOrder(target: EventStore, runs: readonly Run[]): Promise<void> {
  if (target.isShared) for (const run of runs) await append(target, run);
  else await Promise.all(runs.map((run) => append(target, run)));
}

/** The identical run again until its outcome is known: the ids keep it from being written twice. */
async function append(target: EventStore, { stream, events, expectedRevision }: Run): Promise<Appended> {
  const giveUpAt = performance.now() + RESEND_WITHIN_MS;
  for (let pauseMs = RESEND_FIRST_MS; ; pauseMs = Math.min(pauseMs * 2, RESEND_LONGEST_MS)) {
    try {
      return await target.append(stream, events, expectedRevision);
    } catch (error) {
      const mayPass = error instanceof StoreUnavailable && target.isShared;
      if (!mayPass || performance.now() + pauseMs > giveUpAt) throw inWords(error, stream);
      await sleep(pauseMs);
    }
  }
}

function inWords(error: unknown, stream: string): unknown {
  if (error instanceof WrongExpectedRevision) {
    return new CopyRefused(
      `Somebody else writes to the target: ${error.message}. Stop whatever uses it. What was copied so far stays there; copy again into an empty target.`,
      { cause: error },
    );
  }
  if (error instanceof EventTooLarge) {
    return new CopyRefused(`An event of ${stream} is larger than the target takes: ${error.message}.`, {
      cause: error,
    });
  }
  return error;
}

async function* eventsOf(store: EventStore): AsyncGenerator<StoredEvent, undefined> {
  for await (const page of store.readAll()) yield* page;
  return undefined;
}

/** The hash covers the content, as far as the chain holds; that is looked at on its own. */
function isCopy(found: StoredEvent, event: StoredEvent): boolean {
  return (
    found.id === event.id &&
    found.stream === event.stream &&
    found.revision === event.revision &&
    found.type === event.type &&
    found.metadata.hash === event.metadata.hash
  );
}

/** @throws CopyRefused for the first event of the source that is not what was written there. */
function requireLink(chains: Chains, event: StoredEvent): void {
  if (chains.follow(event) === 'holds') return;
  throw new CopyRefused(
    `The source is not what was written: its chain breaks at ${placeOf(event)}. Nothing from there on was copied. \`npm run seatledger -- verify-chain\` tells more; restore the log from a backup, then copy that.`,
  );
}

function somethingElse(found: StoredEvent, event: StoredEvent | undefined): CopyRefused {
  const instead = event
    ? `where the source has ${event.type} (${event.id}) of ${placeOf(event)}`
    : 'behind everything that the source has';
  return new CopyRefused(
    `The target holds something else: ${found.type} (${found.id}) of ${placeOf(found)}, ${instead}. It was left as it is. Name an empty target, or the source that the target was copied from.`,
  );
}

function incomplete(events: number, missing: StoredEvent): CopyRefused {
  return new CopyRefused(
    `The copy ends after ${events} events, but the source goes on with ${missing.type} of ${placeOf(missing)}: something still writes to the source. Stop every server that uses it and run this again; it carries on.`,
  );
}

function changed(found: StoredEvent): CopyRefused {
  return new CopyRefused(
    `The copy is not what was written: its chain breaks at ${placeOf(found)}. Don't use it. The source is as it was: copy again into an empty target.`,
  );
}

function placeOf({ stream, revision, position }: StoredEvent): string {
  return `${stream} at revision ${revision} (position ${position})`;
}
