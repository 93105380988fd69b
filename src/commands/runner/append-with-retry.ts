import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Appended,
  type EventStore,
  type NewEvent,
  type Revision,
  type StoredEvent,
  StoreUnavailable,
  WrongExpectedRevision,
} from '../../event-store/event-store.ts';
import { WriterTooOld } from '../../event-store/writer-version.ts';

/** How long after it was decided a batch is pursued before its commands are answered `STORE_UNAVAILABLE`. */
const RESOLVE_WITHIN_MS = 10_000;
const RESEND_FIRST_MS = 50;
const RESEND_LONGEST_MS = 1_000;

/** As much of the log as this needs. */
type Log = Pick<EventStore, 'append'> & {
  read(
    stream: string,
    options: { from: Revision; maxCount: number },
  ): AsyncIterable<Pick<StoredEvent, 'id' | 'revision' | 'position'>[]>;
};

/**
 * Appends, and pursues an unknown outcome until it is known: the identical batch is sent again, alone, until the store
 * takes it, or says that somebody wrote first; then the stream itself tells whether that somebody was us. A process that
 * stood still meanwhile sends nothing more: what was decided by a claim of its own is anybody's by then (`leases.ts`).
 *
 * @param decidedMs when deciding began, by `performance.now()`.
 * @throws WrongExpectedRevision another wrote first; @throws StoreUnavailable it is not known to have been written.
 */
export async function appendWithRetry(
  log: Log,
  stream: string,
  prepared: NewEvent[],
  expected: Revision,
  decidedMs: number,
): Promise<Appended> {
  const giveUpAt = decidedMs + RESOLVE_WITHIN_MS;
  let pause = RESEND_FIRST_MS;
  for (let unknown = false; ; unknown = true) {
    if (performance.now() > giveUpAt)
      throw new StoreUnavailable(`It was decided too long ago to be written${unknown ? ' once more' : ''}. Try again.`);
    try {
      return await log.append(stream, prepared, expected);
    } catch (error) {
      if (error instanceof WrongExpectedRevision && unknown)
        return foundWritten(log, stream, prepared, expected, error);
      if (!(error instanceof StoreUnavailable) || error instanceof WriterTooOld || performance.now() + pause > giveUpAt)
        throw error;
      await sleep(pause * (0.5 + Math.random() / 2));
      pause = Math.min(pause * 2, RESEND_LONGEST_MS);
    }
  }
}

/** Where the batch stands in the stream after all; throws the conflict when another's events stand there. */
async function foundWritten(
  log: Log,
  stream: string,
  prepared: NewEvent[],
  expected: Revision,
  conflict: WrongExpectedRevision,
): Promise<Appended> {
  let index = 0;
  let last: Appended | undefined;
  for await (const page of log.read(stream, { from: expected + 1, maxCount: prepared.length })) {
    for (const event of page) {
      if (event.id !== prepared[index]?.id) throw conflict;
      last = { revision: event.revision, position: event.position };
      index += 1;
    }
  }
  if (index !== prepared.length || last === undefined) throw conflict;
  return last;
}
