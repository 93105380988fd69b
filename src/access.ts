import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ACCESS_STREAM_PREFIXES, accessFollower } from './auth/access-events.ts';
import { AccessRefused } from './auth/access-refused.ts';
import { AccountList, type KeptAccounts } from './auth/account-list.ts';
import { Authenticator } from './auth/authenticate.ts';
import { Passwords } from './auth/passwords.ts';
import { Principals } from './auth/principals.ts';
import { SignInService } from './auth/sign-in-service.ts';
import { SignInLimiter } from './auth/sign-in-limiter.ts';
import { OwnSignInLimits } from './auth/sign-in-limits.ts';
import { Tokens } from './auth/tokens.ts';
import type { Ledger } from './ledger.ts';
import { candidatesFor, principalFacts } from './principal-facts.ts';
import type { Stores } from './stores.ts';
import type { SupportKeysInUse } from './support-keys.ts';

/** Who may come in, and what they may do. */
export type Access = {
  principals: Principals;
  accounts: AccountList;
  signIns: SignInService;
  authenticator: Authenticator;
  /** Why not everybody who may can sign in now, if so. */
  notReady(): string | undefined;
  /** Keeps all this in step with the log until the signal aborts. */
  follow(signal: AbortSignal): Promise<void>;
};

type Parts = { ledger: Ledger; supportKeys: SupportKeysInUse; publicUrl: string; logger: Logger };

const FOLLOW_AGAIN_MS = 1_000;
const ACCOUNTS_VERSION = 1;
const SIGN_IN_AGAIN_SECONDS = 2;

export function createAccess(stores: Stores, { ledger, supportKeys, publicUrl, logger }: Parts): Access {
  const { credentials, log, nodes, now } = stores;
  const principals = new Principals(principalFacts(ledger));
  const accounts = new AccountList({ log, kept: keptAccounts(stores), logger });
  const notReady = () => (accounts.isComplete ? undefined : 'The accounts of the log are still being read.');
  const tokens = new Tokens(credentials.signingKeys, now);
  const signIns = new SignInService({
    credentials,
    passwords: new Passwords(),
    tokens,
    limiter: new SignInLimiter(nodes?.signInLimits(credentials.hasherFor('sign-in-limits')) ?? new OwnSignInLimits()),
    principals,
    findByEmail: (address) => candidatesFor(ledger, accounts.all, address),
    requireEverybody: () => {
      const reason = notReady();
      if (reason !== undefined) throw new AccessRefused('OVERLOADED', reason, SIGN_IN_AGAIN_SECONDS);
    },
  });
  const authenticator = new Authenticator({ tokens, openSignIns: credentials.openSignIns, principals, publicUrl });
  const onEvent = accessFollower({ principals, accounts, supportKeys: supportKeys.own });

  const follow = async (signal: AbortSignal) => {
    let reached = supportKeys.asOf;
    let told = '';
    const caughtUp = accounts.catchUp(signal);
    while (!signal.aborted) {
      try {
        const filter = { streamPrefixes: ACCESS_STREAM_PREFIXES };
        for await (const { events, scannedTo } of log.follow({ after: reached, filter, signal })) {
          for (const event of events) onEvent(event);
          reached = scannedTo;
          told = '';
          accounts.passed(scannedTo);
        }
      } catch (err) {
        const { message } = err as Error;
        // Once a trouble. Rights are read again every few seconds in any case; following only makes it sooner.
        if (!signal.aborted && message !== told)
          logger.warn({ err }, 'Following who may come in was cut off; trying again');
        told = message;
      }
      await pause(FOLLOW_AGAIN_MS, undefined, { signal }).catch(() => {});
    }
    await caughtUp;
  };
  return { principals, accounts, signIns, authenticator, notReady, follow };
}

/** Beside the snapshots, and as disposable. What was kept of another log, or of a newer state of this one, is none. */
function keptAccounts({ snapshots, log, store }: Stores): KeptAccounts {
  const name = 'accounts';
  const hashAt = async (position: number): Promise<string | undefined> => {
    for await (const [event] of store.readAll({ from: position, maxCount: 1 }))
      return event?.position === position ? String(event.metadata.hash) : undefined;
    return undefined;
  };
  return {
    async load() {
      const kept = await snapshots.load(name, ACCOUNTS_VERSION);
      if (!kept) return null;
      const isOfThisLog = kept.position <= (await log.head()) && (await hashAt(kept.position)) === kept.hash;
      if (isOfThisLog) return { accounts: kept.state.accounts as string[], position: kept.position };
      await snapshots.delete(name);
      return null;
    },
    async save(accounts, position) {
      const hash = await hashAt(position);
      if (hash === undefined) return;
      const state = { accounts: [...accounts] };
      await snapshots.save(name, ACCOUNTS_VERSION, { state, revision: position, position, hash });
    },
  };
}
