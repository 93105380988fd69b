import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { type Api, required } from '../support/api.ts';
import { addUser, assignSeat, buy } from '../support/organisation.ts';
import { SeveralNodes } from '../support/several-nodes.ts';
import { Load } from './load.ts';
import { LogReader } from './log-reader.ts';
import { sharedReadModelsEqualARebuild } from './rebuilt.ts';

const FOR_SECONDS = Number(process.env.NODE_KILL_SECONDS ?? 20);
const KILL_EVERY_MS = 2_000;
const AGENTS = 20;

/** Over EventStoreDB and PostgreSQL, with patient clients: two seconds after it came back the process is killed again. */
describe(`over EventStoreDB, killed every ${KILL_EVERY_MS / 1_000} s for ${FOR_SECONDS} s, in full load`, () => {
  let all: SeveralNodes;
  let admin: Api;
  let service: Api;
  const agentIds: string[] = [];

  beforeAll(async () => {
    all = await SeveralNodes.start(2);
    admin = await all.balanced.signIn('ada@example.com', 'correct horse battery');
    await buy(admin, { named: 3, concurrent: 5 });
    for (let n = 0; n < AGENTS; n += 1) {
      const { id } = await addUser(admin, `Agent${n}`, 'Crash');
      await assignSeat(admin, id, 'concurrent');
      agentIds.push(id);
    }
    const account = { name: 'Load', privileges: ['act-for-agents'] };
    service = await admin.asService(required(await admin.post('/v1/service-accounts', account), 201));
  }, 180_000);
  afterAll(() => all?.dispose());

  it(
    'loses nothing acknowledged, grants no seat too many, breaks no chain, and shows what a rebuild shows',
    async () => {
      const reader = new LogReader(() => openEventStoreDb({ connectionString: all.eventStore.url }), false);
      const load = new Load(admin, service, agentIds, []);
      const running = load.run();
      const kills = await killAtRandom();
      load.stop();
      await running;
      await reader.readOn();
      const lost = load.acknowledged.filter(
        ({ what, sessionId, position }) => !(reader[what].get(sessionId)! <= position),
      );
      const gaps = silences(load.answeredAtMs);
      process.stderr.write(
        `  ${kills} kills, ${load.answers} answers, ${load.acknowledged.length} acknowledged starts and ends, ${reader.events} events; ` +
          `longest without an answer: p50 ${at(gaps, 0.5)} ms, p99 ${at(gaps, 0.99)} ms, most ${at(gaps, 1)} ms\n`,
      );
      expect({ lost, faults: reader.faults, unexpected: load.unexpected }).toEqual({
        lost: [],
        faults: [],
        unexpected: [],
      });
      expect(kills).toBeGreaterThan(0);
      expect(reader.grants).toBeGreaterThan(kills);
      await Promise.all(all.nodes.map((node) => node.kill()));
      expect(await sharedReadModelsEqualARebuild(all)).toEqual([]);
    },
    (FOR_SECONDS + 120) * 1_000,
  );

  /** @returns how often. */
  async function killAtRandom(): Promise<number> {
    const endAt = performance.now() + FOR_SECONDS * 1_000;
    let kills = 0;
    while (performance.now() < endAt) {
      const node = all.nodes[Math.floor(Math.random() * all.nodes.length)]!;
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
