import type { Principal } from '../auth/principals.ts';

/** Whose a session must be for the caller to see and change it: their own; `null` for a service that acts for any agent. */
export function ownerOf({ id, privileges }: Principal): string | null {
  return privileges.has('act-for-agents') ? null : id;
}
