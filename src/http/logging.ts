import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { type DestinationStream, destination, type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino';
import type { ApiRequest } from './api-request.ts';

const SECRETS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'token',
  'accessToken',
  'access_token',
  'client_secret',
  'clientSecret',
  'supportKey',
];

const MAX_PATH_CHARACTERS = 200;
const NOT_LET_IN = new Set([401, 429]);

/** Logs to standard output, as JSON lines. Nothing secret is logged on purpose; the redaction is for mistakes. */
export function createLogger(level: string, to: DestinationStream = destination({ sync: false })): Logger {
  const paths = SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
  return pino(
    {
      level,
      redact: { paths, censor: '[redacted]' },
      // Errors go by either name; without this one of them would be an empty object.
      serializers: { error: stdSerializers.err },
      base: null,
      timestamp: stdTimeFunctions.isoTime,
    },
    to,
  );
}

/**
 * A line for every answer that says no; what went well only at level debug, for a line a request would cost as much as the
 * request. Routes, not whole URLs: a query may hold a name. A path where nothing was found, and where a request came from
 * that was not let in, are what one looks for afterwards.
 */
export function registerRequestLog(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const level = reply.statusCode >= 400 ? 'info' : 'debug';
    if (logger.isLevelEnabled(level)) {
      const { correlationId, caller } = request as ApiRequest;
      const facts = {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ...(reply.statusCode === 404 ? { path: pathOf(request.url) } : {}),
        ...(NOT_LET_IN.has(reply.statusCode) ? { client: request.ip } : {}),
      };
      logger[level]({ ...facts, correlationId, caller: caller?.id }, 'answered');
    }
    done();
  });
}

const pathOf = (url: string): string => url.split('?', 1)[0]!.slice(0, MAX_PATH_CHARACTERS);

/** Nest's own chatter at start is for debugging. */
export function nestLogger(logger: Logger): LoggerService {
  return {
    log: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
    debug: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
    verbose: (message: unknown, context?: unknown) => logger.trace({ context }, String(message)),
    warn: (message: unknown, context?: unknown) => logger.warn({ context }, String(message)),
    error: (message: unknown, ...details: unknown[]) => logger.error({ details }, String(message)),
    fatal: (message: unknown, ...details: unknown[]) => logger.fatal({ details }, String(message)),
  };
}
