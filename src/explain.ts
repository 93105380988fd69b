import { BackupRefused } from './backup/backup-refused.ts';
import { CredentialStoreError } from './auth/credentials/master-key.ts';
import { SettingsError } from './config.ts';
import { StoreUnavailable, UnreadableEvent } from './event-store/event-store.ts';
import { AppendRefused } from './event-store/eventstoredb/faults.ts';
import { StoreFileError } from './event-store/sqlite/file-error.ts';
import { AnswerStoreUnusable } from './http/kept-answers/sqlite-answers.ts';
import { CopyRefused } from './migration/copy-log.ts';
import { NodesInTheWay } from './nodes/presence.ts';
import { TablesTooNew } from './postgres/versioned-tables.ts';
import { CheckpointAhead } from './read-models/builds.ts';
import { ReadDatabaseUnusable } from './read-models/database/read-database.ts';
import { DataFolderError } from './stores.ts';

/** Mistakes an operator can mend: the message is all they need. */
const FOR_OPERATORS = [
  SettingsError,
  StoreFileError,
  StoreUnavailable,
  CredentialStoreError,
  ReadDatabaseUnusable,
  TablesTooNew,
  AnswerStoreUnusable,
  DataFolderError,
  CheckpointAhead,
  AppendRefused,
  UnreadableEvent,
  CopyRefused,
  BackupRefused,
  NodesInTheWay,
  TablesTooNew,
];

/** An error in the words of whoever started the program; one that nobody foresaw comes with its stack. */
export function explain(error: unknown): string {
  if (FOR_OPERATORS.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `${message}\nAnother program listens there: stop it, or set PORT.`;
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC') return `${message}\nCheck DATA_DIR and PORT.`;
  return stack ?? message;
}
