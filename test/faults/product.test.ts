import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sharedReadModelsEqualARebuild } from '../crash/rebuilt.ts';
import { isInstalled } from '../event-store/eventstoredb/real-server.ts';
import { EventStoreCluster } from '../support/event-store-cluster.ts';
import { type EventStoreDbServer, type OwnEventStoreDb, startOwnEventStoreDb } from '../support/event-store-db.ts';
import { LoadedProduct } from '../support/loaded-product.ts';
import { inSeconds, silencesTold } from './report.ts';
import { FREEZE_MS, IS_THOROUGH, NODE_FREEZE_MS, ROUNDS } from './settings.ts';

const DOWN_MS = 1_000;
const STARTED_WITHIN_MS = 240_000;
/** Against hanging: a round has waits of its own, which say more about what did not happen. */
const ROUND_WITHIN_MS = 300_000 + 2 * FREEZE_MS;
const COMPARED_WITHIN_MS = 900_000;
/** So that much is going on when a fault comes. */
const ANSWERS_BEFORE = 200;

/** Makes it and mends it. Rounds count from 1. */
type Make<Log> = (world: { log: Log; product: LoadedProduct }, round: number) => Promise<void>;
type Faults<Log> = [what: string, make: Make<Log>][];

const ofNodesAndPostgres: Faults<EventStoreDbServer> = [
  [
    'a node killed -9',
    async ({ product }, round) => {
      const node = oneOf(product, round);
      await node.kill();
      await node.start();
    },
  ],
  [
    `a node frozen for ${NODE_FREEZE_MS / 1_000} s`,
    ({ product }, round) => frozen(oneOf(product, round), () => sleep(NODE_FREEZE_MS)),
  ],
  [
    'PostgreSQL killed -9',
    async ({ product: { all } }) => {
      await all.postgres!.kill();
      await sleep(DOWN_MS);
      await all.postgres!.start();
    },
  ],
  [
    `PostgreSQL frozen for ${FREEZE_MS / 1_000} s`,
    ({ product: { all } }) => {
      all.postgres!.freeze();
      return sleep(FREEZE_MS).finally(() => all.postgres!.thaw());
    },
  ],
];

const killed: Faults<OwnEventStoreDb> = [
  [
    'EventStoreDB killed -9',
    async ({ log }) => {
      await log.kill();
      await sleep(DOWN_MS);
      await log.start();
    },
  ],
];

const stopped: Faults<OwnEventStoreDb> = [
  [`EventStoreDB frozen for ${FREEZE_MS / 1_000} s`, ({ log }) => frozen(log, () => sleep(FREEZE_MS))],
];

const ofLeaders: Faults<EventStoreCluster> = [
  [
    'the leader killed -9',
    async ({ log }) => {
      await (await log.whole()).kill();
      await log.whole();
    },
  ],
  [
    'the leader told to end',
    async ({ log }) => {
      const leader = await log.whole();
      leader.signal('SIGTERM');
      await leader.ended();
      await log.whole();
    },
  ],
  [
    'the leader frozen until another leads',
    async ({ log }) => {
      const leader = await log.whole();
      await frozen(leader, () => log.anotherLeads(leader));
      await log.whole();
    },
  ],
];

const isReal = isInstalled();
if (!isReal) process.stdout.write('  There is no eventstored here: the stand-in is killed, and nothing of it frozen\n');
else if (!IS_THOROUGH) process.stdout.write('  Over a single EventStoreDB; over three in npm run test:faults\n');

const isOverThree = isReal && IS_THOROUGH;
// Where the product runs over three, its own faults need not be seen over one as well.
const ofOne = [...killed, ...(isReal ? stopped : []), ...(isOverThree ? [] : ofNodesAndPostgres)];
besieged('one EventStoreDB', startOwnEventStoreDb, ofOne);
if (isOverThree) besieged('three of EventStoreDB', startCluster, [...ofLeaders, ...ofNodesAndPostgres]);

function besieged<Log extends EventStoreDbServer>(over: string, startLog: () => Promise<Log>, faults: Faults<Log>) {
  describe(`Two nodes in full load over ${over} and a PostgreSQL, each fault ${ROUNDS} times`, () => {
    let log: Log;
    let product: LoadedProduct;
    beforeAll(async () => {
      log = await startLog();
      product = await LoadedProduct.start({ eventStore: log, ownPostgres: true });
    }, STARTED_WITHIN_MS);
    afterAll(() => (product ? product.all.dispose() : log?.stop()), 60_000);

    it.each(faults)(
      '%s: nothing acknowledged is lost, no seat is granted too many, no chain breaks, and all goes on',
      async (what, make) => {
        product.all.turnedAway.clear();
        const silences: number[] = [];
        let slowestMs = 0;
        const { acknowledged, ...wrong } = await product.underLoad(async (load) => {
          for (let round = 1; round <= ROUNDS; round += 1) {
            await product.signInAgain();
            await load.answered.more(ANSWERS_BEFORE);
            const faultAtMs = performance.now();
            await make({ log, product }, round);
            await product.isBack(load);
            await load.everybodyAnswered();
            slowestMs = load.slowestMs;
            silences.push(load.answered.silenceSince(faultAtMs));
            process.stderr.write(`\r  ${what} ${round}/${ROUNDS}: ${silencesTold(silences)}`);
          }
        });
        expect(wrong).toEqual({ lost: [], faults: [], unexpected: [], gaveUp: 0 });
        process.stdout.write(
          `\r  ${what} × ${ROUNDS}: ${silencesTold(silences)}, slowest client ${inSeconds(slowestMs)}; ` +
            `${acknowledged} starts and ends acknowledged, 0 lost; ` +
            `turned away: ${[...product.all.turnedAway].map((code) => code.join(' ')).join(', ') || 'nobody'}\n`,
        );
      },
      ROUNDS * ROUND_WITHIN_MS,
    );

    it(
      'and the lists of all that equal those of a rebuild',
      async () => {
        process.stdout.write(`  ${product.log.events} events, ${product.log.grants} seats granted, none too many\n`);
        expect(product.log.grants).toBeGreaterThan(0);
        await Promise.all(product.all.nodes.map((node) => node.kill()));
        expect(await sharedReadModelsEqualARebuild(product.all)).toEqual([]);
      },
      COMPARED_WITHIN_MS,
    );
  });
}

async function startCluster(): Promise<EventStoreCluster> {
  process.stdout.write('  EventStoreDB: three of eventstored on loopback\n');
  return EventStoreCluster.start();
}

/** One after the other. */
function oneOf({ all: { nodes } }: LoadedProduct, round: number) {
  return nodes[round % nodes.length]!;
}

async function frozen(what: { signal(signal: NodeJS.Signals): void }, meanwhile: () => Promise<void>): Promise<void> {
  what.signal('SIGSTOP');
  await meanwhile().finally(() => what.signal('SIGCONT'));
}
