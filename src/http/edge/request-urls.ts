import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseReserved } from './bounded-json.ts';
import { isId } from '../contract/fields.ts';
import { invalid, pointerTo } from '../problem.ts';

/** Printable ASCII without a percent sign: there is nothing to decode. */
const AS_IT_STANDS = /^[\x21-\x24\x26-\x7e]*$/;
const PRINTABLE = /^[\x21-\x7e]*$/;

/** Every URL that reached a route is UTF-8, names ids that could exist, and asks for nothing with a reserved name. */
export function registerUrlChecks(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.is404) return done();
    try {
      checkUrl(request);
    } catch (error) {
      return done(error as Error);
    }
    return done();
  });
}

/** Whether every percent sign begins a byte, and the bytes are UTF-8. */
export function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function checkUrl({ url, params, query }: FastifyRequest): void {
  if (!AS_IT_STANDS.test(url) && !(PRINTABLE.test(url) && isDecodable(url)))
    throw invalid([{ pointer: '', message: 'The URL must be ASCII, anything else in it percent-encoded as UTF-8' }]);
  for (const [name, value] of Object.entries(params as Record<string, string>))
    if (name !== '*' && !isId(value)) throw invalid([{ pointer: pointerTo(name), message: 'must be an id' }]);
  refuseReserved(Object.keys(query as object));
}
