import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ApiRequest } from './api-request.ts';
import { HttpProblem } from './problem.ts';

/** More than this under way at once and the next is answered 503: memory stays bounded, and waiting would only time out. */
const MAX_IN_FLIGHT = 10_000;
const CORRELATION_ID = /^[\x21-\x7e]{1,128}$/;

/** For answers that are data: nothing in them may run, be framed, be sniffed or be kept by a cache. */
const API_HEADERS = {
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

/** Requests under way; closed to new ones while the process drains. */
export class Admission {
  #inFlight = 0;
  #draining = false;

  constructor(private readonly maxInFlight: number = MAX_IN_FLIGHT) {}

  get inFlight(): number {
    return this.#inFlight;
  }

  get draining(): boolean {
    return this.#draining;
  }

  drain(): void {
    this.#draining = true;
  }

  /** Counts a request in. @returns why it can't be served now, if so; it still has to `leave`. */
  enter(): HttpProblem | undefined {
    this.#inFlight += 1;
    if (this.#inFlight > this.maxInFlight) return new HttpProblem('OVERLOADED', { retryAfterSeconds: 1 });
    if (this.#draining)
      return new HttpProblem('OVERLOADED', { retryAfterSeconds: 1, detail: 'This process is stopping.' });
    return undefined;
  }

  leave(): void {
    this.#inFlight -= 1;
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
    api.correlationId = correlationIdOf(request.headers) ?? randomUUID();
    reply
      .headers(request.url.startsWith('/docs') ? PAGE_HEADERS : API_HEADERS)
      .header('x-correlation-id', api.correlationId);
    const turnedAway = admission.enter();
    // A client that hangs up takes its connection away, but what it asked for still runs; and `onResponse` would not be told.
    api.waitsFor = 2;
    reply.raw.once('close', () => left(api, admission));
    // Whoever is watching must be able to see the process stop.
    done(request.url.startsWith('/health/') ? undefined : turnedAway);
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

function correlationIdOf(headers: Record<string, string | string[] | undefined>): string | undefined {
  const given = headers['x-correlation-id'] ?? headers['x-request-id'];
  return typeof given === 'string' && CORRELATION_ID.test(given) ? given : undefined;
}
