import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { ApiRequest } from './api-request.ts';
import { HttpProblem } from './problem.ts';

/** Requests under way at once: memory stays bounded, also when what they wait for is not the event loop. */
export const MAX_IN_FLIGHT = 10_000;
/** So long a turn of the event loop goes on taking requests on. What it has not come to by then would wait too long. */
const TAKE_ON_FOR_MS = 50;
/** So many in any case: a turn in which the machine stood still refuses nobody. */
const TAKE_ON_AT_LEAST = 64;
const CORRELATION_ID = /^[\x21-\x7e]{1,128}$/;

/** For answers that are data: nothing in them may run, be framed, be sniffed or be kept by a cache. */
export const API_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** For pages: scripts and pictures of our own. Nothing says `upgrade-insecure-requests`: without TLS that page would be blank. */
const PAGE_HEADERS = {
  ...API_HEADERS,
  'cache-control': 'no-cache',
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
} as const;

type AdmissionOptions = {
  maxInFlight?: number;
  nowMs?(): number;
  /** Calls back when the event loop has come to everything that was waiting for this turn. */
  afterTurn?(then: () => void): void;
};

/** Requests under way, and whether there is room for more; closed to new ones while the process drains. */
export class Admission {
  #inFlight = 0;
  #refused = 0;
  #draining = false;
  #turn: { beganMs: number; takenOn: number } | undefined;
  readonly #maxInFlight: number;
  readonly #nowMs: () => number;
  readonly #afterTurn: (then: () => void) => void;

  constructor({
    maxInFlight = MAX_IN_FLIGHT,
    nowMs = () => performance.now(),
    afterTurn = setImmediate,
  }: AdmissionOptions = {}) {
    this.#maxInFlight = maxInFlight;
    this.#nowMs = nowMs;
    this.#afterTurn = afterTurn;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** How many there was no room for, since the process started. */
  get refused(): number {
    return this.#refused;
  }

  get draining(): boolean {
    return this.#draining;
  }

  drain(): void {
    this.#draining = true;
  }

  /**
   * Whether one more request is taken on; asked once for each. All that arrived during one turn of the event loop is
   * come to in the next. As long as a turn is short, nobody waits long; when one gets long, more arrives than can be
   * worked on, and the rest of it is refused. So the wait stays bounded, and the time goes into what was taken on.
   */
  takesOn(): boolean {
    const turn = this.#thisTurn();
    const isLong = turn.takenOn >= TAKE_ON_AT_LEAST && this.#nowMs() - turn.beganMs >= TAKE_ON_FOR_MS;
    if (isLong || this.#inFlight >= this.#maxInFlight) {
      this.#refused += 1;
      return false;
    }
    turn.takenOn += 1;
    return true;
  }

  enter(): void {
    this.#inFlight += 1;
  }

  leave(): void {
    this.#inFlight -= 1;
  }

  #thisTurn(): { beganMs: number; takenOn: number } {
    if (this.#turn) return this.#turn;
    this.#afterTurn(() => {
      this.#turn = undefined;
    });
    this.#turn = { beganMs: this.#nowMs(), takenOn: 0 };
    return this.#turn;
  }
}

/** What every request goes through before anything else. Plain functions, for each is paid on every request. */
export function registerHooks(fastify: FastifyInstance, admission: Admission): void {
  fastify.decorateRequest('caller');
  fastify.decorateRequest('claims');
  fastify.decorateRequest('correlationId', '');
  fastify.decorateRequest('keyed', null);
  fastify.decorateRequest('waitsFor', 0);
  fastify.addHook('onRequest', (request, reply, done) => {
    const api = request as ApiRequest;
    api.correlationId = correlationIdOf(request.headers);
    reply
      .headers(request.url.startsWith('/docs') ? PAGE_HEADERS : API_HEADERS)
      .header('x-correlation-id', api.correlationId);
    admission.enter();
    // A client that hangs up takes its connection away, but what it asked for still runs; and `onResponse` would not be told.
    api.waitsFor = 2;
    reply.raw.once('close', () => left(api, admission));
    // Whoever is watching must be able to see the process stop.
    done(admission.draining && !isHealth(request.url) ? stopping() : undefined);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    left(request as ApiRequest, admission);
    // Told so, a client opens its next connection elsewhere instead of finding this one cut.
    if (admission.draining) reply.header('connection', 'close');
    done(null, payload);
  });
}

/** An answer that goes on until its client leaves is not under way: nothing that drains may wait for it. */
export function goesOn(request: ApiRequest, admission: Admission): void {
  request.waitsFor = 0;
  admission.leave();
}

/** A request is under way until it was answered and its connection has done with it, whichever comes last. */
function left(request: ApiRequest, admission: Admission): void {
  if (request.waitsFor === 0) return;
  request.waitsFor -= 1;
  if (request.waitsFor === 0) admission.leave();
}

const stopping = () => new HttpProblem('OVERLOADED', { retryAfterSeconds: 1, detail: 'This process is stopping.' });

/** Questions about the process itself, which are answered whatever goes on. */
export const isHealth = (url: string | undefined): boolean => url?.startsWith('/health/') === true;

/** As the client has it, or else a new one. */
export function correlationIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-correlation-id'] ?? headers['x-request-id'];
  return typeof given === 'string' && CORRELATION_ID.test(given) ? given : randomUUID();
}
