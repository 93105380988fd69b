import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkServerIdentity } from 'node:tls';
import type { ChannelCredentialOptions } from '@eventstore/db-client';
import { AppendingClient, type Member } from './appending-client.ts';
import { addressOf, type Endpoint, nameOf, type ServerSettings } from './connection-string.ts';
import { explain, LeaderUnknown } from './faults.ts';
import { within } from './within.ts';

/** A cluster has up to nine nodes, and a node may be known by another address as a seed. */
const MOST_NODES = 32;

type Seed = Endpoint & { channel: ChannelCredentialOptions };

/**
 * Looks for the leader of a cluster. All seeds are asked at once, and all nodes that they name: the client's own discovery
 * asks one after another, and waits long for one that is frozen. The answer is a client of the leader, connected already.
 * @throws LeaderUnknown when it was not found in time, or the signal ended the search.
 */
export async function findLeader(settings: ServerSettings, signal: AbortSignal): Promise<AppendingClient> {
  const { attempts, intervalMs, answerMs } = settings.discovery;
  const seeds = await within(answerMs, 'a look-up of the seeds', seedsOf(settings));
  const search = new Search(settings);
  const givenUp = new AbortController();
  const limit = sleep(attempts * (intervalMs + answerMs), undefined, {
    signal: AbortSignal.any([signal, givenUp.signal]),
  });
  const leader = await Promise.race([search.among(seeds), limit.catch(() => undefined)]);
  givenUp.abort();
  search.end(leader);
  if (!leader) throw new LeaderUnknown(settings.description, search.reasons);
  return leader;
}

/**
 * Each address of a name is a seed, since any one may be frozen; its certificate is still the name's. A name without an
 * address may be of a node that is away.
 */
async function seedsOf({ hosts, kind, channel }: ServerSettings): Promise<Seed[]> {
  if (kind !== 'names') return hosts.map((host) => ({ ...host, channel }));
  const resolved = hosts.map(async ({ address: name, port }) => {
    const verifyOptions: ChannelCredentialOptions['verifyOptions'] = {
      checkServerIdentity: (_address, certificate) => checkServerIdentity(name, certificate),
    };
    const addresses = await lookup(name.replace(/^\[(.*)\]$/, '$1'), { all: true });
    return addresses.map(({ address: resolvedTo }) => {
      const address = addressOf(resolvedTo);
      return { address, port, channel: address === name ? channel : { ...channel, verifyOptions } };
    });
  });
  const seeds = (await Promise.allSettled(resolved)).flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  return seeds.length > 0 ? seeds : (await Promise.all(resolved)).flat();
}

class Search {
  readonly #settings: ServerSettings;
  readonly #clients = new Map<string, AppendingClient>();
  /** What each node said last; none, when it did not answer. */
  readonly #answers = new Map<string, Member[]>();
  /** Why those did not answer that did not. */
  readonly #failures = new Map<string, string>();
  readonly #found = Promise.withResolvers<AppendingClient>();
  #ended = false;

  constructor(settings: ServerSettings) {
    this.#settings = settings;
  }

  among(seeds: Seed[]): Promise<AppendingClient> {
    for (const seed of seeds) this.#ask(seed, seed.channel);
    return this.#found.promise;
  }

  get reasons(): string[] {
    return [...this.#failures].map(([name, reason]) => `${name}: ${reason}`);
  }

  /** Keeps one client at most. */
  end(leader: AppendingClient | undefined): void {
    this.#ended = true;
    for (const client of this.#clients.values()) if (client !== leader) client.retire().catch(() => {});
  }

  /** Begins to ask a node, again and again: an election takes seconds. */
  #ask(node: Endpoint, channel: ChannelCredentialOptions): void {
    const name = nameOf(node);
    if (this.#clients.has(name) || this.#clients.size >= MOST_NODES) return;
    const client = new AppendingClient({ ...this.#settings, channel }, node);
    this.#clients.set(name, client);
    void this.#listenTo(name, client);
  }

  async #listenTo(name: string, client: AppendingClient): Promise<void> {
    const { intervalMs, answerMs } = this.#settings.discovery;
    while (!this.#ended) {
      const members = await this.#membersBy(name, client, answerMs);
      if (this.#ended) return;
      this.#answers.set(name, members);
      for (const member of members) this.#ask(member, this.#settings.channel);
      this.#decide();
      // The search as a whole keeps the process alive, and no longer than it lasts.
      await sleep(intervalMs, undefined, { ref: false });
    }
  }

  async #membersBy(name: string, client: AppendingClient, answerMs: number): Promise<Member[]> {
    try {
      const members = await within(answerMs, 'gossip', client.members(answerMs));
      this.#failures.delete(name);
      return members;
    } catch (error) {
      if (!this.#ended) this.#failures.set(name, explain(error));
      return [];
    }
  }

  #decide(): void {
    const claimants = [...this.#clients.keys()].filter((name) => seenBy(this.#answers.get(name), name)?.leads);
    const everybodySpoke = this.#answers.size === this.#clients.size;
    const leader =
      claimants.find((name) => this.#isElected(name)) ??
      (everybodySpoke ? claimants.find((name) => this.#isBelievable(name)) : undefined);
    if (leader !== undefined) this.#found.resolve(this.#clients.get(leader)!);
  }

  /** Most of the members say so, as it does itself: one that was deposed and does not know it says so alone. */
  #isElected(name: string): boolean {
    return this.#isMostOfThem(name, (view) => seenBy(view, name)?.leads === true);
  }

  /** It sees most of the members alive, and most of them do not say otherwise: they may be out of our reach. */
  #isBelievable(name: string): boolean {
    const members = this.#answers.get(name)!;
    const alive = members.filter((member) => member.alive);
    const contradicted = this.#isMostOfThem(name, (view) => view.length > 0 && !seenBy(view, name)?.leads);
    return isMost(alive.length, members.length) && !contradicted;
  }

  #isMostOfThem(name: string, says: (view: Member[]) => boolean): boolean {
    const members = this.#answers.get(name)!;
    const saying = members.filter((member) => says(this.#answers.get(nameOf(member)) ?? []));
    return isMost(saying.length, members.length);
  }
}

function seenBy(view: Member[] | undefined, name: string): Member | undefined {
  return view?.find((member) => nameOf(member) === name);
}

function isMost(some: number, all: number): boolean {
  return some > all / 2;
}
