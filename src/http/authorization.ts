import type { FastifyInstance } from 'fastify';
import type { Authenticated, Authenticator } from '../auth/authenticate.ts';
import {
  assertEveryRouteHasAPermission,
  demand,
  type Permission,
  permissionFor,
  type Route,
} from '../auth/permissions.ts';
import type { ApiRequest } from './api-request.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission;
  }
}

/**
 * Lets through only who may use a route, before its body is even read. Must be registered before the routes, whose row in
 * the table of permissions is looked up once, as they are registered; one without a row stops the start.
 */
export function registerAuthorization(fastify: FastifyInstance, authenticator: Authenticator): void {
  const routes: Route[] = [];
  fastify.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      routes.push({ method, path: route.url });
      route.config = { ...route.config, permission: permissionFor(method, route.url) };
    }
  });
  fastify.addHook('onReady', async () => assertEveryRouteHasAPermission(routes));
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { permission } = request.routeOptions.config;
    if (permission === 'public' || request.is404) return done();
    try {
      const authenticated = authenticator.authenticate(request);
      if (!(authenticated instanceof Promise)) return admit(request as ApiRequest, authenticated, permission, done);
      authenticated.then((found) => admit(request as ApiRequest, found, permission, done)).catch(done);
    } catch (error) {
      done(error as Error);
    }
  });
}

function admit(
  request: ApiRequest,
  { principal, claims }: Authenticated,
  permission: Permission | undefined,
  done: (error?: Error) => void,
): void {
  // Only a route that was added without the table could have none; it is nobody's.
  if (permission === undefined)
    throw new Error(`No permission is known for ${request.method} ${request.routeOptions.url}`);
  demand(permission, principal);
  request.caller = principal;
  request.claims = claims;
  done();
}
