import { refuse } from '../domain/refusal.ts';
import type { Position } from '../event-store/event-store.ts';
import type { HistoryLog } from './history-log.ts';
import type { IndexFile } from './index-file.ts';
import type { Indexer } from './indexer.ts';

/** A moment as it is asked for. `now`: an ISO instant, after which nothing can be known. */
export type AskedMoment = { at?: string; position?: string; now: string };
/** A place in the log with the time it stands for, an ISO instant. */
export type Moment = { position: Position; at: string };

/** Where a request names a moment, for what is wrong with it. */
type Pointers = { at: string; position: string };
const AS_OF: Pointers = { at: 'asOf', position: 'asOfPosition' };

const SCAN_EVENTS = 128;

/** Finds places in the log. */
export class Moments {
  readonly #log: HistoryLog;
  readonly #index: IndexFile;
  readonly #indexer: Indexer;

  constructor(log: HistoryLog, index: IndexFile, indexer: Indexer) {
    this.#log = log;
    this.#index = index;
    this.#indexer = indexer;
  }

  /** @throws Refusal VALIDATION_FAILED for what has not come yet, was never there, or is said twice. */
  async of({ at, position, now }: AskedMoment, pointers: Pointers = AS_OF): Promise<Moment> {
    if (at !== undefined && position !== undefined) invalid(pointers.position, `can't be named beside ${pointers.at}`);
    const head = await this.#log.head();
    await this.#indexer.catchUp(head);
    if (position !== undefined) return this.#atPosition(Number(position), head, pointers.position);
    const atMs = Date.parse(at ?? now);
    if (atMs > Date.parse(now)) invalid(pointers.at, 'has not come yet');
    return { position: await this.positionAt(atMs), at: new Date(atMs).toISOString() };
  }

  /**
   * The last position up to which nothing had happened later than the instant. Events are nearly, but not strictly, in the
   * order of their time: so two instants are never in the other order as positions, and an answer does not change any more once
   * something has happened later.
   */
  async positionAt(atMs: number): Promise<Position> {
    let { position } = this.#index.momentBefore(atMs);
    for (let isEnd = false; !isEnd; ) {
      isEnd = true;
      for await (const page of this.#log.readAll({ after: position, maxCount: SCAN_EVENTS })) {
        for (const event of page) {
          if (Date.parse(event.metadata.occurredAt as string) > atMs) return position;
          position = event.position;
        }
        isEnd = false;
      }
    }
    return position;
  }

  /** The time is that of the latest event up to it. */
  async #atPosition(position: Position, head: Position, pointer: string): Promise<Moment> {
    if (position > head) invalid(pointer, `must be a position of the store, which ends at ${head}`);
    let atMs = 0;
    for await (const page of this.#log.readAll({ after: position + 1, direction: 'backwards', maxCount: SCAN_EVENTS }))
      for (const event of page) atMs = Math.max(atMs, Date.parse(event.metadata.occurredAt as string));
    return { position, at: new Date(atMs).toISOString() };
  }
}

export function invalid(pointer: string, message: string): never {
  return refuse('VALIDATION_FAILED', {
    detail: `${pointer} ${message}.`,
    errors: [{ pointer: `/${pointer}`, message }],
  });
}
