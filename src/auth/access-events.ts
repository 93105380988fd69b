import type { CredentialStore } from './credentials/credential-store.ts';
import type { AccountList } from './account-list.ts';
import type { Principals } from './principals.ts';
import type { SupportKeys } from './support-keys.ts';

/** The streams whose events change who may do what. */
export const ACCESS_STREAM_PREFIXES = ['user-', 'serviceAccount-', 'account-', 'seatPool-'] as const;

type Fact = {
  stream: string;
  type: string;
  data: Readonly<Record<string, unknown>>;
  metadata: { account: string };
};

/**
 * Keeps what this node remembers of people and support keys in step with the log. Handling an event twice does no harm.
 * Sign-ins and secrets are ended by the command that decides it (a policy finishes that after a crash), never here: what is
 * heard late, of somebody who is back by now, would end what they have begun since.
 */
export function accessFollower(parts: {
  principals: Principals;
  accounts: Pick<AccountList, 'take'>;
  /** Of one process; what nodes share needs no telling. */
  supportKeys?: SupportKeys;
}): (event: Fact) => void {
  const { principals, accounts, supportKeys } = parts;
  return (event) => {
    const { stream, type, data } = event;
    const id = stream.slice(stream.indexOf('-') + 1);
    switch (type) {
      case 'SessionStarted':
        if (typeof data.supportKeyHash === 'string') supportKeys?.add(String(data.sessionId), data.supportKeyHash);
        return;
      case 'SessionEnded':
        return supportKeys?.releaseOf(String(data.sessionId));
      case 'BillingContactChanged':
        return principals.invalidateBillingContact(event.metadata.account, String(data.userId));
      case 'AccountOpened':
        return accounts.take(event);
    }
    if (stream.startsWith('user-') || stream.startsWith('serviceAccount-')) principals.invalidate(id);
  };
}

/** Somebody may not come in for now: who they were signed in as, and what they were invited with, opens nothing. */
export async function shutOut(credentials: CredentialStore, userId: string): Promise<void> {
  await credentials.openSignIns.endAllOf(userId);
  await credentials.invitations.revoke(userId);
}

/** Somebody has left: nothing they knew opens anything any more. */
export async function forgetUser(credentials: CredentialStore, userId: string): Promise<void> {
  await shutOut(credentials, userId);
  await credentials.passwordHashes.delete(userId);
}
