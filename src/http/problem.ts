import { STATUS_CODES } from 'node:http';
import { AccessRefused, SignInRefused } from '../auth/access-refused.ts';
import { ALL_SHARED_SEATS_IN_USE, Refusal, type RefusalCode } from '../domain/refusal.ts';
import { WriterTooOld } from '../event-store/writer-version.ts';
import { StoreUnavailable, UnreadableEvent } from '../event-store/event-store.ts';
import { Overloaded } from '../common/overloaded.ts';
import { DatabaseUnavailable } from '../postgres/faults.ts';

/** A database that was restarted answers again about then. */
const STORE_RETRY_AFTER_SECONDS = 2;

/** What can go wrong at the edge, before or around a rule. */
export type EdgeCode =
  | 'UNAUTHENTICATED'
  | 'WRONG_PASSWORD'
  | 'METHOD_NOT_ALLOWED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'TOO_MANY_REQUESTS'
  | 'OVERLOADED'
  | 'STORE_UNAVAILABLE'
  | 'INTERNAL';

export type ProblemCode = RefusalCode | EdgeCode;

/** The one place that knows an HTTP status. */
const REFUSAL_STATUS: Record<RefusalCode, number> = {
  VALIDATION_FAILED: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  ALL_SHARED_SEATS_IN_USE: 409,
  NO_SEAT_ASSIGNED: 409,
  NO_SEAT_AVAILABLE: 409,
  EMAIL_TAKEN: 409,
  LAST_SUPER_ADMIN: 409,
  CAPACITY_BELOW_ASSIGNED: 409,
  USER_SUSPENDED: 409,
  SESSION_ENDED: 410,
  TICKET_ENDED: 410,
  STALE: 412,
};

const EDGE_STATUS: Record<EdgeCode, number> = {
  UNAUTHENTICATED: 401,
  WRONG_PASSWORD: 403, // not 401: the caller is signed in, and stays so
  METHOD_NOT_ALLOWED: 405,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  IDEMPOTENCY_KEY_REUSED: 422,
  TOO_MANY_REQUESTS: 429,
  OVERLOADED: 503,
  STORE_UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** Refusals for want of a seat: the next try may find one, so no answer to a key is made of them. */
const WANT_OF_A_SEAT: readonly ProblemCode[] = ['ALL_SHARED_SEATS_IN_USE', 'NO_SEAT_AVAILABLE'];
export const mayEndOtherwise = (code: ProblemCode): boolean => WANT_OF_A_SEAT.includes(code);

const STATUS: Record<ProblemCode, number> = { ...REFUSAL_STATUS, ...EDGE_STATUS };

export const statusOf = (code: ProblemCode): number => STATUS[code];
export const titleOf = (code: ProblemCode): string => TITLES[code] ?? STATUS_CODES[STATUS[code]] ?? code;

const TITLES: Partial<Record<ProblemCode, string>> = {
  VALIDATION_FAILED: 'The request is not valid.',
  UNAUTHENTICATED: 'Sign in first.',
  WRONG_PASSWORD: 'The current password is wrong.',
  FORBIDDEN: 'You may not do this.',
  NOT_FOUND: 'There is no such thing here.',
  ALL_SHARED_SEATS_IN_USE,
  NO_SEAT_ASSIGNED: 'No seat of this product is assigned to this person.',
  NO_SEAT_AVAILABLE: 'All named seats are assigned. Add licences, or assign a concurrent seat.',
  EMAIL_TAKEN: 'Somebody in this account already has this e-mail address.',
  LAST_SUPER_ADMIN: 'The last Super Admin cannot be removed, demoted or suspended.',
  CAPACITY_BELOW_ASSIGNED: 'More named seats are assigned than that. Remove some first.',
  USER_SUSPENDED: 'This person is suspended.',
  SESSION_ENDED: 'This session has ended.',
  TICKET_ENDED: 'This place in line has ended.',
  STALE: 'It was changed since you read it. Read it again.',
  IDEMPOTENCY_KEY_REUSED: 'This Idempotency-Key was used for another request.',
  TOO_MANY_REQUESTS: 'Too many tries. Wait a while.',
  OVERLOADED: 'Too much is under way. Try again in a moment.',
  STORE_UNAVAILABLE: 'The store does not answer. It is not known whether this was done.',
  INTERNAL: 'Something went wrong on our side.',
};

const SIGN_IN_REFUSED = 'Signing in was refused.';

export type FieldError = { pointer: string; message: string };

/** RFC 9457. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  errors?: FieldError[];
  [field: string]: unknown;
};

type ProblemOptions = { detail?: string; retryAfterSeconds?: number; errors?: FieldError[] };

/** Thrown at the edge; becomes a problem document. */
export class HttpProblem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly options: ProblemOptions = {},
  ) {
    super(options.detail ?? code);
    this.name = 'HttpProblem';
  }
}

