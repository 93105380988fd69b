import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One contestant: does `operations` operations and answers how many it did. */
export type Contestant = { name: string; run(): Promise<{ operations: number; syncs?: number }> };

export type Result = { name: string; perSecond: number[]; syncs: number | undefined };

/** Rounds interleaved, A B C A B C …, so that a machine that speeds up or slows down does so for all. */
export async function compare(rounds: number, contestants: readonly Contestant[]): Promise<Result[]> {
  const results: Result[] = contestants.map(({ name }) => ({ name, perSecond: [], syncs: undefined }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const began = performance.now();
      const { operations, syncs } = await contestant.run();
      const seconds = (performance.now() - began) / 1_000;
      results[index]!.perSecond.push(operations / seconds);
      results[index]!.syncs = syncs;
    }
  }
  return results;
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** The value below which the given share of the values lies. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

export function print(title: string, results: readonly Result[]): void {
  console.log(`\n${title}`);
  for (const { name, perSecond, syncs } of results) {
    const figures = `${whole(median(perSecond)).padStart(10)}/s median ${whole(Math.min(...perSecond)).padStart(10)}/s worst`;
    console.log(`  ${name.padEnd(52)}${figures}${syncs === undefined ? '' : `  ${whole(syncs)} syncs`}`);
  }
}

/** The ratio of two medians against its goal. */
export function judge(what: string, ratio: number, goal: number, better: 'at least' | 'at most' = 'at least'): void {
  const met = better === 'at least' ? ratio >= goal : ratio <= goal;
  console.log(`  → ${what}: ${ratio.toFixed(2)} (goal: ${better} ${goal}) ${met ? 'met' : 'MISSED'}`);
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en');

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'seatledger-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
