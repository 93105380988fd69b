/** A backup can't be made or restored; nothing was changed. The message says why and what to do. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';
}
