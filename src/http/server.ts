import { createServer, type RequestListener, type Server } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Authenticator } from '../auth/authenticate.ts';
import type { Tracing } from '../common/tracing.ts';
import { registerAdminCenter } from './admin-center/admin-center.ts';
import { registerAuthorization } from './authorization.ts';
import type { ApiRequest } from './api-request.ts';
import { BODY_BYTES, registerBodyParsers } from './edge/body-parsers.ts';
import { answerClientError } from './edge/client-errors.ts';
import type { FrontDoor } from './edge/front-door.ts';
import { type Admission, registerHooks } from './hooks.ts';
import type { AnswerStore } from './kept-answers/answer-store.ts';
import { Idempotency } from './kept-answers/idempotency.ts';
import { Metrics } from './operations/metrics.ts';
import { shedding } from './edge/load-shedding.ts';
import { nestLogger, registerRequestLog } from './logging.ts';
import { openApiDocument, packageVersion } from './openapi/document.ts';
import { traceRequests } from './edge/request-spans.ts';
import { registerUrlChecks } from './edge/request-urls.ts';
import { RequestValidation } from './precompiled-validation.ts';
import { ProblemFilter, sendProblem } from './problem.filter.ts';

/** A client that takes longer to send a request is cut off. */
const REQUEST_WITHIN_MS = 30_000;
/** Longer than load balancers keep idle connections, so that they close them first. */
const KEEP_ALIVE_MS = 75_000;
const MAX_PARAM_CHARACTERS = 200;

/** What the server itself needs, beside the module that holds the routes. */
type Parts = {
  answers: AnswerStore;
  authenticator: Authenticator;
  admission: Admission;
  /** Whose word counts for where a request came from: addresses and ranges. */
  trustProxy: string[];
  logger: Logger;
  tracing?: Tracing;
  /** The port that is listened on already; without it, `listen` is up to the caller. */
  door?: FrontDoor;
};

/** The HTTP side of the process: every hook, then every route. */
export async function createHttpServer(module: DynamicModule, parts: Parts): Promise<NestFastifyApplication> {
  const { answers, authenticator, admission, logger } = parts;
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter(parts), {
    bodyParser: false,
    abortOnError: false,
    logger: nestLogger(logger),
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  registerBodyParsers(fastify);
  registerHooks(fastify, admission);
  if (parts.tracing) traceRequests(fastify, parts.tracing);
  registerAuthorization(fastify, authenticator);
  registerUrlChecks(fastify);
  new Idempotency(answers, (err) => logger.error({ err }, 'The answer of a keyed command was not kept')).register(
    fastify,
  );
  app.get(Metrics).observeRequests(fastify);
  registerRequestLog(fastify, logger);
  app.useGlobalPipes(new RequestValidation());
  app.useGlobalFilters(new ProblemFilter(logger));
  const document = openApiDocument(app, packageVersion());
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Seatledger API',
  });
  registerAdminCenter(fastify);
  await app.init();
  await fastify.ready();
  return app;
}

function adapter({ logger, trustProxy, admission, door }: Parts): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_BYTES,
    skipMiddie: true,
    serverFactory: (answer: RequestListener) => {
      const guarded = shedding(answer, admission);
      return timed(door ? door.serverFor(guarded) : createServer(guarded));
    },
    trustProxy,
    requestTimeout: REQUEST_WITHIN_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: MAX_PARAM_CHARACTERS },
    clientErrorHandler: answerClientError,
    // What the router itself turns away, before any hook: a malformed URL, an overlong parameter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request as ApiRequest, reply, logger),
  });
}

/** The framework sets these itself on a server of its own making. */
function timed(server: Server): Server {
  return Object.assign(server, { requestTimeout: REQUEST_WITHIN_MS, keepAliveTimeout: KEEP_ALIVE_MS });
}
