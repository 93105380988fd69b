import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import { NO_STREAM, type Revision } from '../event-store.ts';

/** The last place taken in a stream, and the integers that stand for its name and its category. */
export type StreamHead = { id: number; category: number; revision: Revision };

/** Streams remembered in each direction: some 200 bytes each. More than one flush can touch, so none is lost within it. */
const CACHED_STREAMS = 50_000;

/** A small set of names that repeat without end (types, categories): all of it in memory, both ways. */
export class Words {
  readonly #idByName = new Map<string, number>();
  readonly #nameById: string[] = [];
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync, table: 'type' | 'category') {
    for (const { id, name } of database.prepare(`SELECT id, name FROM ${table}`).all()) {
      this.#remember(id as number, name as string);
    }
    this.#insert = database.prepare(`INSERT INTO ${table} (id, name) VALUES (?, ?)`);
  }

  /** Grows with every new word: tells whether a list of ids made earlier may have become incomplete. */
  get size(): number {
    return this.#idByName.size;
  }

  idOf(name: string): number | undefined {
    return this.#idByName.get(name);
  }

  /** Must be called within the transaction that uses the id. */
  intern(name: string): number {
    const known = this.#idByName.get(name);
    if (known !== undefined) return known;
    const id = this.size + 1;
    this.#insert.run(id, name);
    this.#remember(id, name);
    return id;
  }

  nameOf(id: number): string {
    return this.#nameById[id]!;
  }

  idsWhere(matches: (name: string) => boolean): number[] {
    return [...this.#idByName].filter(([name]) => matches(name)).map(([, id]) => id);
  }

  #remember(id: number, name: string): void {
    this.#idByName.set(name, id);
    this.#nameById[id] = name;
  }
}

/** Streams by name and by id, as many as fit in the cache; the rest are looked up. */
export class Streams {
  readonly #heads = new LRUCache<string, StreamHead>({ max: CACHED_STREAMS });
  readonly #names = new LRUCache<number, string>({ max: CACHED_STREAMS });
  readonly #categories: Words;
  readonly #byName: StatementSync;
  readonly #byId: StatementSync;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync, categories: Words) {
    this.#categories = categories;
    this.#byName = database.prepare(
      `SELECT id, (SELECT max(revision) FROM event WHERE event.stream = stream.id) AS revision FROM stream WHERE name = ?`,
    );
    this.#byId = database.prepare('SELECT name FROM stream WHERE id = ?');
    this.#insert = database.prepare('INSERT INTO stream (name) VALUES (?)');
  }

  find(name: string): StreamHead | undefined {
    const cached = this.#heads.get(name);
    if (cached) return cached;
    const row = this.#byName.get(name);
    if (!row) return undefined;
    const category = this.#categories.idOf(categoryOf(name))!;
    return this.#remember(name, { id: row.id as number, category, revision: row.revision as Revision });
  }

  /** Must be called within the transaction that writes the stream's first event. */
  create(name: string): StreamHead {
    const category = this.#categories.intern(categoryOf(name));
    const id = Number(this.#insert.run(name).lastInsertRowid);
    return this.#remember(name, { id, category, revision: NO_STREAM });
  }

  nameOf(id: number): string {
    const cached = this.#names.get(id);
    if (cached !== undefined) return cached;
    const name = this.#byId.get(id)?.name as string;
    this.#names.set(id, name);
    return name;
  }

  #remember(name: string, head: StreamHead): StreamHead {
    this.#heads.set(name, head);
    this.#names.set(head.id, name);
    return head;
  }
}

/** What stands before the first hyphen, as EventStoreDB has it: `seatPool-acme.help-desk` → `seatPool`. */
export function categoryOf(stream: string): string {
  const hyphen = stream.indexOf('-');
  return hyphen < 0 ? stream : stream.slice(0, hyphen);
}
