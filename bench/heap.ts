import { judge, temporaryFolder, whole } from './measure.ts';
import { contextOf, furnish, openBench, poolStream, work, timed } from './pools.ts';

const POOLS = 100_000;
const COMMANDS = 1_000_000;
const STEPS = 5;
const MEGABYTE = 1_024 * 1_024;

/** Idle pools stay within the bounded cache; a million commands leave the heap as it was. */
export async function heap(): Promise<void> {
  if (!globalThis.gc) throw new Error('Run with --expose-gc');
  const folder = temporaryFolder();
  const bench = openBench(folder.path);
  const empty = usedMegabytes();
  for (let from = 0; from < POOLS; from += 1_000) {
    await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        bench.runner.run(
          poolStream(from + index),
          timed({ type: 'ChangeCapacity', data: { named: 1, concurrent: 1, reason: null } }),
          contextOf(),
        ),
      ),
    );
  }
  const idle = usedMegabytes();
  console.log(
    `\nHeap: ${empty.toFixed(0)} MB empty, ${idle.toFixed(0)} MB after ${whole(POOLS)} pools (${whole(bench.runner.resident)} resident)`,
  );
  await furnish(bench, poolStream(0), 512);
  await work(bench.runner, { commands: 50_000, clients: 512, streamOf: () => poolStream(0) });
  const before = usedMegabytes();
  const after: number[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    await work(bench.runner, { commands: COMMANDS / STEPS, clients: 512, streamOf: () => poolStream(0) });
    after.push(usedMegabytes());
  }
  console.log(
    `  over ${whole(COMMANDS)} commands: ${[before, ...after].map((mb) => `${mb.toFixed(0)} MB`).join(', ')}`,
  );
  judge('heap after a million commands against before', after.at(-1)! / before, 1.1, 'at most');
  await bench.close();
  folder.remove();
}

function usedMegabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / MEGABYTE;
}
