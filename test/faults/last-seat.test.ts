import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Api, required } from '../support/api.ts';
import { addUser, assignSeat, buy } from '../support/organisation.ts';
import { ADMIN } from '../support/server.ts';
import { SeveralNodes } from '../support/several-nodes.ts';
import { eventually } from '../support/within.ts';
import { IS_THOROUGH, RACE_ROUNDS } from './settings.ts';

const LATE_CLOCK = fileURLToPath(new URL('../nodes/late-clock.mjs', import.meta.url));
/** Access tokens live a quarter of an hour. */
const SIGN_IN_EVERY_ROUNDS = 1_000;
/** Against hanging. */
const RACE_WITHIN_MS = 120_000 + RACE_ROUNDS * 1_000;
const ONE_SEAT = { named: 0, concurrent: 1 };

/** The smallest that an account may set. */
const LEASE_SECONDS = 60;
const ALIVE_FOR_MS = (LEASE_SECONDS + 15) * 1_000;
/** Each node asks the database for the time, and takes some for that. */
const CLOCKS_AGREE_MS = 500;
const HEARTBEAT_EVERY_MS = 10_000;
const TRY_EVERY_MS = 500;
/** Against hanging. */
const LAPSES_WITHIN_MS = (LEASE_SECONDS + 60) * 1_000;

