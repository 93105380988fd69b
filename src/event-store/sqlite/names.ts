import { categoryOf } from '../../domain/streams.ts';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import { NO_STREAM, type Position, type Revision, START } from '../event-store.ts';

/** The last place taken in a stream, and the integers that stand for its name and its category. */
export type StreamHead = { id: number; category: number; revision: Revision; position: Position };

/** What was written last to a stream whose end is not noted yet, beside the head that the next write goes by. */
type Unnoted = { head: StreamHead; revision: Revision; position: Position };

/** Events between two milestones of a stream: what a read that begins in its middle may have to pass by. */
export const MILESTONE_EVENTS = 128;
/** The last revision of each such stretch. */
export const isMilestone = (revision: Revision): boolean => revision % MILESTONE_EVENTS === MILESTONE_EVENTS - 1;

/** Events after which the ends of the streams they touched are noted; a start reads so many again at most. */
const NOTE_EVERY_EVENTS = 4_096;

/** Streams remembered in each direction: some 200 bytes each. More than one flush can touch, so none is lost within it. */
const CACHED_STREAMS = 50_000;

/** A small set of names that repeat without end (types, categories): all of it in memory, both ways. */
export class Words {
  readonly #idByName = new Map<string, number>();
  readonly #nameById: string[] = [];
  readonly #behind: StatementSync;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync, table: 'type' | 'category') {
    this.#behind = database.prepare(`SELECT id, name FROM ${table} WHERE id > ?`);
    this.refresh();
    this.#insert = database.prepare(`INSERT INTO ${table} (id, name) VALUES (?, ?)`);
  }

  /** Learns what another connection has added: ids are counted up. */
  refresh(): void {
    for (const { id, name } of this.#behind.all(this.size)) this.#remember(id as number, name as string);
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

/** Streams by id, as many as fit in the cache; the rest are looked up. */
export class StreamNames {
  readonly #names = new LRUCache<number, string>({ max: CACHED_STREAMS });
  readonly #byId: StatementSync;

  constructor(database: DatabaseSync) {
    this.#byId = database.prepare('SELECT name FROM stream WHERE id = ?');
  }

  nameOf(id: number): string {
    const cached = this.#names.get(id);
    if (cached !== undefined) return cached;
    const name = this.#byId.get(id)?.name as string;
    this.#names.set(id, name);
    return name;
  }

  remember(id: number, name: string): void {
    this.#names.set(id, name);
  }
}

/** Streams by name and by id, with their ends. */
export class Streams {
  readonly #heads = new LRUCache<string, StreamHead>({ max: CACHED_STREAMS });
  readonly #names: StreamNames;
  /** Streams written to since ends were noted last; so the row of any other stream in the file says where it ends. */
  readonly #unnoted = new Map<string, Unnoted>();
  #noted: Position;
  readonly #categories: Words;
  readonly #byName: StatementSync;
  readonly #endOf: StatementSync;
  readonly #insert: StatementSync;
  readonly #noteHead: StatementSync;
  readonly #endAt: StatementSync;
  readonly #notePosition: StatementSync;
  readonly #addMilestone: StatementSync;

  constructor(database: DatabaseSync, categories: Words) {
    this.#categories = categories;
    this.#byName = database.prepare('SELECT id, last_revision, last_position FROM stream WHERE name = ?');
    this.#endOf = database.prepare('SELECT last_revision, last_position FROM stream WHERE id = ?');
    this.#endOf.setReturnArrays(true);
    this.#names = new StreamNames(database);
    this.#insert = database.prepare(
      `INSERT INTO stream (name, last_revision, last_position) VALUES (?, ${NO_STREAM}, ${START})`,
    );
    this.#noteHead = database.prepare(
      'UPDATE stream SET last_revision = ?1, last_position = ?2 WHERE id = ?3 AND last_revision < ?1',
    );
    this.#endAt = database.prepare('SELECT stream, revision FROM event WHERE position = ?');
    this.#notePosition = database.prepare('UPDATE noted SET position = ?');
    this.#addMilestone = database.prepare('INSERT INTO milestone (stream, revision, position) VALUES (?, ?, ?)');
    this.#noted = database.prepare('SELECT position FROM noted').get()?.position as Position;
    this.#readUnnoted(database);
  }

  find(name: string): StreamHead | undefined {
    const known = this.#heads.get(name) ?? this.#unnoted.get(name)?.head;
    if (known) return known;
    const row = this.#byName.get(name);
    if (!row) return undefined;
    const head = {
      id: row.id as number,
      category: this.#categories.idOf(categoryOf(name))!,
      revision: row.last_revision as Revision,
      position: row.last_position as Position,
    };
    const end = this.#endAt.get(head.position);
    requireEnd(name, head.revision === NO_STREAM || (end?.stream === head.id && end.revision === head.revision));
    return this.#remember(name, head);
  }

  /** Must be called within the transaction that writes the stream's first event. */
  create(name: string): StreamHead {
    const category = this.#categories.intern(categoryOf(name));
    const id = Number(this.#insert.run(name).lastInsertRowid);
    return this.#remember(name, { id, category, revision: NO_STREAM, position: START });
  }

  nameOf(id: number): string {
    return this.#names.nameOf(id);
  }

  /**
   * Must be called before events are written behind a head. The first write to a stream since ends were noted compares the
   * head with the stream's row in the file, and each one after it with what was written last: so a head that is wrong,
   * for whatever reason, is found before a revision is there twice.
   */
  verify(name: string, head: StreamHead): void {
    const unnoted = this.#unnoted.get(name);
    if (unnoted) {
      requireEnd(name, unnoted.revision === head.revision && unnoted.position === head.position);
      return;
    }
    const [revision, position] = this.#endOf.get(head.id) as unknown as [Revision, Position];
    requireEnd(name, revision === head.revision && position === head.position);
  }

  /** The head has new events, up to its revision and position. The cache may forget it until its end is noted. */
  moved(name: string, head: StreamHead): void {
    const { revision, position } = head;
    const unnoted = this.#unnoted.get(name);
    if (!unnoted) {
      this.#unnoted.set(name, { head, revision, position });
      return;
    }
    unnoted.revision = revision;
    unnoted.position = position;
  }

  /** Must be called within the transaction that writes the head's last event. */
  milestone({ id, revision, position }: StreamHead): void {
    this.#addMilestone.run(id, revision, position);
  }

  /** At the end of the transaction that writes up to this position: notes the ends of streams, if it is time. */
  note(position: Position): void {
    if (position - this.#noted < NOTE_EVERY_EVENTS) return;
    for (const [name, { head, revision, position }] of this.#unnoted)
      requireEnd(name, this.#noteHead.run(revision, position, head.id).changes === 1);
    this.#notePosition.run(position);
    this.#unnoted.clear();
    this.#noted = position;
  }

  #readUnnoted(database: DatabaseSync): void {
    const events = database.prepare(
      'SELECT position, previous, stream, revision FROM event WHERE position > ? ORDER BY position',
    );
    for (const { position, previous, stream, revision } of events.iterate(this.#noted)) {
      const name = this.nameOf(stream as number);
      const head = this.find(name)!;
      requireEnd(name, revision === head.revision + 1 && previous === head.position);
      head.revision = revision as Revision;
      head.position = position as Position;
      this.moved(name, head);
    }
  }

  #remember(name: string, head: StreamHead): StreamHead {
    this.#heads.set(name, head);
    this.#names.remember(head.id, name);
    return head;
  }
}

/**
 * No index forbids a revision to be there twice. So wherever the end of a stream is read, written behind, noted or read again,
 * it is compared with what else the file says of it: a fault of ours must not go on in silence.
 */
function requireEnd(stream: string, isRight: boolean): void {
  if (isRight) return;
  throw new Error(`it contradicts itself about where ${stream} ends: put it back from a backup, and report this`);
}
