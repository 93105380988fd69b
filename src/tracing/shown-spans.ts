import type { Span, Tracing } from '../common/tracing.ts';
import type { EventFilter, Position } from '../event-store/event-store.ts';
import type { Written } from './traced-store.ts';

/** Waited for at once; beyond that the oldest are given up. */
const WAITING_MAX = 10_000;
/** A read model that has not come so far by then has stopped, or is being built anew. */
const WITHIN_MS = 30_000;
const GIVE_UP_EVERY_MS = 5_000;

type ReadModelPositions = {
  position(name: string): Position;
  onPassed(listener: (name: string, position: Position) => void): () => void;
};
type Shown = { span: Span; position: Position; beganMs: number };

/**
 * How long it takes until read models show what was written: a span for each of them that handles one of the events, from
 * the end of the append until the read model says that it has passed it. It is made in the process that wrote, whichever
 * thread or node runs the read model.
 */
export class ShownSpans {
  readonly #waiting = new Map<string, Shown[]>();
  readonly #stop: () => void;
  #count = 0;

  constructor(
    private readonly tracing: Tracing,
    private readonly readModels: ReadModelPositions,
    private readonly projections: readonly { name: string; filter: EventFilter }[],
  ) {
    for (const { name } of projections) this.#waiting.set(name, []);
    const stopListening = readModels.onPassed((name, position) => this.#passed(name, position));
    const timer = setInterval(() => this.#giveUp(performance.now() - WITHIN_MS), GIVE_UP_EVERY_MS).unref();
    this.#stop = () => {
      stopListening();
      clearInterval(timer);
      this.#giveUp(Number.POSITIVE_INFINITY);
    };
  }

  follow({ correlationId, append, types, position }: Written): void {
    for (const { name, filter } of this.projections) {
      if (filter.types && !filter.types.some((type) => types.has(type))) continue;
      const span = this.tracing.begin(`show in ${name}`, { correlationId, parent: append });
      if (this.readModels.position(name) >= position) span.end();
      else this.#wait(name, { span, position, beganMs: performance.now() });
    }
  }

  close(): void {
    this.#stop();
  }

  #wait(name: string, shown: Shown): void {
    if (this.#count >= WAITING_MAX) this.#giveUp(Number.POSITIVE_INFINITY);
    this.#waiting.get(name)!.push(shown);
    this.#count += 1;
  }

  #passed(name: string, position: Position): void {
    this.#endThose(name, (shown) => shown.position <= position);
  }

  #giveUp(beganBeforeMs: number): void {
    for (const name of this.#waiting.keys())
      this.#endThose(name, ({ beganMs }) => beganMs < beganBeforeMs, 'It was not shown while it was waited for');
  }

  #endThose(name: string, isOver: (shown: Shown) => boolean, failure?: string): void {
    const waiting = this.#waiting.get(name) ?? [];
    const left = waiting.filter((shown) => !isOver(shown));
    for (const shown of waiting) if (isOver(shown)) shown.span.end({}, failure);
    this.#count -= waiting.length - left.length;
    this.#waiting.set(name, left);
  }
}
