import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../problem.ts';

/** Where `npm run build` leaves it, seen from the sources and from what is built of them. */
const BUILT = ['../../../dist/admin', '../../../admin'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
/** Paths that belong to the API and to operation: what is unknown there is no page. */
const NOT_PAGES = /^\/(v1|scim|docs|health|metrics|openapi\.json|assets)(?=[/?.-]|$)/;
const NONCE_PLACE = '{{nonce}}';
const NONCE_BYTES = 18;

/**
 * Serves the Admin Center: its files, named by their content and so kept by browsers for good, and its one page for every
 * path that is nobody else's, since the page itself knows its routes.
 */
export function registerAdminCenter(fastify: FastifyInstance, folder = builtFolder()): void {
  if (folder) void fastify.register(fastifyStatic, assetsIn(folder));
  const page = folder && readFileSync(join(folder, 'index.html'), 'utf8');
  fastify.get('/*', (request, reply) => {
    if (!isForPage(request)) return reply.callNotFound();
    if (!page) throw new HttpProblem('NOT_FOUND', { detail: 'The Admin Center was not built: run npm run build.' });
    return sendPage(reply, page);
  });
}

/** `null`: it was not built, as in tests that run the sources. */
function builtFolder(): string | null {
  return BUILT.find((path) => existsSync(path)) ?? null;
}

function assetsIn(folder: string) {
  return {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply: { header(name: string, value: string): unknown }) =>
      void reply.header('cache-control', 'public, max-age=31536000, immutable'),
  };
}

/**
 * Somebody's browser asks for a page, and says so: whatever else asks for a path that is not there gets a plain 404. The
 * first page is for anybody who does not ask for something else.
 */
function isForPage({ url, headers: { accept = '*/*' } }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0]!;
  const isFile = /\.[a-z0-9]+$/i.test(path);
  const wanted = path === '/' ? /text\/html|\*\/\*/ : /text\/html/;
  return !NOT_PAGES.test(url) && !isFile && wanted.test(accept);
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    })
    .send(page.replace(NONCE_PLACE, nonce));
}

/** Scripts are files of ours alone; style elements, which the component library writes, carry the nonce of this answer. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
