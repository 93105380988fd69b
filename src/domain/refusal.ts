/** Why a command was refused. The HTTP status of each lives in one table at the edge (`src/http/problem.ts`). */
export type RefusalCode =
  | 'VALIDATION_FAILED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'ALL_SHARED_SEATS_IN_USE'
  | 'NO_SEAT_ASSIGNED'
  | 'NO_SEAT_AVAILABLE'
  | 'SESSION_ENDED'
  | 'TICKET_ENDED'
  | 'EMAIL_TAKEN'
  | 'LAST_SUPER_ADMIN'
  | 'CAPACITY_BELOW_ASSIGNED'
  | 'USER_SUSPENDED'
  | 'STALE';

export type RefusalDetails = { detail?: string; [field: string]: unknown };

/** A rule said no. Carries the fields that the answer shows beside its code. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(details.detail ?? code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

export function refuse(code: RefusalCode, details: RefusalDetails = {}): never {
  throw new Refusal(code, details);
}

/** O5: the sentence an agent reads when the pool is full, to the letter. */
export const ALL_SHARED_SEATS_IN_USE =
  'All shared seats are in use. To start a session, please wait for an available seat.';
