import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import { AccessRefused } from './access-refused.ts';

/** So many wrong tries are free. */
export const WRONG_TRIES = 10;
/** One wrong try is forgiven in this time, so nobody waits longer than this for the next one. */
export const FORGIVEN_AFTER_SECONDS = 60;
const REMEMBERED = 50_000;

/** Wrong tries as of a moment; fewer the longer ago that was. */
type Tries = { count: number; at: number };

export type Attempt = {
  /** The password was right: this try counts for nothing, and neither do the address's earlier ones. */
  succeeded(): void;
  /** Nothing was tried after all, such as when the server was too busy. */
  withdrawn(): void;
};

/**
 * Slows down guessing: after ten wrong tries for one address, or from one client, one try a minute. It never locks
 * anybody out, and somebody who guesses at a person's address does not slow down the clients that person has used.
 */
export class SignInLimiter {
  readonly #tries = new LRUCache<string, Tries>({ max: REMEMBERED });
  readonly #known = new LRUCache<string, true>({ max: REMEMBERED });
  readonly #nowMs: () => number;

  /** @param nowMs a monotonic clock: a wall clock that jumps must not lock people out. */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /**
   * Counts a try before it is made, so that many at once don't all slip through.
   * @param subject what is tried to sign in as: a folded e-mail address or a client id.
   * @throws AccessRefused `TOO_MANY_REQUESTS`
   */
  begin(subject: string, client: string): Attempt {
    const from = clientNetwork(client);
    const pair = JSON.stringify([subject, from]);
    const keys = [`from ${from}`, this.#known.has(pair) ? `known ${pair}` : `for ${subject}`];
    const waitSeconds = Math.max(...keys.map((key) => this.#waitSeconds(key)));
    if (waitSeconds > 0) throw new AccessRefused('TOO_MANY_REQUESTS', 'Too many wrong tries. Wait a while.', waitSeconds);
    for (const key of keys) this.#count(key, 1);
    const withdrawn = () => {
      for (const key of keys) this.#count(key, -1);
    };
    return {
      withdrawn,
      succeeded: () => {
        withdrawn();
        this.#tries.delete(keys[1]!);
        this.#known.set(pair, true);
      },
    };
  }

  #waitSeconds(key: string): number {
    const excess = this.#current(key) - (WRONG_TRIES - 1);
    return excess > 0 ? Math.ceil(excess * FORGIVEN_AFTER_SECONDS) : 0;
  }

  #count(key: string, change: 1 | -1): void {
    this.#tries.set(key, { count: Math.max(0, this.#current(key) + change), at: this.#nowMs() });
  }

  #current(key: string): number {
    const tries = this.#tries.get(key);
    if (!tries) return 0;
    return Math.max(0, tries.count - (this.#nowMs() - tries.at) / (FORGIVEN_AFTER_SECONDS * 1000));
  }
}

/** One customer of a provider has a whole /64 of IPv6 addresses to try from. */
function clientNetwork(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const tailGroups = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - tailGroups.length)).fill('0');
  return `${[...groups, ...zeros, ...tailGroups].slice(0, 4).join(':')}::/64`;
}
