import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type ServiceError, status } from '@grpc/grpc-js';
import {
  type EventStore,
  EventTooLarge,
  NO_STREAM,
  type NewEvent,
  PositionBeyondHead,
  START,
  StoreUnavailable,
  UnreadableEvent,
  WrongExpectedRevision,
} from '../../src/event-store/event-store.ts';
import { ConnectionStringError, readConnectionString } from '../../src/event-store/eventstoredb/connection-string.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { kindOf } from '../../src/event-store/eventstoredb/faults.ts';
import { safe } from '../../src/event-store/eventstoredb/records.ts';
import { all, event, events, firstPage, follow, range } from './contract.ts';
import { Frozen } from './stand-in/frozen.ts';
import { notLeader, serviceError } from './stand-in/messages.ts';
import { StandIn } from './stand-in/stand-in.ts';
import { StandInLog } from './stand-in/stand-in-log.ts';

/** Short, so that silence is noticed within a test; long enough for a machine that is busy with something else. */
const LIMITS = { appendMs: 2_000, readMs: 3_000, silenceMs: 300 };
/** Where nothing is to be given up, however many have to be answered. */
const PATIENT = { appendMs: 60_000, readMs: 60_000 };
const OPEN_SCRIPT = join(import.meta.dirname, 'eventstoredb', 'append-with-debug.child.ts');

let standIn: StandIn;
let store: EventStore;
let warnings: object[];
const opened: EventStore[] = [];
const stood: StandIn[] = [];
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);

beforeEach(async () => {
  process.on('unhandledRejection', onUnhandled);
  warnings = [];
  standIn = await stand();
  store = open(standIn.url);
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  for (const one of stood.splice(0)) await one.stop();
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled.splice(0)).toEqual([]);
});

