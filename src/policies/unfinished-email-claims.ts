import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../common/clock.ts';
import { systemContext } from '../commands/runner/command-context.ts';
import type { Users } from '../commands/people/users.ts';
import type { FollowingPolicy } from './policy.ts';

/**
 * How long a command may take between claiming an address and adding its user. Longer than any does: ten seconds for its turn,
 * ten until the user is decided, and as many until that is written or given up.
 */
const UNFINISHED_AFTER_MS = 60_000;

/**
 * Gives back an address whose user never came: the process died between the claim and the user. Claims made before this
 * process started can't be under way any more where one process owns the log (`soleWriter`); any other is given time.
 */
export function unfinishedEmailClaims(
  users: Users,
  clock: Clock,
  { soleWriter }: { soleWriter: boolean },
): FollowingPolicy {
  const startedMs = clock.nowMs();
  return {
    name: 'unfinished-claims',
    on: ['EmailClaimed'],
    async handle({ id, stream, data, metadata }, signal) {
      const claimedMs = Date.parse(metadata.occurredAt);
      const dueMs = soleWriter && claimedMs < startedMs ? 0 : claimedMs + UNFINISHED_AFTER_MS;
      if (dueMs > clock.nowMs()) await sleep(dueMs - clock.nowMs(), undefined, { signal, ref: false });
      const context = systemContext('unfinished-claims', metadata.account, clock.now(), {
        commandId: id,
        correlationId: metadata.$correlationId,
        causationId: id,
      });
      await users.addresses.releaseClaim(context, data.userId as string, stream);
    },
  };
}
