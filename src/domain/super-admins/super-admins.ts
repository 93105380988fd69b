import { type Decider, type Message, passOver, type Recorded, unreachable } from '../decider.ts';
import { refuse } from '../refusal.ts';

// Stored contract: names and fields below are on disk for ever. Add, never rename.
/** `userRevision`: the revision of the user's own stream that the fact rests on. */
export type SuperAdminsEvent =
  | Message<'SuperAdminAdded', { userId: string; userRevision: number }>
  | Message<'SuperAdminRemoved', { userId: string; userRevision: number }>;

export type SuperAdminsCommand =
  /** They are one, as of this event of their stream. Comes after that event. */
  | Message<'AddSuperAdmin', { userId: string; userRevision: number }>
  /** They will not be one after this event of their stream. Comes before the next, which may follow this very event only. */
  | Message<'RemoveSuperAdmin', { userId: string; userRevision: number }>;

/**
 * Who can act as Super Admin on an account, and whoever did. Nobody in it is not one: it is added to after the event that makes
 * somebody one, and taken from before the event that ends it.
 */
export type SuperAdmins = ReadonlyMap<string, { isOne: boolean; userRevision: number }>;

/** U2 The last Super Admin stays, whoever decides at the same moment: every end of the role goes through this one stream. */
export const superAdmins: Decider<SuperAdmins, SuperAdminsCommand, SuperAdminsEvent> = { initial, decide, evolve };

export function initial(): SuperAdmins {
  return new Map();
}

export function decide(command: SuperAdminsCommand, present: SuperAdmins): SuperAdminsEvent[] {
  switch (command.type) {
    case 'AddSuperAdmin':
      return addSuperAdmin(command.data, present);
    case 'RemoveSuperAdmin':
      return removeSuperAdmin(command.data, present);
    default:
      return unreachable(command);
  }
}

export function evolve(present: SuperAdmins, event: Recorded<SuperAdminsEvent>): SuperAdmins {
  switch (event.type) {
    case 'SuperAdminAdded':
    case 'SuperAdminRemoved': {
      const { userId, userRevision } = event.data;
      return new Map(present).set(userId, { isOne: event.type === 'SuperAdminAdded', userRevision });
    }
    default:
      return passOver(present, event);
  }
}

/** Whether somebody may be about to stop being one right after this event of their stream. */
export function mayBeLeaving(present: SuperAdmins, { userId, userRevision }: { userId: string; userRevision: number }) {
  const known = present.get(userId);
  return known !== undefined && !known.isOne && known.userRevision >= userRevision;
}

function addSuperAdmin(command: { userId: string; userRevision: number }, present: SuperAdmins): SuperAdminsEvent[] {
  if (present.get(command.userId)?.isOne || mayBeLeaving(present, command)) return [];
  return [{ type: 'SuperAdminAdded', data: command }];
}

function removeSuperAdmin(command: { userId: string; userRevision: number }, present: SuperAdmins): SuperAdminsEvent[] {
  const hasOthers = [...present].some(([userId, { isOne }]) => isOne && userId !== command.userId);
  if (!hasOthers) {
    refuse('LAST_SUPER_ADMIN', { detail: 'This is the last Super Admin. Make somebody else one first.' });
  }
  return mayBeLeaving(present, command) ? [] : [{ type: 'SuperAdminRemoved', data: command }];
}
