import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
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

  enter(): void {
    this.#inFlight += 1;
    if (this.#inFlight > this.maxInFlight) throw new HttpProblem('OVERLOADED', { retryAfterSeconds: 1 });
    if (this.#draining) throw new HttpProblem('OVERLOADED', { retryAfterSeconds: 1, detail: 'This process is stopping.' });
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
  fastify.addHook('onRequest', (request, reply, done) => {
    const api = request as ApiRequest;
    api.correlationId = correlationIdOf(request.headers) ?? uuidv7();
    reply.headers(API_HEADERS).header('x-correlation-id', api.correlationId);
    // Whoever is watching must be able to see the process stop.
    if (request.url.startsWith('/health/')) return done(enterQuietly(admission));
    try {
      admission.enter();
      done();
    } catch (error) {
      if (admission.draining) reply.header('connection', 'close');
      done(error as HttpProblem);
    }
  });
  fastify.addHook('onResponse', (_request, _reply, done) => {
    admission.leave();
    done();
  });
}

function enterQuietly(admission: Admission): undefined {
  try {
    admission.enter();
  } catch {
    // Counted, which is all that matters here.
  }
}

function correlationIdOf(headers: Record<string, string | string[] | undefined>): string | undefined {
  const given = headers['x-correlation-id'] ?? headers['x-request-id'];
  return typeof given === 'string' && CORRELATION_ID.test(given) ? given : undefined;
}
