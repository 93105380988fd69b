import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, NO_STREAM, StoreUnavailable } from '../../src/event-store/event-store.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { events } from '../event-store/contract.ts';
import { isInstalled, RealServer } from '../event-store/eventstoredb/real-server.ts';
import { StandIn } from '../event-store/stand-in/stand-in.ts';
import { LogLoad } from '../support/log-load.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { Witness } from '../support/witness.ts';
import { reported } from './report.ts';
import { ANSWERS_AFTERWARDS, LIMITS, WRITERS } from './settings.ts';

const DISK_BYTES = 256 * 1_024 * 1_024;
/** Small, so that the disk ends in the middle of things. */
const CHUNK = ['--chunk-size', String(4 * 1_024 * 1_024)];
const LEFT_FREE_BYTES = 6 * 1_024 * 1_024;
const PADDING = 'x'.repeat(4_000);
/** Nothing is answered for so long: the disk is full. */
const STALLED_MS = 3_000;
const FULL_WITHIN_MS = 120_000;

type Victim = { url: string; fill(): unknown; free(): unknown; remove(): Promise<void> };

describe('A disk that is full', () => {
  let server: Victim;
  let store: EventStore;
  beforeAll(async () => {
    server = (await onSmallDisk()) ?? (await playedByStandIn());
    store = openEventStoreDb({ connectionString: server.url, limits: LIMITS });
  });
  afterAll(async () => {
    await store.close();
    await server.remove();
  });

  it('is an outage: told as such, nothing acknowledged is lost, and appends go on once there is room', async () => {
    const witness = new Witness(store, await store.head(), 'full');
    const load = new LogLoad(store, 'full', WRITERS, PADDING);
    await load.answered.more(ANSWERS_AFTERWARDS);
    const faultAtMs = performance.now();
    await server.fill();
    await stalled(load);
    await expect(store.append('other', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable);
    await server.free();
    await load.answered.more(ANSWERS_AFTERWARDS);
    const outage = load.answered.outageSince(faultAtMs);
    await load.stop();
    const { acknowledged, ...wrong } = await load.find(store);
    expect(wrong).toEqual({ lost: [], twice: [], strange: [] });
    await witness.upTo(acknowledged);
    expect({ faults: witness.faults, events: witness.events }).toEqual({ faults: [], events: acknowledged });
    process.stdout.write(reported('Full disk', [outage], acknowledged, load));
  }, 300_000);
});

async function stalled(load: LogLoad): Promise<void> {
  const giveUpAt = performance.now() + FULL_WITHIN_MS;
  for (let seen = -1; seen !== load.answered.atMs.length; ) {
    if (performance.now() > giveUpAt) throw new Error('The disk never became full');
    seen = load.answered.atMs.length;
    await sleep(STALLED_MS);
  }
}

/** Nothing, where there is no server or nothing may be mounted. */
async function onSmallDisk(): Promise<Victim | undefined> {
  const disk = isInstalled() ? SmallDisk.mount(DISK_BYTES) : undefined;
  if (!disk) {
    process.stdout.write(
      '  Full disk: no eventstored here, or none of its own disks; the stand-in answers as it does\n',
    );
    return undefined;
  }
  const real = await RealServer.prepare({ folder: disk.folder, args: CHUNK });
  real.keepRunning();
  await real.ready();
  return {
    url: real.url,
    fill: () => disk.fill(LEFT_FREE_BYTES),
    free: () => disk.free(),
    async remove() {
      await real.remove();
      disk.unmount();
    },
  };
}

/** As it was seen to: what is under way gets no answer, the server ends, and each start fails until there is room. */
async function playedByStandIn(): Promise<Victim> {
  const standIn = await StandIn.start();
  const unanswered = Array.from({ length: WRITERS }, () => ({ write: false, answer: 'silence' }) as const);
  return {
    url: standIn.url,
    async fill() {
      standIn.mischief.appends.push(...unanswered);
      while (standIn.mischief.appends.length > 0) await sleep(5);
      await standIn.stop();
    },
    free: () => standIn.start(),
    remove: () => standIn.stop(),
  };
}
