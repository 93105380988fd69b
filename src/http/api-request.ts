import type { FastifyRequest } from 'fastify';
import type { TokenClaims } from '../auth/tokens.ts';
import type { Principal } from '../auth/principals.ts';
import type { Span } from '../common/tracing.ts';
import type { KeyLock, KeptAnswer } from './kept-answers/answer-store.ts';

/** The command that a request runs under its Idempotency-Key, and where repeats wait for its answer. */
export type KeyedCommand = {
  key: string;
  fingerprint: string;
  lock: KeyLock;
  /** It was refused what may be granted next time: its answer is not kept. */
  mayEndOtherwise?: true;
  running: { name: string; answer: Promise<KeptAnswer | null>; settle(answer: KeptAnswer | null): void };
};

/** A request on its way through the hooks. */
export type ApiRequest = FastifyRequest & {
  /** Who asks. Set on every route that is not public. */
  caller: Principal;
  /** What their token said. */
  claims: TokenClaims;
  /** Given by the client, or made here; in every event and log line that comes of this request. */
  correlationId: string;
  /** Set while this request is the first under its Idempotency-Key. */
  keyed: KeyedCommand | null;
  /** Its answer, and the end of that answer's way out: until neither is left it counts as under way. */
  waitsFor: number;
  /** Where tracing is on. */
  span?: Span;
};