/** RFC 6901. */
export function pointerTo(property: string): string {
  return `/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function invalid(errors: FieldError[]): HttpProblem {
  return new HttpProblem('VALIDATION_FAILED', { errors });
}

export type ProblemAnswer = { problem: Problem; headers: Record<string, string>; unexpected: boolean };

/** Turns whatever was thrown into what the client may know of it. Anything not foreseen says only "INTERNAL". */
export function problemOf(error: unknown): ProblemAnswer {
  if (error instanceof Refusal) return ofRefusal(error);
  if (error instanceof SignInRefused) return answer(error.code, { title: SIGN_IN_REFUSED, detail: error.detail });
  if (error instanceof AccessRefused) return answer(error.code, { detail: error.detail }, error.retryAfterSeconds);
  if (error instanceof HttpProblem) {
    const { retryAfterSeconds, ...fields } = error.options;
    return answer(error.code, fields, retryAfterSeconds);
  }
  if (error instanceof Overloaded) return answer('OVERLOADED', {}, error.retryAfterSeconds);
  if (error instanceof StoreUnavailable) return ofUnavailable(error);
  if (error instanceof UnreadableEvent) return ofUnreadable();
  return ofFramework(error);
}

/** An outage of a database is in the log already, once; an answer each would bury it. */
function ofUnavailable(error: StoreUnavailable): ProblemAnswer {
  if (error instanceof WriterTooOld) return ofTooOld();
  if (!(error instanceof DatabaseUnavailable))
    return { ...answer('STORE_UNAVAILABLE', {}, STORE_RETRY_AFTER_SECONDS), unexpected: true };
  const title = 'The database cannot be asked at the moment. Try again soon.';
  return answer('STORE_UNAVAILABLE', { title }, STORE_RETRY_AFTER_SECONDS);
}

/** Another node is not. Readiness says so too, so that whoever balances sends nothing more here. */
function ofTooOld(): ProblemAnswer {
  const title = 'This node is older than what has been written, and changes nothing any more. Another node can.';
  return answer('STORE_UNAVAILABLE', { title }, STORE_RETRY_AFTER_SECONDS);
}

/** Where it lies is in the log of the process. Nothing that a client sends again makes it readable. */
function ofUnreadable(): ProblemAnswer {
  const title = 'What is stored about this cannot be read, so nothing was done. Sending it again will not help.';
  return { ...answer('INTERNAL', { title }), unexpected: true };
}

/** Who holds the seats is for the record of the denial, not for the agent. */
function ofRefusal({ code, details: { occupants, ...details } }: Refusal): ProblemAnswer {
  const { retryAfterSeconds } = details;
  return answer(code, details, typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined);
}

function answer(code: ProblemCode, fields: Record<string, unknown>, retryAfterSeconds?: number): ProblemAnswer {
  const status = STATUS[code];
  const problem: Problem = {
    type: `urn:seatledger:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: titleOf(code),
    status,
    code,
    ...fields,
  };
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  return { problem, headers, unexpected: false };
}

/** Errors of Fastify and Nest carry a status. What they say about a client's mistake is safe to repeat. */
function ofFramework(error: unknown): ProblemAnswer {
  const status = frameworkStatus(error);
  const detail = error instanceof Error ? error.message : undefined;
  switch (status) {
    case 400:
    case 414:
      return answer('VALIDATION_FAILED', { detail, errors: [{ pointer: '', message: detail ?? 'is malformed' }] });
    case 401:
      return answer('UNAUTHENTICATED', {});
    case 403:
      return answer('FORBIDDEN', {});
    case 404:
      return answer('NOT_FOUND', { detail });
    case 405:
      return answer('METHOD_NOT_ALLOWED', {});
    case 413:
      return answer('PAYLOAD_TOO_LARGE', { detail });
    case 415:
      return answer('UNSUPPORTED_MEDIA_TYPE', { detail: 'Send application/json.' });
    case 503:
      return answer('OVERLOADED', {}, 1);
    default:
      return { ...answer('INTERNAL', {}), unexpected: true };
  }
}

function frameworkStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { statusCode, status } = error as { statusCode?: unknown; status?: unknown };
  const found = statusCode ?? status;
  return typeof found === 'number' ? found : undefined;
}
