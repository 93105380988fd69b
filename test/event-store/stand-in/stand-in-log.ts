import type { LogRecord, Proposed } from './messages.ts';

/** An event takes so many bytes besides its own, so that positions have gaps as the real ones do. */
const OVERHEAD = 97;
const MAX_APPEND_BYTES = 1_024 * 1_024;

export type AppendOutcome =
  | { kind: 'appended'; revision: number; position: number }
  | { kind: 'conflict'; current: number }
  | { kind: 'too-large' };

/** A log with the server's rules for expected revisions and repeated ids. */
export class StandInLog {
  readonly records: LogRecord[] = [];
  readonly #streams = new Map<string, LogRecord[]>();
  readonly #listeners = new Set<() => void>();
  #end = 0;

  constructor() {
    // A new server has written of itself before anybody asks.
    this.#write('$$$scavenges', [system('$metadata', '{"$maxCount":50}')]);
    this.#write('$persistentSubscriptionConfig', [system('PersistentConfig1', '{"version":"2"}')]);
  }

  stream(name: string): readonly LogRecord[] {
    return this.#streams.get(name) ?? [];
  }

  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  append(stream: string, events: Proposed[], expected: number): AppendOutcome {
    const bytes = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
    if (bytes > MAX_APPEND_BYTES) return { kind: 'too-large' };
    const there = this.stream(stream);
    const repeated = there.slice(expected + 1, expected + 1 + events.length);
    if (expected === there.length - 1) return place(this.#write(stream, events));
    const same = repeated.length === events.length && repeated.every(({ id }, index) => id === events[index]!.id);
    return same ? place(repeated) : { kind: 'conflict', current: there.length - 1 };
  }

  #write(stream: string, events: Proposed[]): LogRecord[] {
    const there = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, there);
    const written = events.map((event, index) => {
      this.#end += OVERHEAD + event.data.length + event.metadata.length;
      return { ...event, stream, revision: there.length + index, position: this.#end, createdMs: Date.now() };
    });
    there.push(...written);
    this.records.push(...written);
    for (const listener of this.#listeners) listener();
    return written;
  }
}

function place(written: readonly LogRecord[]): AppendOutcome {
  const { revision, position } = written.at(-1)!;
  return { kind: 'appended', revision, position };
}

function system(type: string, json: string): Proposed {
  const bytes = Buffer.from(json);
  return { id: crypto.randomUUID(), type, contentType: 'application/json', data: bytes, metadata: new Uint8Array() };
}
