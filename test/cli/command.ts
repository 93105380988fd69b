import { type ChildProcess, execFile } from 'node:child_process';
import type { StandIn } from '../event-store/stand-in/stand-in.ts';
import { ofThisRun } from '../support/environment.ts';
import { eventually } from '../support/within.ts';

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
  const env = { ...ofThisRun(), ...settings };
  const argv = ['--disable-warning=ExperimentalWarning', ENTRY, ...args];
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const child = execFile(process.execPath, argv, { env }, (error, stdout, stderr) =>
    resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
  );
  return { process: child, ended: promise };
}

/** Kills it once it has got so far with an EventStoreDB, which lets it get no further. */
export async function killedOnce(
  isSoFar: () => boolean,
  standIn: StandIn,
  ...command: Parameters<typeof started>
): Promise<void> {
  standIn.stalls = isSoFar;
  await killedWhen(isSoFar, ...command);
  standIn.stalls = () => false;
}

/** Kills it when it has got so far, and was not to get much further. */
export async function killedWhen(
  isSoFar: () => boolean | Promise<boolean>,
  ...command: Parameters<typeof started>
): Promise<void> {
  const { process, ended } = started(...command);
  await eventually(async () => process.exitCode !== null || (await isSoFar()));
  process.kill('SIGKILL');
  await ended;
  if (process.signalCode !== 'SIGKILL') throw new Error(`It ended by itself: ${JSON.stringify(await ended)}`);
}
