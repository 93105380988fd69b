import type { Clock } from '../common/clock.ts';
import { systemContext } from '../commands/runner/command-context.ts';
import type { ServiceAccounts } from '../commands/people/service-accounts.ts';
import type { Users } from '../commands/people/users.ts';
import type { RecordedEvent } from '../event-store/event-log.ts';
import type { FollowingPolicy } from './policy.ts';

/**
 * Finishes what a departure, a change of address or an assignment began and a crash cut off: seats freed, sessions and
 * sign-ins ended, addresses given back, keys destroyed, secrets of services revoked. Where nothing was cut off it finds everything done.
 */
export function departedUsers(users: Users, serviceAccounts: ServiceAccounts, clock: Clock): FollowingPolicy {
  return {
    name: 'departed-users',
    on: ['UserDeleted', 'UserSuspended', 'PersonErased', 'UserProfileChanged', 'SeatAssigned', 'ServiceAccountDeleted'],
    async handle(event) {
      const context = systemContext('departed-users', event.metadata.account, clock.now(), {
        commandId: event.id,
        correlationId: event.metadata.$correlationId,
        causationId: event.id,
      });
      const id = personOf(event);
      if (event.type === 'ServiceAccountDeleted') await serviceAccounts.finishDeletion(id);
      else if (event.type === 'PersonErased') await users.finishErasure(context, id);
      else if (event.type === 'UserProfileChanged') await users.addresses.releaseFormer(context, id);
      else await users.finishDeparture(context, id);
    },
  };
}

/** The user or service whose stream it is, or whom the seat was assigned to. */
function personOf({ stream, data }: RecordedEvent): string {
  return typeof data.userId === 'string' ? data.userId : stream.slice(stream.indexOf('-') + 1);
}
