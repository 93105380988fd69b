import type { Kysely } from 'kysely';
import type { JsonObject, Position, Revision } from '../event-store/event-store.ts';
import type { ReadDatabase } from './database/read-database.ts';

export type Snapshot = {
  state: JsonObject;
  /** Of the last event folded into the state; `hash` is the stream's chain as of it. */
  revision: Revision;
  position: Position;
  hash: string;
};

type SnapshotRow = Omit<Snapshot, 'state'> & { stream: string; version: number; state: string };

export type SnapshotStore = Pick<Snapshots, 'load' | 'save' | 'delete'>;

/** Folded states, so that a cold start need not read a stream from its first event. Disposable: the streams have it all. */
export class Snapshots {
  readonly #db: Kysely<{ snapshot: SnapshotRow }>;

  constructor({ writer }: Pick<ReadDatabase, 'writer'>) {
    this.#db = writer as unknown as Kysely<{ snapshot: SnapshotRow }>;
  }

  /** @param version of the state's shape: a snapshot of another version is as good as none. */
  async load(stream: string, version: number): Promise<Snapshot | null> {
    const row = await this.#db
      .selectFrom('snapshot')
      .select(['state', 'revision', 'position', 'hash'])
      .where('stream', '=', stream)
      .where('version', '=', version)
      .executeTakeFirst();
    return row ? { ...row, state: JSON.parse(row.state) as JsonObject } : null;
  }

  /** Keeps the newer one when two are saved out of order. */
  async save(stream: string, version: number, { state, revision, position, hash }: Snapshot): Promise<void> {
    const row = { version, revision, position, hash, state: JSON.stringify(state) };
    await this.#db
      .insertInto('snapshot')
      .values({ stream, ...row })
      .onConflict((conflict) =>
        conflict
          .column('stream')
          .doUpdateSet(row)
          .where((eb) => eb.or([eb('snapshot.revision', '<', revision), eb('snapshot.version', '!=', version)])),
      )
      .execute();
  }

  async delete(stream: string): Promise<void> {
    await this.#db.deleteFrom('snapshot').where('stream', '=', stream).execute();
  }
}
