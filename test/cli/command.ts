import { type ChildProcess, execFile } from 'node:child_process';

const ENTRY = 'dist/src/cli/main.js';

export type Ended = { code: number; stdout: string; stderr: string };

/** A command as an operator runs it: a process of its own, with these settings and no others. */
export function seatledger(settings: Record<string, string>, ...args: string[]): Promise<Ended> {
  return started(settings, ...args).ended;
}

/** The same, for whoever wants to kill it half-way. */
export function started(
  settings: Record<string, string>,
  ...args: string[]
): { process: ChildProcess; ended: Promise<Ended> } {
  const env = { PATH: process.env.PATH, ...settings };
  const argv = ['--disable-warning=ExperimentalWarning', ENTRY, ...args];
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const child = execFile(process.execPath, argv, { env }, (error, stdout, stderr) =>
    resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
  );
  return { process: child, ended: promise };
}
