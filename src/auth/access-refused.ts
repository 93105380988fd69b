export type AccessCode =
  | 'VALIDATION_FAILED'
  | 'UNAUTHENTICATED'
  | 'WRONG_PASSWORD'
  | 'FORBIDDEN'
  | 'TOO_MANY_REQUESTS'
  | 'OVERLOADED';

/** Why somebody is not let in or not let through. The status of each code lives in one table at the edge. */
export class AccessRefused extends Error {
  constructor(
    readonly code: AccessCode,
    readonly detail?: string,
    /** When it makes sense to try again. */
    readonly retryAfterSeconds?: number,
  ) {
    super(detail ?? code);
    this.name = 'AccessRefused';
  }
}

/** We don't know who this is, or they may not be here any more. */
export class Unauthenticated extends AccessRefused {
  constructor(detail?: string) {
    super('UNAUTHENTICATED', detail);
    this.name = 'Unauthenticated';
  }
}

/** What was given to sign in with does not let anybody in. The same words whatever part of it is wrong. */
export class SignInRefused extends Unauthenticated {
  constructor(detail: string) {
    super(detail);
    this.name = 'SignInRefused';
  }
}

/** We know who this is, and they may not do this. */
export class Forbidden extends AccessRefused {
  constructor(detail?: string) {
    super('FORBIDDEN', detail);
    this.name = 'Forbidden';
  }
}
