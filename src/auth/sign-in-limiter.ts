import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import { AccessRefused } from './access-refused.ts';

/** So many wrong tries are free. */
export const WRONG_TRIES = 10;
/** One wrong try is forgiven in this time, so nobody waits longer than this for the next one. */
export const FORGIVEN_AFTER_SECONDS = 60;
/** Tries under way at once where hardly any went wrong lately: an office that starts its day behind one address. */
const PARALLEL_TRIES = 50;
const REMEMBERED = 50_000;

/** What was tried under one name. `wrong` is as of a moment: it shrinks the longer ago that was. */
type Tries = { wrong: number; asOf: number; underWay: number };

/** A name that tries are counted under, and up to how many wrong ones it counts as well-behaved. */
type Counted = { name: string; goodUpTo: number };

/**
 * Slows down guessing: after ten wrong tries for one address, or from one client, one try a minute. It never locks
 * anybody out, and somebody who guesses at a person's address does not slow down the clients that person has used.
 */
export class SignInLimiter {
  readonly #records = new LRUCache<string, Tries>({ max: REMEMBERED });
  readonly #known = new LRUCache<string, true>({ max: REMEMBERED });
  readonly #nowMs: () => number;

  /** @param nowMs a monotonic clock: a wall clock that jumps must not lock people out. */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /**
   * Makes a try and counts it when it was wrong (`null`). A try that throws, because of our own trouble, is not counted.
   * Tries under way count as wrong until they are known to be right, so that many at once don't all slip through.
   * @param subject what is tried to sign in as: a folded e-mail address or a client id.
   * @throws AccessRefused `TOO_MANY_REQUESTS`
   */
  async attempt<T>(subject: string, client: string, work: () => Promise<T | null> | T | null): Promise<T | null> {
    const from = clientNetwork(client);
    const pair = JSON.stringify([subject, from]);
    const target = this.#known.has(pair) ? `known ${pair}` : `for ${subject}`;
    const counted = [
      { name: `from ${from}`, goodUpTo: WRONG_TRIES / 2 },
      { name: target, goodUpTo: 0 },
    ];
    const waitSeconds = Math.max(...counted.map((each) => this.#waitSeconds(each)));
    if (waitSeconds > 0) {
      throw new AccessRefused('TOO_MANY_REQUESTS', 'Too many wrong tries. Wait a while.', waitSeconds);
    }
    const records = counted.map(({ name }) => this.#recordOf(name));
    for (const record of records) record.underWay++;
    try {
      const result = await work();
      if (result === null) for (const record of records) record.wrong = Math.min(WRONG_TRIES, record.wrong + 1);
      else this.#rightFor(pair, target);
      return result;
    } finally {
      for (const record of records) record.underWay--;
    }
  }

  #rightFor(pair: string, target: string): void {
    this.#recordOf(target).wrong = 0;
    this.#known.set(pair, true);
  }

  #waitSeconds({ name, goodUpTo }: Counted): number {
    const { wrong, underWay } = this.#recordOf(name);
    const excess = wrong - (WRONG_TRIES - 1);
    if (excess > 0) return Math.ceil(excess * FORGIVEN_AFTER_SECONDS);
    const room = wrong <= goodUpTo ? PARALLEL_TRIES : WRONG_TRIES - wrong;
    return underWay >= room ? 1 : 0;
  }

  #recordOf(name: string): Tries {
    const now = this.#nowMs();
    const record = this.#records.get(name);
    if (!record) {
      const fresh = { wrong: 0, asOf: now, underWay: 0 };
      this.#records.set(name, fresh);
      return fresh;
    }
    record.wrong = Math.max(0, record.wrong - (now - record.asOf) / (FORGIVEN_AFTER_SECONDS * 1000));
    record.asOf = now;
    return record;
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