describe('Appends', () => {
  it('1: share nothing with other clients of the process, whose batch appends fail', async () => {
    const other = await stand();
    const rival = EventStoreDBClient.connectionString(other.url);
    standIn.mischief.appends.push({ write: true, answer: { afterMs: 150 } });
    const ours = store.append('cart-1', events(2), NO_STREAM);
    other.mischief.appends.push({ write: true, answer: 'silence' });
    const theirs = rival
      .appendToStream('cart-1', jsonEvent({ type: 'Added', data: {} }))
      .catch((error: unknown) => error);
    while (other.seen.appends.length === 0) await sleep(5);
    await other.stop();
    expect(await theirs).toBeInstanceOf(Error);
    expect(await ours).toMatchObject({ revision: 1 });
    await rival.dispose();
  });

  it('2: whose answer comes too late leave the next ones unharmed', async () => {
    const batch = events(2);
    standIn.mischief.appends.push({ write: true, answer: { afterMs: LIMITS.appendMs + 300 } });
    await expect(store.append('cart-1', batch, NO_STREAM)).rejects.toThrow(StoreUnavailable);
    await sleep(500);
    expect(await store.append('cart-1', batch, NO_STREAM)).toMatchObject({ revision: 1 });
    expect(await store.append('cart-1', events(1), 1)).toMatchObject({ revision: 2 });
    expect(standIn.log.stream('cart-1')).toHaveLength(3);
  });

  it.each([true, false])('3: end when the server is silent, written or not (%s)', async (write) => {
    standIn.mischief.appends.push({ write, answer: 'silence' });
    const batch = events(2);
    await expect(store.append('cart-1', batch, NO_STREAM)).rejects.toThrow(StoreUnavailable);
    expect(await store.append('cart-1', batch, NO_STREAM)).toMatchObject({ revision: 1 });
    expect(standIn.log.stream('cart-1')).toHaveLength(2);
  });

  it('3: end when nobody ever takes the connection', async () => {
    const nobody = await Frozen.start();
    const { port } = nobody;
    for (const hosts of [`127.0.0.1:${port}`, `127.0.0.1:${port},localhost:${port}`]) {
      const nowhere = open(`esdb://${hosts}?tls=false`, { appendMs: 300, readMs: 300 });
      await Promise.all([
        expect(nowhere.append('cart-1', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable),
        expect(nowhere.head()).rejects.toThrow(StoreUnavailable),
        expect(all(nowhere.read('cart-1'))).rejects.toThrow(StoreUnavailable),
      ]);
    }
    nobody.stop();
  });

  it('3: that waited too long for what goes before them are not sent at all', async () => {
    standIn.mischief.reads.push({ afterEvents: 0, ending: 'silence' });
    const reading = expect(all(store.readAll())).rejects.toThrow(StoreUnavailable);
    await expect(store.append('cart-1', events(1), NO_STREAM)).rejects.toThrow('could be sent');
    await reading;
    expect(standIn.seen.appends).toEqual([]);
  });

  it('4: settle when the server closes its half with an OK', async () => {
    store = open(standIn.url, PATIENT);
    standIn.mischief.appends.push({ write: true, answer: 'half-close' });
    const batch = events(2);
    await expect(store.append('cart-1', batch, NO_STREAM)).rejects.toThrow(StoreUnavailable);
    expect(await store.append('cart-1', batch, NO_STREAM)).toMatchObject({ revision: 1 });
  });

  it('6: in conflict answer where the stream really is', async () => {
    await store.append('cart-1', events(5), NO_STREAM);
    await expect(store.append('cart-1', events(1), 1)).rejects.toMatchObject({
      name: 'WrongExpectedRevision',
      actual: 4,
    });
    expect(() => readConnectionString(`${standIn.url}&throwOnAppendFailure=false`)).toThrow(ConnectionStringError);
  });

  it('7: of what does not serialise never reach the client', async () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    for (const data of [{ n: 1n }, cycle, undefined]) {
      const unserialisable = [{ ...event(), data }] as unknown as NewEvent[];
      await expect(store.append('cart-1', unserialisable, NO_STREAM)).rejects.toThrow(TypeError);
    }
    expect(standIn.seen.appends).toEqual([]);
    await store.append('cart-1', events(1), NO_STREAM);
  });

  it('8: have each a call of their own, with a deadline and for the leader alone', async () => {
    await Promise.all(range(5).map((n) => store.append(`cart-${n}`, events(1), NO_STREAM)));
    for (const seen of standIn.seen.appends) expect(seen).toMatchObject({ deadline: true, leaderOnly: true });
    expect(new Set(standIn.seen.appends.map(({ call }) => call)).size).toBe(5);
  });

  it('9: to a server that is down are an unknown outcome, and go on when it is back', async () => {
    await store.append('cart-1', events(1), NO_STREAM);
    await standIn.stop();
    const batch = events(2);
    await expect(store.append('cart-1', batch, 0)).rejects.toThrow(StoreUnavailable);
    await standIn.start();
    expect(await eventually(() => store.append('cart-1', batch, 0))).toMatchObject({ revision: 2 });
  });

  it('15: many at once over a fresh connection are all answered', async () => {
    store = open(standIn.url, PATIENT);
    const answers = await Promise.all(range(400).map((n) => store.append(`cart-${n}`, events(1), NO_STREAM)));
    expect(answers).toHaveLength(400);
  });

  it('16: beyond a thousand that wait are turned away, unwritten', async () => {
    store = open(standIn.url, PATIENT);
    standIn.mischief.appends.push({ write: true, answer: { afterMs: 200 } });
    const results = await Promise.allSettled(range(1_010).map((n) => store.append('cart-1', [event()], n - 1)));
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(standIn.log.stream('cart-1')).toHaveLength(1_000);
  });

  it('18: get another connection after an error that says nothing of the old one', async () => {
    standIn.mischief.appends.push({ write: false, answer: { error: serviceError(status.INTERNAL, 'RST_STREAM') } });
    const batch = events(1);
    await expect(store.append('cart-1', batch, NO_STREAM)).rejects.toThrow(StoreUnavailable);
    await store.append('cart-1', batch, NO_STREAM);
    const [before, after] = standIn.seen.appends;
    expect(after?.peer).not.toBe(before?.peer);
  });

  it.each<[string, ServiceError | string]>([
    ['cancelled', serviceError(status.CANCELLED, 'shutting down')],
    ['unavailable', serviceError(status.UNAVAILABLE, 'shutting down')],
    ['internal', serviceError(status.INTERNAL, 'Received RST_STREAM with code 0')],
    ['not ready', serviceError(status.UNKNOWN, 'Server Is Not Ready')],
    ['past its deadline', serviceError(status.DEADLINE_EXCEEDED, 'Commit phase timeout.')],
    ['denied', serviceError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' })],
    ['an answer that says timeout', 'Timeout'],
    ['an answer that says nothing', 'Unknown'],
  ])('21: that a node answers with %s are an unknown outcome, resent alike', async (_, error) => {
    const answer = typeof error === 'string' ? { refuse: error } : { error };
    standIn.mischief.appends.push({ write: true, answer });
    const batch = events(3);
    await expect(store.append('cart-1', batch, NO_STREAM)).rejects.toThrow(StoreUnavailable);
    expect(await eventually(() => store.append('cart-1', batch, NO_STREAM))).toMatchObject({ revision: 2 });
    expect(standIn.log.stream('cart-1')).toHaveLength(3);
    expect(new Set(standIn.seen.appends.map(({ ids, expected }) => `${ids} ${expected}`)).size).toBe(1);
  });

  it('go to the leader that another node names, and the log tells of it', async () => {
    const leader = await stand();
    const error = notLeader(leader.port);
    standIn.mischief.appends.push({ write: false, answer: { error } });
    const batch = events(1);
    await expect(store.append('cart-1', batch, NO_STREAM)).rejects.toThrow(StoreUnavailable);
    await store.append('cart-1', batch, NO_STREAM);
    expect(leader.log.stream('cart-1')).toHaveLength(1);
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'not-leader' }));
  });

  it('of one stream never overlap, so that a repeat finds the first one finished', async () => {
    standIn.mischief.appends.push({ write: true, answer: { afterMs: 100 } });
    const batch = events(2);
    const both = range(2).map(() => store.append('cart-1', batch, NO_STREAM));
    await until(() => standIn.seen.appends.length > 0);
    await sleep(30);
    expect(standIn.seen.appends).toHaveLength(1);
    const answers = await Promise.all(both);
    expect(answers[0]).toEqual(answers[1]);
  });

  it('cut off with the connection in the middle are written once after all', async () => {
    standIn.mischief.appends.push({ write: true, answer: 'silence' });
    const batch = events(5);
    const cutOff = store.append('cart-1', batch, NO_STREAM);
    while (standIn.log.stream('cart-1').length === 0) await sleep(5);
    await standIn.stop();
    await expect(cutOff).rejects.toThrow(StoreUnavailable);
    await standIn.start();
    await eventually(() => store.append('cart-1', batch, NO_STREAM));
    expect(standIn.log.stream('cart-1')).toHaveLength(5);
  });

  it('are told apart by code and type, whatever the class and the message', () => {
    expect(kindOf({ type: 'wrong-expected-version', message: '' })).toBe('conflict');
    expect(kindOf({ code: 3, type: 'maximum-append-size-exceeded' })).toBe('too-large');
    expect(kindOf({ code: 3 })).toBe('refused');
    expect(kindOf({ code: 14 })).toBe('unavailable');
    expect(kindOf(new Error('Failed to discover after 10 attempts.'))).toBe('doubtful');
    expect(kindOf(undefined)).toBe('doubtful');
  });

  it('refused for good say so', async () => {
    for (const answer of [{ error: serviceError(status.INVALID_ARGUMENT, 'no') }, { refuse: 'StreamDeleted' }]) {
      standIn.mischief.appends.push({ write: false, answer });
      await expect(store.append('cart-1', events(1), NO_STREAM)).rejects.toMatchObject({ name: 'AppendRefused' });
    }
    standIn.mischief.appends.push({ write: false, answer: { refuse: 'MaximumAppendSizeExceeded' } });
    await expect(store.append('cart-1', events(1), NO_STREAM)).rejects.toThrow(EventTooLarge);
    standIn.mischief.appends.push({ write: false, answer: 'conflict' });
    await expect(store.append('cart-1', events(1), NO_STREAM)).rejects.toThrow(WrongExpectedRevision);
    await expect(store.append('cart-1', [event({ text: 'x'.repeat(1_000_000) })], NO_STREAM)).rejects.toThrow(
      EventTooLarge,
    );
  });
});

