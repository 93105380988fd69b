import { readdirSync, readFileSync } from 'node:fs';

/** Of a kernel tick, as `/proc` counts CPU time. */
const TICK_MS = 10;

/** CPU time a process has used, in milliseconds: the thread that answers, and all the others (read models, sync, GC). */
export type ThreadCpu = { mainMs: number; othersMs: number };

export function cpuByThread(processId: number): ThreadCpu {
  const cpu = { mainMs: 0, othersMs: 0 };
  for (const thread of readdirSync(`/proc/${processId}/task`)) {
    const ms = cpuMs(`/proc/${processId}/task/${thread}/stat`);
    if (Number(thread) === processId) cpu.mainMs += ms;
    else cpu.othersMs += ms;
  }
  return cpu;
}

/** What a thread used that has ended meanwhile is not counted. */
function cpuMs(file: string): number {
  try {
    const fields = readFileSync(file, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
