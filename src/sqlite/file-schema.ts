import type { DatabaseSync } from 'node:sqlite';

/** What a file of ours is marked with, and the SQL that brings its tables from one version to the next. */
export type FileSchema = {
  /** SQLite's `application_id`: tells one kind of file from another's. */
  applicationId: number;
  /** One entry a version; `user_version` counts those applied. Released ones stay as they are: changes are further steps. */
  steps: readonly string[];
};

/** The file holds something, and it is not what was expected. */
export class ForeignFile extends Error {
  override name = 'ForeignFile';
  constructor() {
    super("it is another program's database");
  }
}

/** A newer version of the program has written the file. */
export class FileTooNew extends Error {
  override name = 'FileTooNew';
  readonly version: number;
  readonly known: number;

  constructor(version: number, known: number) {
    super(`it has schema ${version} and was written by a newer version, this one knows ${known}`);
    this.version = version;
    this.known = known;
  }
}

/**
 * Marks an empty file as ours and brings its tables up to date, all of it or nothing.
 * @throws ForeignFile, FileTooNew; the file is left as it is.
 */
export function bringFileUpToDate(database: DatabaseSync, { applicationId, steps }: FileSchema): void {
  const isNew = pragma(database, 'application_id') === 0 && pragma(database, 'page_count') === 0;
  if (!isNew && pragma(database, 'application_id') !== applicationId) throw new ForeignFile();
  const version = Number(pragma(database, 'user_version'));
  if (version > steps.length) throw new FileTooNew(version, steps.length);
  if (version === steps.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** The value of a pragma, or of the first row it answers. */
export function pragma(database: DatabaseSync, text: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${text}`).get() ?? {})[0];
}