describe('Subscriptions', () => {
  it.each([
    ['an error', { error: serviceError(status.INTERNAL, 'Received RST_STREAM with code 0') }],
    ['an end, quietly', 'end' as const],
    ['silence', 'silence' as const],
    ['too slow a consumer', { error: serviceError(status.ABORTED, 'Consumer too slow') }],
  ])('10, 11: go on behind the last event after %s', async (_, ending) => {
    standIn.mischief.subscriptions.push({ afterEvents: 4, ending }, { afterEvents: 3, ending });
    const following = follow(store, { after: START });
    await following.upTo(START);
    await write('cart-1', 10);
    await following.until(10);
    await following.stop();
    expect(following.events.map(({ revision }) => revision)).toEqual(range(10));
    const { subscriptions } = standIn.seen;
    expect(subscriptions).toHaveLength(3);
    const handled = [-1, ...standIn.log.stream('cart-1').map(({ position }) => position)];
    const resumed = subscriptions.map(({ from }) => handled.indexOf(from));
    expect(resumed[0]).toBe(0);
    expect(resumed[2]).toBeGreaterThan(1);
    expect(resumed).toEqual(resumed.toSorted((one, other) => one - other));
    expect(subscriptions.every(({ leaderOnly }) => leaderOnly)).toBe(true);
  });

  it('10: survive a server that goes away and comes back', async () => {
    const following = follow(store, { after: START });
    await following.upTo(START);
    await write('cart-1', 3);
    await following.until(3);
    await standIn.stop();
    await sleep(200);
    await standIn.start();
    await write('cart-2', 3);
    await following.until(6);
    await following.stop();
  });

  it('12: move a filtered follower on without a checkpoint of the server', async () => {
    const following = follow(store, { after: START, filter: { types: ['Unheard'] } });
    await following.upTo(START);
    await write('cart-1', 3);
    await following.upTo(await store.head());
    await following.stop();
    expect(following.events).toEqual([]);
  });

  it.each([18_446_744_073_709_551_615n, 5_000_000n])('13, 14: believe no checkpoint (%d)', async (checkpoint) => {
    standIn.mischief.checkpoint = checkpoint;
    standIn.mischief.subscriptions.push({ afterEvents: 3, ending: 'end' });
    const following = follow(store, { after: START });
    await following.upTo(START);
    await write('cart-1', 4);
    await following.until(4);
    await following.stop();
    expect(standIn.seen.subscriptions).toHaveLength(2);
    expect(standIn.seen.subscriptions[1]?.from).toBe(standIn.log.stream('cart-1')[1]?.position);
    expect(following.pages.at(-1)?.scannedTo).toBe(await store.head());
  });

  it('are one for all followers, and a slow follower holds nobody up', async () => {
    let slowPages = 0;
    const leaving = new AbortController();
    const othersAreDone = Promise.withResolvers<void>();
    const slow = (async () => {
      for await (const _page of store.follow({ after: START, signal: leaving.signal })) {
        slowPages += 1;
        await othersAreDone.promise;
      }
    })();
    const quick = range(5).map(() => follow(store, { after: START }));
    for (const following of quick) await following.upTo(START);
    await write('cart-1', 500);
    for (const following of quick) {
      await following.until(500);
      await following.stop();
    }
    expect(standIn.seen.subscriptions).toHaveLength(1);
    expect(slowPages).toBe(1);
    leaving.abort();
    othersAreDone.resolve();
    await slow;
  });

  it('13: stop loudly at a position of another log', async () => {
    const { position } = await store.append('cart-1', events(3), NO_STREAM);
    await expect(firstPage(store, position + 1_000)).rejects.toThrow(PositionBeyondHead);
    await expect(firstPage(store, position - 1)).rejects.toThrow(PositionBeyondHead);
  });

  it('stop loudly when an older copy of the log comes back', async () => {
    const following = follow(store, { after: START });
    await following.upTo(START);
    await write('cart-1', 3);
    await following.until(3);
    const ended = following.ended.catch((error: unknown) => error);
    await standIn.stop();
    standIn.log = new StandInLog();
    await standIn.start();
    expect(await ended).toBeInstanceOf(PositionBeyondHead);
  });
});

