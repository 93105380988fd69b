import type { FastifyInstance } from 'fastify';
import type { Tracing } from '../../common/tracing.ts';
import type { ApiRequest } from '../api-request.ts';
import { isHealth } from '../hooks.ts';

/** Makes each request a span, from its headers to the end of its answer. Registered only where tracing is on. */
export function traceRequests(fastify: FastifyInstance, tracing: Tracing): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { method, url, headers } = request;
    if (isHealth(url)) return done();
    const api = request as ApiRequest;
    const route = request.routeOptions.url;
    const { traceparent } = headers;
    const span = tracing.begin(route === undefined ? method : `${method} ${route}`, {
      correlationId: api.correlationId,
      attributes: { 'http.request.method': method, ...(route === undefined ? {} : { 'http.route': route }) },
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    });
    api.span = span;
    // Also of a client that hangs up, of whom `onResponse` would not be told.
    reply.raw.once('close', () => {
      const { statusCode } = reply;
      const failure = statusCode >= 500 ? `Answered with ${statusCode}` : undefined;
      span.end({ 'http.response.status_code': statusCode }, failure);
    });
    done();
  });
}
