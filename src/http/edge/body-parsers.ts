import type { FastifyInstance } from 'fastify';
import { parseBoundedJson, refuseReserved } from './bounded-json.ts';
import { HttpProblem, invalid, pointerTo } from '../problem.ts';
import { isDecodable } from './request-urls.ts';

export const BODY_BYTES = 256 * 1024;
/** Lists of ids, and pasted lists, are longer. */
export const LIST_BODY_BYTES = 1024 * 1024;

const LIST_ROUTES = new Set([
  '/v1/shared-sessions/end',
  '/v1/open-sessions/end',
  '/v1/sessions/heartbeats',
  '/v1/sessions/batch',
  '/v1/users/import',
  '/v1/users/seats',
]);
/** The one route that OAuth 2.0 defines as a form. */
const FORM_ROUTES = new Set(['/v1/auth/token']);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON everywhere, a form where OAuth asks for it, anything else is 415. */
export function registerBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  addParser(fastify, 'application/json', (text) => parseBoundedJson(text));
  addParser(fastify, 'application/x-www-form-urlencoded', (text, route) => {
    if (FORM_ROUTES.has(route ?? '')) return parseForm(text);
    throw new HttpProblem('UNSUPPORTED_MEDIA_TYPE', { detail: 'Send application/json.' });
  });
  fastify.addHook('onRoute', (route) => {
    if (LIST_ROUTES.has(route.url)) route.bodyLimit = LIST_BODY_BYTES;
  });
}

type Parse = (text: string, route: string | undefined) => unknown;

function addParser(fastify: FastifyInstance, contentType: string, parse: Parse): void {
  fastify.addContentTypeParser(contentType, { parseAs: 'buffer' }, (request, body, done) => {
    let value: unknown;
    try {
      // Clients that set the type on every request send it with no body, too.
      value = body.length === 0 ? undefined : parse(decode(body as Buffer), request.routeOptions.url);
    } catch (error) {
      return done(error as Error);
    }
    return done(null, value);
  });
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalid([{ pointer: '', message: 'must be UTF-8' }]);
  }
}

/** RFC 6749, 3.2: no parameter more than once. */
function parseForm(text: string): Record<string, string> {
  if (!isDecodable(text)) throw invalid([{ pointer: '', message: 'must be percent-encoded UTF-8' }]);
  const form = new URLSearchParams(text);
  refuseReserved([...form.keys()]);
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (Object.hasOwn(fields, name)) throw invalid([{ pointer: pointerTo(name), message: 'must be there once' }]);
    fields[name] = value;
  }
  return fields;
}