/** The clock of the second node is ten minutes behind. */
describe('The last seat, on two nodes', () => {
  let all: SeveralNodes;
  let admin: Api;
  /** The same service account on each node. */
  let services: Api[];
  let signInAgain: () => Promise<void>;
  beforeAll(async () => {
    const env = (node: number): Record<string, string> =>
      node === 1 ? { NODE_OPTIONS: `--import=${LATE_CLOCK}` } : {};
    all = await SeveralNodes.start(2, { ownPostgres: true, env });
    admin = await all.balanced.signIn(ADMIN.email, ADMIN.password);
    const account = { name: 'Agent app', privileges: ['act-for-agents'] };
    const client = required(await admin.post('/v1/service-accounts', account), 201);
    let token = '';
    services = all.nodes.map((node) => node.api.as(() => token));
    signInAgain = async () => {
      admin = await all.balanced.signIn(ADMIN.email, ADMIN.password);
      token = await all.api.serviceToken(client);
    };
    await signInAgain();
  }, 180_000);
  afterAll(() => all?.dispose());

  it(
    `goes to one of two who ask at once, ${RACE_ROUNDS} times`,
    async () => {
      const product = 'remote-support-v5';
      await buy(admin, ONE_SEAT, product);
      const racers = [await seated('Ann', product), await seated('Bea', product)];
      const wins = services.map(() => 0);
      const beganMs = performance.now();
      for (let round = 1; round <= RACE_ROUNDS; round += 1) {
        if (round % SIGN_IN_EVERY_ROUNDS === 0) await signInAgain();
        const winner = await race(round, racers, product);
        wins[winner]! += 1;
      }
      const roundsASecond = RACE_ROUNDS / ((performance.now() - beganMs) / 1_000);
      process.stdout.write(
        `  ${RACE_ROUNDS} races, ${Math.round(roundsASecond)} a second, one winner each: ${wins.join(' and ')} of the nodes\n`,
      );
      expect(wins.every((some) => some > 0)).toBe(true);
    },
    RACE_WITHIN_MS,
  );

  if (!IS_THOROUGH) process.stdout.write('  Leases that lapse by the clock: in npm run test:faults\n');
  else
    it(
      'stays with who shows signs of life to one node, whoever asks the other, until they end',
      async () => {
        await signInAgain();
        const leaseSeconds = { 'remote-support': LEASE_SECONDS, 'service-desk': LEASE_SECONDS };
        required(await admin.patch('/v1/account', { leaseSeconds }), 200);
        // At once, so that each node is the one with the wrong clock in one of the two.
        await Promise.all([
          holdsWhileAlive({ product: 'remote-support', heldAt: services[0]!, askedAt: services[1]! }),
          holdsWhileAlive({ product: 'service-desk', heldAt: services[1]!, askedAt: services[0]! }),
        ]);
      },
      60_000 + ALIVE_FOR_MS + LAPSES_WITHIN_MS,
    );

  /** Who is sent first changes, and so does who asks which node. @returns the node of who got the seat and ended. */
  async function race(round: number, racers: readonly string[], product: string): Promise<number> {
    const nodes = round % 2 === 0 ? [0, 1] : [1, 0];
    const asked = round % 4 < 2 ? racers : racers.toReversed();
    const answers = await Promise.all(nodes.map((node, n) => start(services[node]!, asked[n]!, product)));
    const won = answers.filter(({ status }) => status === 201);
    const lost = answers.filter(({ status, body }) => status === 409 && body.code === 'ALL_SHARED_SEATS_IN_USE');
    if (won.length !== 1 || lost.length !== 1)
      throw new Error(`Round ${round}: ${JSON.stringify(answers.map(({ status, body }) => [status, body]))}`);
    const winner = nodes[answers.indexOf(won[0]!)]!;
    const endedAt = round % 3 === 0 ? winner : 1 - winner;
    required(await services[endedAt]!.post(`/v1/sessions/${won[0]!.body.sessionId}/end`), 200);
    return winner;
  }

  async function holdsWhileAlive(seat: { product: string; heldAt: Api; askedAt: Api }): Promise<void> {
    const { product, heldAt, askedAt } = seat;
    await buy(admin, ONE_SEAT, product);
    const [holder, other] = [await seated('Holder', product), await seated('Other', product)];
    const { sessionId } = required(await start(heldAt, holder, product), 201);
    const otherStarts = () => start(askedAt, other, product);
    const expiresAt = await refusedWhileAlive(() => heldAt.post(`/v1/sessions/${sessionId}/heartbeat`), otherStarts);
    let granted = await otherStarts();
    await eventually(async () => {
      if (granted.status === 409) await sleep(TRY_EVERY_MS);
      granted = granted.status === 409 ? await otherStarts() : granted;
      return granted.status !== 409;
    }, LAPSES_WITHIN_MS);
    const { startedAt, position } = required(granted, 201);
    const path = `/v1/audit?sessionId=${sessionId}&action=SessionEnded&after=${position}`;
    const [ended] = required(await admin.get(path), 200).items;
    expect(ended).toMatchObject({ reason: 'lease-expired' });
    const late = [ended.at, startedAt].map((at) => Date.parse(at) - Date.parse(expiresAt));
    expect(Math.min(...late)).toBeGreaterThan(-CLOCKS_AGREE_MS);
    process.stdout.write(`  ${product}: granted to the other ${late[1]} ms after the lease had lapsed\n`);
  }

  /** @returns when the lease lapses that the last sign of life gave: an ISO instant. */
  async function refusedWhileAlive(heartbeat: () => Promise<Answer>, otherStarts: () => Promise<Answer>) {
    const beganMs = performance.now();
    let [expiresAt, beatAtMs] = ['', Number.NEGATIVE_INFINITY];
    for (let now = beganMs; now < beganMs + ALIVE_FOR_MS; now = performance.now()) {
      if (now - beatAtMs > HEARTBEAT_EVERY_MS) {
        ({ expiresAt } = required(await heartbeat(), 200));
        beatAtMs = now;
      }
      const { status, body } = await otherStarts();
      expect([status, body.code]).toEqual([409, 'ALL_SHARED_SEATS_IN_USE']);
      await sleep(TRY_EVERY_MS);
    }
    return expiresAt;
  }

  async function seated(name: string, product: string): Promise<string> {
    const { id } = await addUser(admin, name, product);
    await assignSeat(admin, id, 'concurrent', product);
    return id;
  }
});

const start = (api: Api, agentId: string, product: string): Promise<Answer> =>
  api.post('/v1/sessions', { product, agentId });
