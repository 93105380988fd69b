import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LoadedProduct } from '../support/loaded-product.ts';
import { sharedReadModelsEqualARebuild } from './rebuilt.ts';

const FOR_SECONDS = Number(process.env.NODE_KILL_SECONDS ?? 20);
const KILL_EVERY_MS = 2_000;

/** Over EventStoreDB and PostgreSQL, with patient clients: two seconds after it came back the process is killed again. */
describe(`over EventStoreDB, killed every ${KILL_EVERY_MS / 1_000} s for ${FOR_SECONDS} s, in full load`, () => {
  let product: LoadedProduct;

  beforeAll(async () => {
    product = await LoadedProduct.start();
  }, 180_000);
  afterAll(() => product?.all.dispose());

  it(
    'loses nothing acknowledged, grants no seat too many, breaks no chain, and shows what a rebuild shows',
    async () => {
      const { log, all } = product;
      let [kills, answers, gaps]: [number, number, number[]] = [0, 0, []];
      const { acknowledged, ...wrong } = await product.underLoad(async (load) => {
        kills = await killAtRandom();
        answers = load.answers;
        gaps = silences(load.answered.atMs);
      });
      process.stderr.write(
        `  ${kills} kills, ${answers} answers, ${acknowledged} acknowledged starts and ends, ${log.events} events; ` +
          `longest without an answer: p50 ${at(gaps, 0.5)} ms, p99 ${at(gaps, 0.99)} ms, most ${at(gaps, 1)} ms\n`,
      );
      expect(wrong).toEqual({ lost: [], faults: [], unexpected: [], gaveUp: 0 });
      expect(kills).toBeGreaterThan(0);
      expect(log.grants).toBeGreaterThan(kills);
      await Promise.all(all.nodes.map((node) => node.kill()));
      expect(await sharedReadModelsEqualARebuild(all)).toEqual([]);
    },
    (2 * FOR_SECONDS + 120) * 1_000,
  );

  /** @returns how often. */
  async function killAtRandom(): Promise<number> {
    const { nodes } = product.all;
    const endAt = performance.now() + FOR_SECONDS * 1_000;
    let kills = 0;
    while (performance.now() < endAt) {
      const node = nodes[Math.floor(Math.random() * nodes.length)]!;
      await node.kill();
      kills += 1;
      await node.start();
      await sleep(KILL_EVERY_MS);
    }
    return kills;
  }
});

/** For each kill's stretch of time, the longest that nobody got an answer: rounded milliseconds, shortest first. */
function silences(answeredAtMs: readonly number[]): number[] {
  const longest = new Map<number, number>();
  for (let n = 1; n < answeredAtMs.length; n += 1) {
    const stretch = Math.floor((answeredAtMs[n]! - answeredAtMs[0]!) / KILL_EVERY_MS);
    longest.set(stretch, Math.max(longest.get(stretch) ?? 0, answeredAtMs[n]! - answeredAtMs[n - 1]!));
  }
  return [...longest.values()].map(Math.round).sort((a, b) => a - b);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
