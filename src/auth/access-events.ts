import type { CredentialStore } from './credential-store.ts';
import type { Principals } from './principals.ts';
import type { SupportKeys } from './support-keys.ts';

/** The streams whose events change who may do what. */
export const ACCESS_STREAM_PREFIXES = ['user-', 'serviceAccount-', 'account-', 'seatPool-'] as const;

type Fact = { stream: string; type: string; data: Readonly<Record<string, unknown>> };

/**
 * Keeps what this node remembers of people, credentials and support keys in step with the log. Handling an event twice
 * does no harm. Follow from the store's head as of the start: replaying an old suspension would end newer sign-ins.
 */
export function accessFollower(parts: {
  credentials: CredentialStore;
  principals: Principals;
  /** Of one process; what nodes share needs no telling. */
  supportKeys?: SupportKeys;
}): (event: Fact) => void {
  const { credentials, principals, supportKeys } = parts;
  return ({ stream, type, data }) => {
    const id = stream.slice(stream.indexOf('-') + 1);
    switch (type) {
      case 'SessionStarted':
        if (typeof data.supportKeyHash === 'string') supportKeys?.add(String(data.sessionId), data.supportKeyHash);
        return;
      case 'SessionEnded':
        return supportKeys?.releaseOf(String(data.sessionId));
      case 'BillingContactChanged':
        return principals.invalidateAll();
      case 'UserSuspended':
        credentials.signIns.endAllOf(id);
        credentials.invitations.revoke(id);
        break;
      case 'UserDeleted':
      case 'PersonErased':
        forgetUser(credentials, id);
        break;
      case 'ServiceAccountDeleted':
        credentials.clientSecrets.revoke(id);
        break;
    }
    if (stream.startsWith('user-') || stream.startsWith('serviceAccount-')) principals.invalidate(id);
  };
}

/** Somebody has left: nothing they knew opens anything any more. */
export function forgetUser(credentials: CredentialStore, userId: string): void {
  credentials.signIns.endAllOf(userId);
  credentials.invitations.revoke(userId);
  credentials.passwordHashes.delete(userId);
}
