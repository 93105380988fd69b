import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterMember, freePort, RealServer } from '../event-store/eventstoredb/real-server.ts';

const NODES = 3;
const FORMED_WITHIN_MS = 120_000;
const ASK_EVERY_MS = 200;

/** Three real nodes on loopback. Whatever ends is started again. */
export class EventStoreCluster {
  private constructor(private readonly nodes: RealServer[]) {}

  static async start(): Promise<EventStoreCluster> {
    const ports = await freePorts(2 * NODES);
    const [http, replication] = [ports.slice(0, NODES), ports.slice(NODES)];
    const nodes = http.map((port, index) => {
      const others = http.filter((other) => other !== port).map((other) => `127.0.0.1:${other}`);
      const cluster = ['--cluster-size', String(NODES), '--discover-via-dns', 'false', '--gossip-seed', others.join()];
      const place = ['--replication-ip', '127.0.0.1', '--replication-port', String(replication[index])];
      return RealServer.prepare({ port, args: [...cluster, ...place, '--stream-info-cache-capacity', '100000'] });
    });
    const formed = new EventStoreCluster(await Promise.all(nodes));
    for (const node of formed.nodes) node.keepRunning();
    await formed.whole();
    return formed;
  }

  get url(): string {
    return `esdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join()}?tls=false`;
  }

  /** Once every node sees all of them alive, one leader among them. Answers the leader. */
  async whole(): Promise<RealServer> {
    const giveUpAt = performance.now() + FORMED_WITHIN_MS;
    for (;;) {
      const views = await Promise.all(this.nodes.map((node) => node.members()));
      const leaders = new Set(views.map(leaderOfWhole));
      const [leader] = leaders;
      if (leaders.size === 1 && leader !== undefined) return this.nodes.find(({ port }) => port === leader)!;
      if (performance.now() > giveUpAt) throw new Error(`The cluster is not whole: ${JSON.stringify(views)}`);
      await sleep(ASK_EVERY_MS);
    }
  }

  /** Once the others agree on another leader than this one, which stands still. */
  async anotherLeads(than: RealServer): Promise<void> {
    const others = this.nodes.filter((node) => node !== than);
    for (
      const giveUpAt = performance.now() + FORMED_WITHIN_MS;
      performance.now() < giveUpAt;
      await sleep(ASK_EVERY_MS)
    ) {
      const views = await Promise.all(others.map((node) => node.members()));
      const leaders = new Set(views.map((view) => view?.find(isLeader)?.httpEndPointPort));
      const [leader] = leaders;
      if (leaders.size === 1 && leader !== undefined && leader !== than.port) return;
    }
    throw new Error(`Nobody took over from a leader that stands still for ${FORMED_WITHIN_MS} ms`);
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.remove()));
  }
}

/** The leader's port, where a node sees one leader and two followers. */
function leaderOfWhole(view: Awaited<ReturnType<RealServer['members']>>): number | undefined {
  const alive = (view ?? []).filter(({ isAlive }) => isAlive);
  const leaders = alive.filter(isLeader);
  const followers = alive.filter(({ state }) => state === 'Follower');
  return leaders.length === 1 && followers.length === NODES - 1 ? leaders[0]!.httpEndPointPort : undefined;
}

const isLeader = ({ isAlive, state }: ClusterMember): boolean => isAlive && state === 'Leader';

/** All at once, so that none comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
