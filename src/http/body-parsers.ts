import type { FastifyInstance } from 'fastify';

export const BODY_BYTES = 256 * 1024;
/** Lists of ids are longer. */
export const LIST_BODY_BYTES = 1024 * 1024;

const LIST_ROUTES = new Set([
  '/v1/shared-sessions/end',
  '/v1/open-sessions/end',
  '/v1/sessions/heartbeats',
  '/v1/sessions/batch',
]);
/** The one route that OAuth 2.0 defines as a form. */
const FORM_ROUTES = new Set(['/v1/auth/token']);

/** JSON everywhere, a form where OAuth asks for it, anything else is 415. */
export function registerBodyParsers(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Clients that set the type on every request send it with no body, too.
    if (body.length === 0) return done(null, undefined);
    return parseJson(request, body as string, done);
  });
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    if (FORM_ROUTES.has(request.routeOptions.url ?? ''))
      return done(null, Object.fromEntries(new URLSearchParams(body as string)));
    return done(Object.assign(new Error('Unsupported Media Type'), { statusCode: 415 }));
  });
  fastify.addHook('onRoute', (route) => {
    if (LIST_ROUTES.has(route.url)) route.bodyLimit = LIST_BODY_BYTES;
  });
}
