/** A refusal of the server, as RFC 9457 has it. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string | undefined,
    readonly errors: readonly { pointer: string; message: string }[],
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(detail ?? title);
  }
}

/** No answer of Seatledger's came: no network, a stopped server, or a proxy that speaks for it. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}
