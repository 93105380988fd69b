import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { deriveKey } from './sealer.ts';

const MASTER_KEY_BYTES = 32;
export const OWNER_ONLY = 0o600;
const MASTER_KEY_FILE = 'master.key';

/** The credentials can't be used as they are. The message tells an operator what to do and holds no secret. */
export class CredentialStoreError extends Error {
  override name = 'CredentialStoreError';
}

/**
 * The key that wraps every other secret: the setting, else `master.key` in the data folder.
 * @param options.mayCreate whether to make a key file when there is neither; never once anything was wrapped.
 * @throws CredentialStoreError
 */
export function masterKeyOf(options: { dir: string; setting: string | undefined; mayCreate: boolean }): Buffer {
  if (options.setting !== undefined && options.setting !== '') return parseMasterKey(options.setting, 'MASTER_KEY');
  const file = join(options.dir, MASTER_KEY_FILE);
  const text = readIfThere(file);
  if (text !== null) return parseMasterKey(text, file);
  if (!options.mayCreate) {
    throw new CredentialStoreError(
      `${file} is missing. The stored credentials and personal data can only be read with it: put it back, or set MASTER_KEY.`,
    );
  }
  createKeyFile(file);
  return parseMasterKey(readFileSync(file, 'utf8'), file);
}

/** What is stored beside what a master key wraps, to tell later whether somebody has that key. */
export function masterKeyCheck(masterKey: Buffer): Buffer {
  return deriveKey(masterKey, 'check');
}

export function isMasterKeyOf(storedCheck: Uint8Array, masterKey: Buffer): boolean {
  const expected = masterKeyCheck(masterKey);
  return storedCheck.length === expected.length && timingSafeEqual(storedCheck, expected);
}

/** 32 bytes as 64 hexadecimal digits or as base64 (either alphabet, with or without padding). */
export function parseMasterKey(text: string, source: string): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, 'base64');
  throw new CredentialStoreError(
    `${source} must hold ${MASTER_KEY_BYTES} bytes, as 64 hexadecimal digits or as base64`,
  );
}

/** Whole and durable or absent: the content is synced before the name appears, and the name never replaces another file. */
function createKeyFile(file: string): void {
  const draft = `${file}.${process.pid}.new`;
  rmSync(draft, { force: true });
  const fd = openSync(draft, 'wx', OWNER_ONLY);
  try {
    writeSync(fd, `${randomBytes(MASTER_KEY_BYTES).toString('hex')}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(join(file, '..'));
}

function readIfThere(file: string): string | null {
  try {
    keepPrivate(file);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** A restored backup may have come back readable to everybody. */
export function keepPrivate(file: string): void {
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, OWNER_ONLY);
}

export function syncFolder(dir: string): void {
  const fd = openSync(dir, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
