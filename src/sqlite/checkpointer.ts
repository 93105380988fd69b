import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What a write-ahead log may grow to before its own writer copies it, should the thread not keep up: 64 MiB. */
export const WRITERS_CHECKPOINT_PAGES = 16_000;

/**
 * Copies the write-ahead logs of these SQLite files into the files, on a thread of its own: the copying and its syncs take
 * tens of milliseconds at a time, in which nobody could be answered. It only spares the writer that work; without it, or
 * when it fails, the writer does it (`WRITERS_CHECKPOINT_PAGES`).
 * @returns how to end it: before the files are closed.
 */
export function startCheckpointer(files: readonly string[]): () => Promise<void> {
  const thread = new Worker(new URL(`./checkpointer.thread${extname(import.meta.url)}`, import.meta.url), {
    workerData: files,
  });
  thread.unref();
  // An error has ended the thread: the writers go on by themselves.
  thread.on('error', () => {});
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  return () => {
    thread.ref();
    thread.postMessage('end');
    return ended;
  };
}
