import { isIPv6 } from 'node:net';
import { AccessRefused } from './access-refused.ts';
import type { SignInLimits, TryBudget } from './sign-in-limits.ts';

/** Wrong tries of one client for one person (or service). */
const ONE_FROM_ONE_CLIENT: TryBudget = { tries: 10, forgivenAfterSeconds: 60 };
/** Wrong tries for one person from all the clients that have never signed them in: it bounds guessing from many addresses. */
const ONE_FROM_NEW_CLIENTS: TryBudget = { tries: 30, forgivenAfterSeconds: 60 };
/** Wrong tries of one client, whoever for: an office behind one address has many people who mistype. */
const ONE_CLIENT: TryBudget = { tries: 100, forgivenAfterSeconds: 6 };
/** For so long a client counts as one that a person has signed in from. */
const KNOWN_FOR_SECONDS = 90 * 24 * 3_600;

type Counted = { name: string; budget: TryBudget };

/**
 * Slows down guessing and never locks anybody out: each budget gets its tries back as time passes, and somebody who guesses
 * at a person's password from elsewhere does not slow down the clients that this person has signed in from.
 */
export class SignInLimiter {
  constructor(private readonly limits: SignInLimits) {}

  /**
   * Makes a try and counts it when it was wrong (`null`). A try that throws, because of our own trouble, is not counted.
   * Tries under way count as wrong until they are known to be right, so that many at once don't all slip through.
   * @param subject what is tried to sign in as: a folded e-mail address or a client id.
   * @throws AccessRefused `TOO_MANY_REQUESTS`
   */
  async attempt<T>(subject: string, client: string, work: () => Promise<T | null> | T | null): Promise<T | null> {
    const from = clientNetwork(client);
    const pair = JSON.stringify([subject, from]);
    const known = `known ${pair}`;
    const counted: Counted[] = [
      { name: `pair ${pair}`, budget: ONE_FROM_ONE_CLIENT },
      { name: `client ${from}`, budget: ONE_CLIENT },
    ];
    if (!(await this.limits.isNoted(known))) counted.push({ name: `subject ${subject}`, budget: ONE_FROM_NEW_CLIENTS });
    await this.#take(counted);
    let result: T | null;
    try {
      result = await work();
    } catch (error) {
      await this.#giveBack(counted);
      throw error;
    }
    if (result === null) return null;
    const [{ name: ofPair }, ...others] = counted as [Counted, ...Counted[]];
    await Promise.all([
      this.#giveBack(others),
      this.limits.forget(ofPair).catch(() => undefined),
      this.limits.note(known, KNOWN_FOR_SECONDS).catch(() => undefined),
    ]);
    return result;
  }

  /** One try of each budget, or of none. */
  async #take(counted: readonly Counted[]): Promise<void> {
    const waits = await Promise.all(counted.map(({ name, budget }) => this.limits.take(name, budget)));
    const waitSeconds = Math.max(...waits);
    if (waitSeconds === 0) return;
    await this.#giveBack(counted.filter((_, index) => waits[index] === 0));
    throw new AccessRefused('TOO_MANY_REQUESTS', 'Too many wrong tries. Wait a while.', Math.ceil(waitSeconds));
  }

  /** A try that is not given back is forgiven in time; whoever signs in must not fail for that. */
  async #giveBack(counted: readonly Counted[]): Promise<void> {
    await Promise.all(counted.map(({ name, budget }) => this.limits.giveBack(name, budget).catch(() => undefined)));
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
