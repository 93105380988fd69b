import type { Position } from '../event-store/event-store.ts';
import { type HistoryLog, type PastEvent, pastEvent } from './history-log.ts';
import type { IndexFile } from './index-file.ts';

/** Events of one correlation that are looked at: a bulk edit of ten thousand has more, and is told in part. */
const RELATED_MAX = 2_000;

/** An event with what made it necessary, the nearest first, and what it made necessary, in their order. */
export type Related = { event: PastEvent; causes: Position[]; effects: Position[] };

/** What caused an event, and what it caused. */
export class Causes {
  readonly #log: HistoryLog;
  readonly #index: IndexFile;

  constructor(log: HistoryLog, index: IndexFile) {
    this.#log = log;
    this.#index = index;
  }

  /** `null` where there is no event, or another account's. */
  async of(account: string, position: Position): Promise<Related | null> {
    const event = await this.event(position);
    if (event?.metadata.account !== account) return null;
    const { $correlationId } = event.metadata;
    const related: PastEvent[] = [];
    for (const other of this.#index.linked(account, $correlationId, RELATED_MAX)) {
      const found = await this.event(other);
      if (found?.metadata.$correlationId === $correlationId && found.metadata.account === account) related.push(found);
    }
    const parents = new Map(related.map((one) => [one.position, parentOf(one, related)?.position]));
    const causes = chain(event.position, parents);
    const effects = related.filter((one) => chain(one.position, parents).includes(event.position));
    return { event, causes, effects: effects.map((effect) => effect.position) };
  }

  async event(position: Position): Promise<PastEvent | undefined> {
    for await (const [stored] of this.#log.readAll({ from: position, maxCount: 1 }))
      return stored?.position === position ? (pastEvent(stored) as PastEvent) : undefined;
    return undefined;
  }
}

/**
 * The event that an event names as its cause, or the first that the command it names has written. Of one command that writes to
 * several streams, the first event says what was wanted, and the others carry it out (ADR 0007).
 */
function parentOf({ position, stream, metadata }: PastEvent, related: readonly PastEvent[]): PastEvent | undefined {
  const { $causationId, commandId } = metadata;
  const earlier = related.filter((other) => other.position < position);
  const named = earlier.find(({ id }) => id === $causationId);
  if (named) return named;
  const first = earlier.find((other) => other.metadata.commandId === $causationId);
  return $causationId === commandId && first?.stream === stream ? undefined : first;
}

/** From an event to the root, itself not in it. */
function chain(position: Position, parents: ReadonlyMap<Position, Position | undefined>): Position[] {
  const found: Position[] = [];
  for (let at = parents.get(position); at !== undefined; at = parents.get(at)) found.push(at);
  return found;
}
