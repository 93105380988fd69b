import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CREDENTIAL_FILE, checkCredentialFile } from '../auth/credentials/credential-file.ts';
import { masterKeyOf } from '../auth/credentials/master-key.ts';
import type { LogReport } from '../event-store/hash-chain.ts';
import { BackupRefused } from './backup-refused.ts';
import { type OnVerified, putInPlace, removeDraft, verifyLogFile } from './files.ts';
import { copySqliteFile, type OnPages } from './sqlite-copy.ts';

type Folder = { dataDir: string; masterKey?: string };
export type OnBackup = { copied?: OnPages; verified?: OnVerified };

/**
 * Copies the log of a folder, whether or not a server writes to it, and opens the copy to see that it is whole. The file
 * has its name only once it is.
 * @throws BackupRefused
 */
export function backUpLog(log: string, file: string, { copied, verified }: OnBackup = {}): Promise<LogReport> {
  return drafted(file, async (draft) => {
    await copySqliteFile(log, draft, copied);
    return verifyLogFile(draft, verified);
  });
}

/**
 * Copies the personal keys and credentials, and sees that the master key opens the copy. To be called after `backUpLog`: a
 * key is durable before anything is sealed with it, so every event of that copy then finds its key in this one.
 * @throws BackupRefused, CredentialStoreError
 */
export function backUpCredentials({ dataDir, masterKey }: Folder, file: string): Promise<void> {
  const from = join(dataDir, CREDENTIAL_FILE);
  if (!existsSync(from)) throw new BackupRefused(`There are no credentials in ${dataDir} (${CREDENTIAL_FILE}).`);
  return drafted(file, async (draft) => {
    await copySqliteFile(from, draft);
    checkCredentialFile(draft, masterKeyOf({ dir: dataDir, setting: masterKey, mayCreate: false }));
  });
}

/** Under its own name the file is always whole; a draft that a killed process left goes first. */
async function drafted<T>(file: string, make: (draft: string) => Promise<T>): Promise<T> {
  const draft = `${file}.part`;
  removeDraft(draft);
  try {
    const made = await make(draft);
    putInPlace(draft, file);
    return made;
  } finally {
    removeDraft(draft);
  }
}
