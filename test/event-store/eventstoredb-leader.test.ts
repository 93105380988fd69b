import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, NO_STREAM, StoreUnavailable } from '../../src/event-store/event-store.ts';
import type { Log } from '../../src/event-store/eventstoredb/connection.ts';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/event-store-db.ts';
import { all, events } from './contract.ts';
import { Frozen } from './stand-in/frozen.ts';
import type { GossipMember, NodeState } from './stand-in/messages.ts';
import { StandIn } from './stand-in/stand-in.ts';

/** Against hanging: generous, and less than the client's own discovery takes with a frozen seed. */

const opened: { close(): Promise<void> }[] = [];
const stood: { stop(): unknown }[] = [];
let [a, b, c]: StandIn[] = [];

beforeEach(async () => {
  [a, b, c] = [await stand(), await stand(), await stand()];
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  for (const one of stood.splice(0)) await one.stop();
});

describe('The leader of a cluster', () => {
  it('is found beside a seed that is frozen', async () => {
    const frozen = await freeze();
    tell([b!, c!], ['FOLLOWER', frozen.port], ['LEADER', b!.port], ['FOLLOWER', c!.port]);
    const store = open(seeds(frozen.port, c!.port, b!.port));
    await store.append('cart-1', events(1), NO_STREAM);
    expect(await all(store.read('cart-1'))).toHaveLength(1);
    expect(frozen.connections).toBeGreaterThan(0);
    expect(b!.log.stream('cart-1')).toHaveLength(1);
  });

  it('is waited for while the others still name one that is frozen', async () => {
    const frozen = await freeze();
    tell([b!, c!], ['LEADER', frozen.port], ['FOLLOWER', b!.port], ['FOLLOWER', c!.port]);
    const store = open(seeds(frozen.port, b!.port, c!.port));
    const appended = eventually(() => store.append('cart-1', events(1), NO_STREAM));
    while (b!.seen.gossip.length < 5) await nextTurn();
    tell([b!, c!], ['LEADER', frozen.port, 'dead'], ['LEADER', b!.port], ['FOLLOWER', c!.port]);
    await appended;
    expect(b!.log.stream('cart-1')).toHaveLength(1);
  });

  it.each([
    ['every node is a seed', () => [a!.port, b!.port, c!.port]],
    ['the leader is no seed', () => [a!.port, c!.port]],
    ['the deposed one is the only seed', () => [a!.port]],
  ])('is the one of the majority, not one that was deposed and does not know it: %s', async (_, ports) => {
    tell([a!], ['LEADER', a!.port], ['FOLLOWER', b!.port], ['FOLLOWER', c!.port]);
    tell([b!, c!], ['LEADER', a!.port, 'dead'], ['LEADER', b!.port], ['FOLLOWER', c!.port]);
    const store = open(seeds(...ports(), ports()[0]!));
    await store.append('cart-1', events(1), NO_STREAM);
    expect(b!.log.stream('cart-1')).toHaveLength(1);
    expect(a!.seen.appends).toEqual([]);
  });

  it('is nobody while a deposed one alone says that it leads', async () => {
    tell([a!], ['LEADER', a!.port], ['FOLLOWER', b!.port], ['FOLLOWER', c!.port]);
    tell([b!, c!], ['UNKNOWN', a!.port, 'dead'], ['UNKNOWN', b!.port], ['UNKNOWN', c!.port]);
    const store = open(seeds(a!.port, b!.port, c!.port));
    await expect(store.append('cart-1', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable);
    expect([a!, b!, c!].flatMap((node) => node.seen.appends)).toEqual([]);
  });

  it('is nobody where a node sees itself alone', async () => {
    tell([a!], ['LEADER', a!.port], ['FOLLOWER', b!.port, 'dead'], ['FOLLOWER', c!.port, 'dead']);
    await Promise.all([b!.stop(), c!.stop()]);
    const store = open(seeds(a!.port, b!.port, c!.port));
    await expect(store.append('cart-1', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable);
    expect(a!.seen.appends).toEqual([]);
  });

  it('is believed when the others are out of our reach, but not of its own', async () => {
    tell([a!], ['LEADER', a!.port], ['FOLLOWER', b!.port], ['FOLLOWER', c!.port]);
    await Promise.all([b!.stop(), c!.stop()]);
    const store = open(seeds(a!.port, b!.port, c!.port));
    await eventually(() => store.append('cart-1', events(1), NO_STREAM));
    expect(a!.log.stream('cart-1')).toHaveLength(1);
  });

  it('is not elected by replicas that only read', async () => {
    const replica: [NodeState, number] = ['READONLYREPLICA', (await stand()).port];
    tell([a!, stood.at(-1) as StandIn], ['LEADER', a!.port], ['FOLLOWER', b!.port], ['FOLLOWER', c!.port], replica);
    tell([b!, c!], ['UNKNOWN', a!.port, 'dead'], ['LEADER', b!.port], ['FOLLOWER', c!.port]);
    const store = open(seeds(a!.port, b!.port, c!.port));
    await store.append('cart-1', events(1), NO_STREAM);
    expect(b!.log.stream('cart-1')).toHaveLength(1);
  });

  it('is looked for again when it has gone', async () => {
    tell([a!, b!, c!], ['LEADER', a!.port], ['FOLLOWER', b!.port], ['FOLLOWER', c!.port]);
    const store = open(seeds(a!.port, b!.port, c!.port));
    await store.append('cart-1', events(1), NO_STREAM);
    expect(await all(store.read('cart-1'))).toHaveLength(1);
    b!.log = c!.log = a!.log;
    await a!.stop();
    tell([b!, c!], ['LEADER', a!.port, 'dead'], ['FOLLOWER', b!.port], ['LEADER', c!.port]);
    await eventually(() => store.append('cart-1', events(1), 0));
    expect(await eventually(() => all(store.read('cart-1')))).toHaveLength(2);
    expect(c!.seen.appends).toHaveLength(1);
  });

  it('is found by some of the names when another has no address', async () => {
    tell([a!, b!, c!], ['LEADER', a!.port], ['FOLLOWER', b!.port], ['FOLLOWER', c!.port]);
    const store = open(`esdb+discover://away.invalid:2113,localhost:${b!.port}?tls=false`);
    await store.append('cart-1', events(1), NO_STREAM);
    expect(a!.log.stream('cart-1')).toHaveLength(1);
  });

  it('that was not found leaves word why no node answered', async () => {
    await Promise.all([b!.stop(), c!.stop()]);
    const frozen = await freeze();
    const told: object[] = [];
    const log = { info: () => {}, warn: (details: object) => void told.push(details) };
    const url = `${seeds(b!.port, frozen.port)}&maxDiscoverAttempts=2&discoveryInterval=10&gossipTimeout=1`;
    const store = open(url, log);
    await expect(store.append('cart-1', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable);
    const reasons = () => told.map((details) => String((details as { reason?: unknown }).reason));
    await eventually(async () => {
      if (!reasons().some((reason) => /known to be the leader/.test(reason))) throw new StoreUnavailable('not yet');
    });
    const reason = reasons().find((one) => /known to be the leader/.test(one))!;
    expect(reason).toMatch(new RegExp(`127\\.0\\.0\\.1:${b!.port}: .*code 14`));
    expect(reason).toMatch(new RegExp(`127\\.0\\.0\\.1:${frozen.port}: .*(no answer|code 4)`, 'i'));
  });

  it('is found by a name whose addresses are the nodes', async () => {
    tell([a!], ['LEADER', a!.port], ['FOLLOWER', b!.port], ['FOLLOWER', c!.port]);
    tell([b!, c!], ['LEADER', a!.port], ['FOLLOWER', b!.port], ['FOLLOWER', c!.port]);
    const store = open(`esdb+discover://localhost:${b!.port}?tls=false`);
    await store.append('cart-1', events(1), NO_STREAM);
    expect(a!.log.stream('cart-1')).toHaveLength(1);
    const nowhere = open('esdb+discover://nowhere.invalid:2113?tls=false');
    await expect(nowhere.append('cart-1', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable);
  });
});

const openssl = spawnSync('openssl', ['version']).status === 0;
if (!openssl)
  process.stdout.write('  There is no openssl here to make certificates with: no TLS of a cluster is tested\n');
const describeWithCertificates = openssl ? describe : () => {};

describeWithCertificates('The search for a leader with TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-tls-'));
  const file = join(folder, 'certificate.pem');
  const key = join(folder, 'key.pem');
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', '/CN=node', '-addext', 'subjectAltName=DNS:localhost'];
  beforeAll(() => {
    const made = spawnSync('openssl', [...request, ...names, '-keyout', key, '-out', file]);
    expect(String(made.status === 0 ? '' : made.stderr)).toBe('');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('checks certificates, by the name of the seeds, and says who it is', async () => {
    const node = await StandIn.start({ tls: { key: readFileSync(key), certificate: readFileSync(file) } });
    stood.push(node);
    node.cluster = [{ address: 'localhost', port: node.port, state: 'LEADER' }];
    const trusting = `tls=true&tlsCAFile=${file}`;
    const place = `localhost:${node.port}`;
    for (const url of [
      `esdb+discover://ann:secret@${place}?${trusting}`,
      `esdb://ann:secret@${place},${place}?${trusting}`,
    ]) {
      node.seen.gossip = [];
      await open(url).append('cart-1', events(1), node.log.stream('cart-1').length - 1);
      const ann = `Basic ${Buffer.from('ann:secret').toString('base64')}`;
      expect(new Set(node.seen.gossip)).toEqual(new Set([ann]));
    }
    node.seen.gossip = [];
    const strangers = [`esdb+discover://${place}?tls=true`, `esdb+discover://127.0.0.1:${node.port}?${trusting}`];
    for (const url of strangers) {
      await expect(open(url).append('cart-1', events(1), NO_STREAM)).rejects.toThrow(StoreUnavailable);
    }
    expect(node.seen.gossip).toEqual([]);
  });
});

async function stand(): Promise<StandIn> {
  const one = await StandIn.start();
  stood.push(one);
  return one;
}

async function freeze(): Promise<Frozen> {
  const one = await Frozen.start();
  stood.push(one);
  return one;
}

function tell(nodes: StandIn[], ...members: [NodeState, number, 'dead'?][]): void {
  const cluster: GossipMember[] = members.map(([state, port, dead]) => ({ state, port, alive: !dead }));
  for (const node of nodes) node.cluster = cluster;
}

function seeds(...ports: number[]): string {
  return `esdb://${ports.map((port) => `127.0.0.1:${port}`).join()}?tls=false`;
}

function open(connectionString: string, log?: Log): EventStore {
  const one = openEventStoreDb({ connectionString, log });
  opened.push(one);
  return one;
}

/** As the command runner does. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + 60_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || performance.now() > giveUpAt) throw error;
      await nextTurn();
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
