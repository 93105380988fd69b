import { LRUCache } from 'lru-cache';
import { evolve as evolvePool, type SeatPool, type SeatPoolEvent } from '../domain/seat-pool/seat-pool.ts';
import { categoryOf } from '../domain/streams.ts';
import { NO_STREAM, type Position, type Revision, type StoredEvent } from '../event-store/event-store.ts';
import {
  type DirectoryCategory,
  type DirectoryState,
  FOLDS,
  isDirectoryCategory,
  isSignIn,
} from './folds/directory.ts';
import { type HistoryLog, type PastEvent, pastEvent } from './history-log.ts';
import type { Entity, IndexFile } from './index-file.ts';

/** Events between two kept moments: what a search for an instant reads of the log at most. */
const MOMENT_EVERY_EVENTS = 128;
/** Events of a pool between two snapshots: what coming to any moment of it folds. */
const SNAPSHOT_EVERY_EVENTS = 256;
/** Large pools have theirs further apart: a snapshot may take so many bytes for each event since the last. */
const SNAPSHOT_BYTES_AN_EVENT = 128;
/** What the pools that are being folded may hold together: assignments and open sessions. */
const POOLS_MAX_WEIGHT = 500_000;
const ENTITIES_MAX = 20_000;

type FoldedPool = { pool: SeatPool; revision: Revision; dueAt: Revision };
type Known = { entity: Entity; state: DirectoryState[DirectoryCategory] };

/** Keeps the index in step with the log: one pass over each event, in the order of the log. */
export class Indexer {
  readonly #log: HistoryLog;
  readonly #index: IndexFile;
  readonly #pools = new LRUCache<string, FoldedPool>({
    maxSize: POOLS_MAX_WEIGHT,
    sizeCalculation: ({ pool }) => 1 + pool.assignments.size + pool.sessions.size,
  });
  readonly #known = new LRUCache<string, Known>({ max: ENTITIES_MAX });
  #running: Promise<void> = Promise.resolve();
  #isChecked = false;
  #sinceMoment = 0;

  constructor(log: HistoryLog, index: IndexFile) {
    this.#log = log;
    this.#index = index;
  }

  get position(): Position {
    return this.#index.reached.position;
  }

  /** Up to the position at least. Calls follow each other. */
  catchUp(to: Position, signal?: AbortSignal): Promise<void> {
    const running = this.#running.catch(() => undefined).then(() => this.#catchUp(to, signal));
    this.#running = running;
    return running;
  }

  async #catchUp(to: Position, signal?: AbortSignal): Promise<void> {
    if (!this.#isChecked) await this.#requireSameLog();
    if (this.position >= to) return;
    for await (const page of this.#log.readAll({ after: this.position })) {
      const pools = await this.#loadPools(page);
      try {
        this.#index.write(() => this.#add(page, pools));
      } catch (error) {
        // What was folded ahead of the file is forgotten with the transaction.
        this.#pools.clear();
        this.#known.clear();
        throw error;
      }
      if (this.position >= to || signal?.aborted) return;
    }
  }

  /** An index of another log, or of a later state of this one (a backup was put back), is none. */
  async #requireSameLog(): Promise<void> {
    const { position, hash } = this.#index.reached;
    if (position > 0 && (await this.#hashAt(position)) !== hash) this.#index.clear();
    this.#isChecked = true;
  }

  async #hashAt(position: Position): Promise<string | undefined> {
    if (position > (await this.#log.head())) return undefined;
    for await (const [event] of this.#log.readAll({ from: position, maxCount: 1 }))
      return event?.position === position ? String(event.metadata.hash) : undefined;
    return undefined;
  }

  #add(page: readonly StoredEvent[], pools: ReadonlyMap<string, FoldedPool>): void {
    let { position: reached, atMs } = this.#index.reached;
    for (const stored of page) {
      const event: PastEvent = pastEvent(stored);
      atMs = Math.max(atMs, Date.parse(event.metadata.occurredAt));
      this.#sinceMoment += 1;
      if (this.#sinceMoment >= MOMENT_EVERY_EVENTS) {
        this.#index.addMoment(atMs, event.position);
        this.#sinceMoment = 0;
      }
      reached = event.position;
      this.#index.addLink(event.metadata.account, event.metadata.$correlationId, event.position);
      const category = categoryOf(event.stream);
      if (category === 'seatPool') this.#addToPool(event, pools.get(event.stream)!);
      else if (isDirectoryCategory(category)) this.#addToDirectory(event, category);
    }
    this.#index.reached = { position: reached, atMs, hash: String(page.at(-1)!.metadata.hash) };
  }

  #addToPool(event: PastEvent, folded: FoldedPool): void {
    folded.pool = evolvePool(folded.pool, event as PastEvent<SeatPoolEvent>);
    folded.revision = event.revision;
    if (event.revision < folded.dueAt) return;
    const bytes = this.#index.addPoolSnapshot(event.stream, event.position, event.revision, folded.pool);
    folded.dueAt = event.revision + Math.max(SNAPSHOT_EVERY_EVENTS, Math.ceil(bytes / SNAPSHOT_BYTES_AN_EVENT));
    // What has ended is not kept either way.
    folded.pool.recentlyEnded.clear();
    this.#pools.set(event.stream, folded);
  }

  #addToDirectory(event: PastEvent, category: DirectoryCategory): void {
    const known = this.#known.get(event.stream) ?? this.#load(event, category);
    if (isSignIn(event)) {
      this.#index.addSignIn(known.entity, event.position, Date.parse(event.metadata.occurredAt));
    } else {
      const fold = FOLDS[category] as { evolve(state: object, event: PastEvent): object };
      known.state = fold.evolve(known.state, event) as Known['state'];
      this.#index.addVersion(known.entity, event.position, known.state);
    }
    this.#known.set(event.stream, known);
  }

  #load({ stream, position, metadata }: PastEvent, category: DirectoryCategory): Known {
    const entity = this.#index.entity(stream);
    if (entity) return { entity, state: this.#index.version(entity, position)! };
    const added = this.#index.addEntity(stream, category, metadata.account, position);
    return { entity: added, state: FOLDS[category].initial() };
  }

  /** The pools that a page goes on with, each as of its last event before it. */
  async #loadPools(page: readonly StoredEvent[]): Promise<Map<string, FoldedPool>> {
    const pools = new Map<string, FoldedPool>();
    for (const { stream, revision } of page) {
      if (pools.has(stream) || categoryOf(stream) !== 'seatPool') continue;
      const resident = this.#pools.get(stream);
      const isAt = resident?.revision === revision - 1;
      pools.set(stream, isAt ? resident : await this.#foldedPool(stream, revision - 1));
    }
    for (const [stream, pool] of pools) this.#pools.set(stream, pool);
    return pools;
  }

  async #foldedPool(stream: string, upTo: Revision): Promise<FoldedPool> {
    const snapshot = this.#index.poolSnapshot(stream, this.position);
    let { pool } = snapshot;
    const maxCount = upTo - snapshot.revision;
    if (maxCount > 0)
      for await (const page of this.#log.read(stream, { from: snapshot.revision + 1, maxCount }))
        for (const stored of page) pool = evolvePool(pool, pastEvent<SeatPoolEvent>(stored));
    const dueAt =
      snapshot.revision === NO_STREAM ? SNAPSHOT_EVERY_EVENTS - 1 : snapshot.revision + SNAPSHOT_EVERY_EVENTS;
    return { pool, revision: upTo, dueAt };
  }
}
