import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

const LOOK_EVERY_MS = 250;
/** A write-ahead log smaller than this is left alone. */
const WAL_BYTES = 4 * 1_024 * 1_024;
/** While one round copies, the writer goes on; each further round has less left, until the log can begin anew. */
const ROUNDS = 4;
const BUSY_TIMEOUT_MS = 1_000;

const files = workerData as readonly string[];
const databases = files.map((file) => {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  database.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0');
  return { wal: `${file}-wal`, database };
});

const timer = setInterval(() => {
  for (const { wal, database } of databases) if (sizeOf(wal) > WAL_BYTES) copy(database);
}, LOOK_EVERY_MS);

parentPort?.once('message', () => {
  clearInterval(timer);
  for (const { database } of databases) database.close();
});

/** Passive: never waits for a reader or a writer, and never makes one wait. */
function copy(database: DatabaseSync): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { log, checkpointed } = database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() as {
      log: number;
      checkpointed: number;
    };
    if (checkpointed === log) return;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
