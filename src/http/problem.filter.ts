import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { ApiRequest } from './api-request.ts';
import { mayEndOtherwise, problemOf } from './problem.ts';

/** Everything thrown on the way, by hooks, parsers, the pipe or a controller, leaves as problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<ApiRequest>(), http.getResponse<FastifyReply>(), this.log);
  }
}

/** The log is told the whole story of what was not foreseen; the client gets a correlation id to ask about. */
export function sendProblem(error: unknown, request: ApiRequest, reply: FastifyReply, log: Logger): void {
  if (reply.sent) return;
  const { problem, headers, unexpected } = problemOf(error);
  const { correlationId, keyed } = request;
  if (keyed && mayEndOtherwise(problem.code)) keyed.mayEndOtherwise = true;
  if (unexpected) {
    const { method, routeOptions } = request;
    log.error({ err: error, correlationId, method, route: routeOptions?.url }, 'A request failed');
  }
  reply
    .code(problem.status)
    .headers(headers)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.status >= 500 ? { ...problem, correlationId } : problem));
}
