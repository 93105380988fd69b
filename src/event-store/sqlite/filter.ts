import type { EventFilter } from '../event-store.ts';
import { categoryOf } from '../../domain/streams.ts';
import type { Words } from './names.ts';

type Named = { type: string; stream: string };

/** One filter in two forms: exact, over names, and as a condition on integers that spares reading most other rows. */
export class CompiledFilter {
  readonly #types: ReadonlySet<string> | undefined;
  readonly #prefixes: readonly string[] | undefined;

  constructor(filter: EventFilter = {}) {
    this.#types = filter.types && new Set(filter.types);
    this.#prefixes = filter.streamPrefixes;
  }

  matches({ type, stream }: Named): boolean {
    if (this.#types && !this.#types.has(type)) return false;
    return this.#prefixes === undefined || this.#prefixes.some((prefix) => stream.startsWith(prefix));
  }

  /** Lets through all that matches and little else; what it lets through still has to be asked about with `matches`. */
  condition(types: Words, categories: Words): string {
    const byType = this.#types && `AND type IN (${types.idsWhere((name) => this.#types!.has(name)).join()})`;
    const byCategory =
      this.#prefixes && `AND category IN (${categories.idsWhere((name) => this.#mayHold(name)).join()})`;
    return [byType, byCategory].filter(Boolean).join(' ');
  }

  /** Whether a category may hold a stream whose name starts with one of the prefixes. */
  #mayHold(category: string): boolean {
    return this.#prefixes!.some((prefix) =>
      prefix.includes('-') ? categoryOf(prefix) === category : category.startsWith(prefix),
    );
  }
}