describe('Reads', () => {
  it('3: end when the server falls silent half-way', async () => {
    await write('cart-1', 5);
    standIn.mischief.reads.push({ afterEvents: 2, ending: 'silence' });
    await expect(all(store.read('cart-1'))).rejects.toThrow(StoreUnavailable);
    await until(() => standIn.seen.openReads === 0);
    expect(await all(store.read('cart-1'))).toHaveLength(5);
  });

  it('17: ask for pages, and leave no call open when left early', async () => {
    const writer = open(standIn.url, PATIENT);
    for (const turn of range(5)) await writer.append('cart-1', events(500), turn * 500 - 1);
    for await (const page of store.read('cart-1')) {
      expect(page).toHaveLength(1_000);
      break;
    }
    await writer.append('cart-2', [event({ text: 'x'.repeat(900_000) })], NO_STREAM);
    for (const turn of range(9)) await writer.append('cart-2', [event({ text: 'x'.repeat(900_000) })], turn);
    standIn.mischief.reads.push({ afterEvents: 6, ending: 'silence' });
    for await (const page of store.read('cart-2')) {
      expect(page.length).toBeLessThan(10);
      break;
    }
    await until(() => standIn.seen.openReads === 0);
    expect(Math.max(...standIn.seen.reads.map(({ count }) => count))).toBeLessThanOrEqual(1_000);
    expect(standIn.seen.reads.every(({ leaderOnly }) => leaderOnly)).toBe(true);
  });

  it('23: of malformed JSON say where it is, and hold up nobody who does not ask for it', async () => {
    await write('cart-1', 2);
    const poison = { id: randomUUID(), type: 'Poison', contentType: 'application/json', metadata: Buffer.from('{}') };
    standIn.log.append('cart-1', [{ ...poison, data: Buffer.from('{"half":') }], 1);
    const { position } = standIn.log.stream('cart-1').at(-1)!;
    await write('cart-1', 1, 2);
    await expect(all(store.read('cart-1'))).rejects.toThrow(UnreadableEvent);
    await expect(all(store.readAll())).rejects.toMatchObject({ position });
    expect(await all(store.readAll({ filter: { types: ['Added'] } }))).toHaveLength(3);
    const following = follow(store, { after: START });
    await expect(following.ended).rejects.toMatchObject({ position });
    expect(following.events).toHaveLength(2);
    const careful = follow(store, { after: START, filter: { types: ['Added'] } });
    await careful.until(3);
    await careful.stop();
  });

  it('24: answer numbers that JSON can hold, or refuse', async () => {
    const appended = await store.append('cart-1', events(2), NO_STREAM);
    const page = await firstPage(store, START);
    expect(JSON.parse(JSON.stringify({ appended, page }))).toEqual({ appended, page });
    expect(() => safe(2n ** 53n)).toThrow(RangeError);
  });
});

