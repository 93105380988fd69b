import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { type Api, required } from '../support/api.ts';
import { addAgents, buy } from '../support/organisation.ts';
import { Server } from '../support/server.ts';
import { Load } from './load.ts';
import { LogReader } from './log-reader.ts';
import { readModelsEqualARebuild } from './rebuilt.ts';

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 15);
const AGENTS = 20;
const LOAD_MS = { least: 50, most: 600 };
/** Comparing the read models reads the whole log: now and then, and at the end. */
const COMPARE_EVERY_ROUNDS = 20;

/** Kills the server in the middle of things, again and again on one folder, and reads in the log what became of it. */
describe(`kill -9 in full load, ${ROUNDS} rounds`, () => {
  const server = new Server();
  const file = join(server.dataDir, 'events.sqlite');
  // Read while the server is stopped: it owns the file.
  const reader = new LogReader(() => openSqliteEventStore({ file }), true);
  const agentIds: string[] = [];
  let credentials: { clientId: string; clientSecret: string };
  const total = { answers: 0, acknowledged: 0 };

  beforeAll(async () => {
    await server.start();
    const admin = await server.admin();
    await buy(admin, { named: 3, concurrent: 5 });
    agentIds.push(...(await addAgents(admin, AGENTS)));
    credentials = required(
      await admin.post('/v1/service-accounts', { name: 'Load', privileges: ['act-for-agents'] }),
      201,
    );
    await server.kill();
  });
  afterAll(() => server.dispose());

  it(
    'loses nothing acknowledged, grants no seat too many, breaks no chain, and shows what a rebuild shows',
    async () => {
      for (let round = 1; round <= ROUNDS; round += 1) {
        await oneRound(round);
        if (round % COMPARE_EVERY_ROUNDS === 0 || round === ROUNDS)
          expect(await readModelsEqualARebuild(server.dataDir)).toEqual([]);
      }
      expect(reader.grants).toBeGreaterThan(ROUNDS);
    },
    120_000 + ROUNDS * 30_000,
  );

  async function oneRound(round: number): Promise<void> {
    await server.start();
    const load = new Load(await server.admin(), await serviceOf(server.api), agentIds, reader.openSessions);
    const running = load.run();
    await load.answered.more(1);
    await sleep(LOAD_MS.least + Math.random() * (LOAD_MS.most - LOAD_MS.least));
    await server.kill();
    await running;
    await reader.readOn();
    const lost = load.acknowledged.filter(
      ({ what, sessionId, position }) => !(reader[what].get(sessionId)! <= position),
    );
    expect({ round, lost, faults: reader.faults, unexpected: load.unexpected }).toEqual({
      round,
      lost: [],
      faults: [],
      unexpected: [],
    });
    total.answers += load.answers;
    total.acknowledged += load.acknowledged.length;
    process.stderr.write(
      `\r  round ${round}/${ROUNDS}: ${total.answers} answers, ${total.acknowledged} acknowledged starts and ends, ` +
        `${reader.position} events, 0 lost, 0 over-grants${round === ROUNDS ? '\n' : ''}`,
    );
  }

  const serviceOf = (api: Api): Promise<Api> => api.asService(credentials);
});
