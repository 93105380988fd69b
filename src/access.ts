import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Db } from '../projections/database.ts';
import { findPrincipal, findUsersByEmail } from '../projections/user-directory.ts';
import { ACCESS_STREAM_PREFIXES, accessFollower } from './auth/access-events.ts';
import { Authenticator } from './auth/authenticate.ts';
import { Passwords } from './auth/passwords.ts';
import { Principals, type RightsInStep } from './auth/principals.ts';
import { type SignInCandidate, SignInService } from './auth/sign-in-service.ts';
import { SignInLimiter } from './auth/sign-in-limiter.ts';
import { SupportKeys } from './auth/support-keys.ts';
import { Tokens } from './auth/tokens.ts';
import type { SupportKeys as ForStarts } from './commands/seats/pool-runner.ts';
import type { Position } from './event-store/event-store.ts';
import type { NodeTables } from './nodes/node-tables.ts';
import type { OpenSessions } from './nodes/support-key-table.ts';
import type { Stores } from './stores.ts';

/** Who may come in, and what they may do. */
export type Access = RightsInStep & {
  principals: Principals;
  signIns: SignInService;
  authenticator: Authenticator;
  supportKeys: ForStarts;
  /** Keeps all this in step with the log until the signal aborts. */
  follow(signal: AbortSignal): Promise<void>;
};

const OPEN_SESSIONS = 'shared-sessions';
const DIRECTORY = 'user-directory';
const FOLLOW_AGAIN_MS = 1_000;

export async function createAccess(
  stores: Stores,
  { publicUrl, logger }: { publicUrl: string; logger: Logger },
): Promise<Access> {
  const { credentials, reading, readModels, log, nodes, now } = stores;
  // Keys are compared with what is open now, so the follower begins where this list was read, not at the first event.
  const after = readModels.position(OPEN_SESSIONS);
  const ownKeys = nodes ? undefined : new SupportKeys(credentials, await openSupportKeys(stores));
  const supportKeys = ownKeys ?? (await sharedSupportKeys(stores, nodes!));
  const principals = new Principals((kind, id) => findPrincipal(reading.db, kind, id));
  const tokens = new Tokens(credentials.signingKeys, now);
  const signIns = new SignInService({
    credentials,
    passwords: new Passwords(),
    tokens,
    limiter: new SignInLimiter(),
    principals,
    findByEmail: (email) => candidates(reading.db, email),
  });
  const authenticator = new Authenticator({ tokens, openSignIns: credentials.openSignIns, principals, publicUrl });
  const onEvent = accessFollower({ principals, supportKeys: ownKeys });
  const followFrom = async (start: Position, signal: AbortSignal, onPage: (scannedTo: Position) => void) => {
    const filter = { streamPrefixes: ACCESS_STREAM_PREFIXES };
    for await (const { events, scannedTo } of log.follow({ after: start, filter, signal })) {
      // Forgetting somebody before the directory knows the news would only make us believe the old facts again.
      const aboutPeople = events.findLast(({ stream }) => !stream.startsWith('seatPool-'));
      if (aboutPeople) await readModels.waitFor([DIRECTORY], aboutPeople.position);
      for (const event of events) onEvent(event);
      onPage(scannedTo);
    }
  };
  const follow = async (signal: AbortSignal) => {
    let reached = after;
    let told = '';
    while (!signal.aborted) {
      try {
        await followFrom(reached, signal, (scannedTo) => {
          reached = scannedTo;
          told = '';
        });
      } catch (err) {
        const { message } = err as Error;
        // Once a trouble. Rights are read again every few seconds in any case; following only makes it sooner.
        if (!signal.aborted && message !== told)
          logger.warn({ err }, 'Following who may come in was cut off; trying again');
        told = message;
      }
      await pause(FOLLOW_AGAIN_MS, undefined, { signal }).catch(() => {});
    }
  };
  const settled = async (position: Position) => {
    await readModels.waitFor([DIRECTORY], position);
    principals.invalidateAll();
  };
  return { principals, signIns, authenticator, supportKeys, settled, follow };
}

async function sharedSupportKeys(stores: Stores, nodes: NodeTables): Promise<ForStarts> {
  const keys = nodes.supportKeys(stores.credentials, openSessionsAmong(stores));
  await keys.restore(await openSupportKeys(stores));
  return keys;
}

/** By the read model, when it is not behind. */
function openSessionsAmong({ log, reading, readModels }: Stores): OpenSessions {
  return async (sessionIds) => {
    if (!(await readModels.waitFor([OPEN_SESSIONS], await log.head()))) return null;
    const rows = await reading.db
      .selectFrom('open_session')
      .select('session_id')
      .where('session_id', 'in', [...sessionIds])
      .execute();
    return new Set(rows.map(({ session_id }) => session_id));
  };
}

function openSupportKeys({ queryThreads }: Stores): Promise<{ sessionId: string; supportKeyHash: string }[]> {
  return queryThreads.run([OPEN_SESSIONS], 'supportKeysInUse');
}

async function candidates(db: Db, email: string): Promise<SignInCandidate[]> {
  const users = await findUsersByEmail(db, email);
  const principals = await Promise.all(users.map(({ userId }) => findPrincipal(db, 'user', userId)));
  return users.flatMap(({ userId, account }, index) => {
    const status = principals[index]?.status;
    return status === undefined ? [] : [{ userId, account, status }];
  });
}