describe('Connections', () => {
  it('5: keep alive every three seconds', () => {
    const { client } = readConnectionString('esdb://127.0.0.1:2113?tls=false');
    expect(client).toMatchObject({ keepAliveInterval: 3_000, keepAliveTimeout: 3_000 });
  });

  it('19: find a cluster whose seeds are all down at first', async () => {
    const seeds = `esdb://127.0.0.1:${standIn.port},localhost:${standIn.port}?tls=false`;
    await standIn.stop();
    const cluster = open(`${seeds}&maxDiscoverAttempts=2&discoveryInterval=20&gossipTimeout=1`, {});
    await expect(cluster.append('cart-1', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable);
    await standIn.start();
    await eventually(() => cluster.append('cart-1', events(1), NO_STREAM));
  });

  it('are made to IPv6 addresses in brackets', () => {
    const { hosts, description } = readConnectionString('esdb://ann:h@[::1]:2113,[::1]?tls=false');
    expect(hosts).toEqual(Array(2).fill({ address: '[::1]', port: 2113 }));
    expect(description).toBe('esdb://[::1]:2113,[::1]:2113');
    for (const host of ['::1', '[::1', '[::1]2113']) {
      expect(() => readConnectionString(`esdb://${host}?tls=false`)).toThrow(/must name hosts/);
    }
  });

  it('20: refuse to send a password in the clear, and never tell it', () => {
    for (const wrong of [
      'esdb://ann:hunter2@store.example.com:2113?tls=false',
      'esdb://ann:hunter2@127.0.0.1:1,10.0.0.1?tls=false',
      'esdb://ann:hunter2@store.example.com:2113?colour=red',
      'esdb://ann:hunter2@store.example.com:2113?tls=maybe',
      'esdb://ann:hunter2@store.example.com:2113?tlsCAFile=/does/not/exist',
      'esdb://ann:hunter2@:9:9',
      'esdb://ann:hunter2%@store.example.com',
      'http://ann:hunter2@store.example.com',
    ]) {
      const told = messageOf(() => openEventStoreDb({ connectionString: wrong }));
      expect(told).toMatch(/^(must|has|needs|names) /);
      expect(told).not.toContain('hunter2');
    }
    const settings = readConnectionString('esdb://ann:h%40nter2@store.example.com:2113?tls=true');
    expect(settings.credentials).toEqual({ username: 'ann', password: 'h@nter2' });
    expect(settings.channel).toMatchObject({ rootCertificate: undefined });
    expect(settings.description).toBe('esdb://store.example.com:2113');
  });

  it('20: keep the password out of the debug log of the client', () => {
    const url = standIn.url.replace('esdb://', 'esdb://ann:hunter2@');
    const child = spawnSync(
      process.execPath,
      ['--experimental-transform-types', '--no-warnings', OPEN_SCRIPT, url],
      // The stand-in lives in this process, which waits: the append fails, having been logged.
      { env: { ...process.env, DEBUG: 'esdb*' }, encoding: 'utf8', timeout: 60_000 },
    );
    expect(child.stderr).toContain('esdb:connection');
    expect(child.stdout).toContain('StoreUnavailable');
    expect(`${child.stdout}${child.stderr}`).not.toContain('hunter2');
  });

  it('12: close, whatever hangs', async () => {
    standIn.mischief.reads.push(...range(20).map(() => ({ afterEvents: 0, ending: 'silence' as const })));
    const hanging = expect(all(store.readAll())).rejects.toThrow(StoreUnavailable);
    const following = follow(store, { after: START });
    await store.close();
    await following.ended;
    await hanging;
    await expect(store.append('cart-1', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable);
  });
});

async function stand(): Promise<StandIn> {
  const one = await StandIn.start();
  stood.push(one);
  return one;
}

function open(connectionString: string, limits: Partial<typeof LIMITS> = LIMITS): EventStore {
  const log = { info: () => {}, warn: (details: object) => void warnings.push(details) };
  const one = openEventStoreDb({ connectionString, log, limits });
  opened.push(one);
  return one;
}

/** One by one, so that each makes a page of its own. */
async function write(stream: string, count: number, after = NO_STREAM): Promise<void> {
  for (const n of range(count)) await eventually(() => store.append(stream, [event({ n })], after + n));
}

/** As the command runner does: again, alone, as long as the outcome is unknown. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + 60_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || performance.now() > giveUpAt) throw error;
      await sleep(50);
    }
  }
}

async function until(reached: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 60_000;
  while (!reached()) {
    if (performance.now() > giveUpAt) throw new Error('it never came to that');
    await sleep(5);
  }
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ConnectionStringError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}
