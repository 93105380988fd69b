import { type Decider, type Message, passOver, type Recorded, unreachable } from '../decider.ts';
import { refuse } from '../refusal.ts';

// Stored contract: names and fields below are on disk for ever. Add, never rename.
export type EmailClaimEvent =
  | Message<'EmailClaimed', { userId: string }>
  /** `userId`: whose it was. Events that are older than that do not say. */
  | Message<'EmailReleased', { userId?: string }>;

export type EmailClaimCommand = Message<'ClaimEmail', { userId: string }> | Message<'ReleaseEmail', { userId: string }>;

/** Whose address it is. */
export type EmailClaim = { userId: string | null };

/** U4 One address, one user: the stream is named by the address, and so there is nothing to look up. */
export const emailClaim: Decider<EmailClaim, EmailClaimCommand, EmailClaimEvent> = { initial, decide, evolve };

export function initial(): EmailClaim {
  return { userId: null };
}

export function decide(command: EmailClaimCommand, claim: EmailClaim): EmailClaimEvent[] {
  switch (command.type) {
    case 'ClaimEmail':
      return claimEmail(command.data, claim);
    case 'ReleaseEmail':
      return releaseEmail(command.data, claim);
    default:
      return unreachable(command);
  }
}

export function evolve(claim: EmailClaim, event: Recorded<EmailClaimEvent>): EmailClaim {
  switch (event.type) {
    case 'EmailClaimed':
      return { userId: event.data.userId };
    case 'EmailReleased':
      return { userId: null };
    default:
      return passOver(claim, event);
  }
}

function claimEmail({ userId }: { userId: string }, claim: EmailClaim): EmailClaimEvent[] {
  if (claim.userId === userId) return [];
  if (claim.userId !== null) refuse('EMAIL_TAKEN', { detail: 'Another user of the account has this e-mail address.' });
  return [{ type: 'EmailClaimed', data: { userId } }];
}

/** A late release by a former owner leaves the present one theirs. */
function releaseEmail({ userId }: { userId: string }, claim: EmailClaim): EmailClaimEvent[] {
  return claim.userId === userId ? [{ type: 'EmailReleased', data: { userId } }] : [];
}
