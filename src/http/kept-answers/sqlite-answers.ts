import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Sealer } from '../../auth/credentials/sealer.ts';
import { bringFileUpToDate } from '../../sqlite/file-schema.ts';
import {
  type AnswerStore,
  type KeyLock,
  KEEP_FOR_MS,
  type KeptAnswer,
  sameRequest,
  sealContext,
} from './answer-store.ts';

const MAX_ANSWERS = 200_000;
const MAX_WRITES_A_TRANSACTION = 512;
const WRITES_BETWEEN_PRUNES = 5_000;
/** `account`: whose key it is, the caller's in full; files are older than that. */
const SCHEMA = {
  /** 'SLan'. */
  applicationId: 0x534c616e,
  steps: [
    `CREATE TABLE answer (
       account TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, status INTEGER NOT NULL,
       content_type TEXT NOT NULL, body BLOB NOT NULL, kept_at_ms INTEGER NOT NULL, UNIQUE (account, key)
     );
     CREATE INDEX answer_kept_at ON answer (kept_at_ms)`,
  ],
};

/** The file is damaged or not ours; the message says what to do. */
export class AnswerStoreUnusable extends Error {
  override name = 'AnswerStoreUnusable';
}

type Row = Omit<KeptAnswer, 'body'> & { body: Uint8Array };
type Write = { owner: string; key: string; answer: KeptAnswer; resolve(): void; reject(error: unknown): void };

/**
 * Answers of keyed commands, in a file of their own, which one process has. They survive a crash of the process (WAL); a power cut may lose the
 * last few, and then the command's derived ids make the repeat find what the first one did.
 */
export class SqliteAnswers implements AnswerStore {
  readonly #db: DatabaseSync;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  #writes: Write[] = [];
  #writesSincePrune = 0;

  constructor(
    file: string,
    private readonly sealer: Sealer,
    private readonly nowMs: () => number = Date.now,
    private readonly maxAnswers: number = MAX_ANSWERS,
  ) {
    this.#db = open(file);
    this.#find = this.#db.prepare(
      'SELECT fingerprint, status, content_type AS contentType, body FROM answer WHERE account = ? AND key = ? AND kept_at_ms > ?',
    );
    this.#insert = this.#db.prepare(
      'INSERT OR REPLACE INTO answer (account, key, fingerprint, status, content_type, body, kept_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#prune();
  }

  async lock(owner: string, key: string, fingerprint: string): Promise<KeyLock | KeptAnswer> {
    const answer = this.#read(owner, key);
    if (answer) return sameRequest(answer, fingerprint);
    return {
      keep: (kept) => this.#keep(owner, key, kept),
      requireHeld: () => undefined,
      release: async () => undefined,
    };
  }

  async close(): Promise<void> {
    this.#flush();
    this.#db.close();
  }

  #read(owner: string, key: string): KeptAnswer | null {
    const row = this.#find.get(owner, key, this.nowMs() - KEEP_FOR_MS) as Row | undefined;
    if (!row) return null;
    const { fingerprint, status, contentType, body } = row;
    return { fingerprint, status, contentType, body: this.sealer.open(body, sealContext(owner, key)).toString() };
  }

  /** All that arrives in one turn of the loop shares a transaction. */
  #keep(owner: string, key: string, answer: KeptAnswer): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#writes.length === 0) setImmediate(() => this.#flush());
      this.#writes.push({ owner, key, answer, resolve, reject });
    });
  }

  #flush(): void {
    while (this.#writes.length > 0) {
      const batch = this.#writes.splice(0, MAX_WRITES_A_TRANSACTION);
      try {
        this.#write(batch);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
  }

  #write(batch: readonly Write[]): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const { owner, key, answer } of batch) {
        const { fingerprint, status, contentType, body } = answer;
        const sealed = this.sealer.seal(Buffer.from(body), sealContext(owner, key));
        this.#insert.run(owner, key, fingerprint, status, contentType, sealed, this.nowMs());
      }
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
    this.#writesSincePrune += batch.length;
    if (this.#writesSincePrune >= WRITES_BETWEEN_PRUNES) this.#prune();
  }

  #prune(): void {
    this.#writesSincePrune = 0;
    this.#db.prepare('DELETE FROM answer WHERE kept_at_ms <= ?').run(this.nowMs() - KEEP_FOR_MS);
    const newest = 'SELECT rowid FROM answer ORDER BY kept_at_ms DESC, rowid DESC LIMIT -1 OFFSET ?';
    this.#db.prepare(`DELETE FROM answer WHERE rowid IN (${newest})`).run(this.maxAnswers);
  }
}

/** @throws AnswerStoreUnusable; the file is left as it is. */
function open(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    bringFileUpToDate(db, SCHEMA);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    return db;
  } catch (error) {
    db?.close();
    const remedy =
      'Delete it: repeats of keyed commands of the last day are then decided anew, which finds what the first ones did.';
    throw new AnswerStoreUnusable(`${file} can't be used: ${(error as Error).message}. ${remedy}`, { cause: error });
  }
}
