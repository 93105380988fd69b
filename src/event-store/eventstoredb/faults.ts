import { EventTooLarge, StoreUnavailable, WrongExpectedRevision, NO_STREAM, type Revision } from '../event-store.ts';

/** The server understood and said no, for a reason that will not pass: nothing was written. */
export class AppendRefused extends Error {
  override name = 'AppendRefused';
}

/** An append's answer that is no success, with the `type` that the client gives such errors. */
export class AppendError extends Error {
  override name = 'AppendError';

  readonly type?: string;
  readonly actual?: Revision;

  constructor(message: string, type?: string, actual?: Revision) {
    super(message);
    this.type = type;
    this.actual = actual;
  }
}

/** Our own timer: the client enforces no deadline when a server is silent. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** No node of a cluster is its leader, as far as could be seen. */
export class LeaderUnknown extends Error {
  override name = 'LeaderUnknown';
  readonly code = UNAVAILABLE;

  /** @param reasons of the nodes that did not answer. */
  constructor(cluster: string, reasons: readonly string[]) {
    super([`no node of ${cluster} is known to be the leader`, ...reasons].join('; '));
  }
}

export type FaultKind =
  | 'conflict'
  | 'too-large'
  | 'no-stream'
  | 'refused'
  | 'not-leader'
  /** The client notices by itself and connects anew. */
  | 'unavailable'
  /** Anything else: whether this client recovers is not known. */
  | 'doubtful';

type ClientError = { code?: unknown; type?: unknown; actual?: unknown; message?: unknown };

const CANCELLED = 1;
const UNKNOWN = 2;
const INVALID_ARGUMENT = 3;
const UNAVAILABLE = 14;

/**
 * What an error of the client means, by its gRPC `code` and then its `type`: classes differ between two copies of the
 * package, and messages are empty or change.
 */
export function kindOf(error: unknown): FaultKind {
  const { code, type } = fieldsOf(error);
  if (type === 'not-leader') return 'not-leader';
  if (code === UNAVAILABLE || code === CANCELLED) return 'unavailable';
  if (type === 'wrong-expected-version') return 'conflict';
  if (type === 'maximum-append-size-exceeded') return 'too-large';
  if (type === 'stream-not-found') return 'no-stream';
  if (type === 'stream-deleted' || type === 'bad-request' || code === INVALID_ARGUMENT) return 'refused';
  return 'doubtful';
}

/** What the server also answers for a position that is not the beginning of a record. */
export function maybeForeignPosition(error: unknown): boolean {
  return error instanceof StoreUnavailable && fieldsOf(error.cause).code === UNKNOWN;
}

/** An append's error in the port's words. Whatever is not known to be a refusal is an unknown outcome. */
export function appendError(error: unknown, stream: string, expected: Revision): Error {
  switch (kindOf(error)) {
    case 'conflict':
      return new WrongExpectedRevision(stream, expected, revisionOf(fieldsOf(error).actual));
    case 'too-large':
      return new EventTooLarge(`More for ${stream} at once than EventStoreDB takes`, { cause: error });
    case 'refused':
      return new AppendRefused(`EventStoreDB refused an append to ${stream}: ${explain(error)}`, { cause: error });
    default:
      return unavailable(error);
  }
}

export function unavailable(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  return new StoreUnavailable(`EventStoreDB: ${explain(error)}`, { cause: error });
}

export function explain(error: unknown): string {
  const { code, type, message } = fieldsOf(error);
  const words = [type, code === undefined ? undefined : `code ${code}`, message].filter((word) => word);
  return words.join(', ') || String(error);
}

function revisionOf(actual: unknown): Revision {
  return typeof actual === 'number' ? actual : NO_STREAM;
}

function fieldsOf(error: unknown): ClientError {
  return typeof error === 'object' && error !== null ? (error as ClientError) : { message: error };
}
