import { type Message, type NoData, passOver, type Recorded } from '../decider.ts';
import type { Privilege } from '../user/roles.ts';

// Stored contract: names and fields below are on disk for ever. Add, never rename. Secrets are never events.
export type ServiceAccountEvent =
  | Message<'ServiceAccountAdded', { accountId: string; name: string; privileges: Privilege[] }>
  | Message<'ServiceAccountSecretRotated', NoData>
  | Message<'ServiceAccountDeleted', NoData>;

export type ServiceAccount = {
  status: 'unknown' | 'present' | 'deleted';
  accountId: string | null;
  name: string;
  privileges: Privilege[];
};

export function initial(): ServiceAccount {
  return { status: 'unknown', accountId: null, name: '', privileges: [] };
}

export function evolve(service: ServiceAccount, event: Recorded<ServiceAccountEvent>): ServiceAccount {
  switch (event.type) {
    case 'ServiceAccountAdded':
      return { status: 'present', ...event.data };
    case 'ServiceAccountSecretRotated':
      return service;
    case 'ServiceAccountDeleted':
      return { ...service, status: 'deleted' };
    default:
      return passOver(service, event);
  }
}
