import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AlsoAnswers, Answers } from '../contract/answers.ts';
import { Metrics } from './metrics.ts';
import { Readiness } from './readiness.ts';
import * as answer from './operations.contract.ts';

/** For whoever keeps the process running. */
@ApiTags('operation')
@Controller()
export class OperationsController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Answers(200, answer.Alive, 'The process answers')
  live() {
    return { status: 'alive' };
  }

  @Get('health/ready')
  @Answers(200, answer.Readiness, 'Whether to send requests here; 503 with the reasons when not')
  @AlsoAnswers(503, answer.Readiness, 'Not ready, and why')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const readiness = await this.readiness.check();
    if (readiness.status !== 'ready') reply.code(503);
    return readiness;
  }

  @Get('health/serving')
  @Answers(200, answer.Serving, 'Whether a balancer should send commands here; 503 with the reasons when not')
  @AlsoAnswers(503, answer.Serving, 'Not serving, and why')
  async serving(@Res({ passthrough: true }) reply: FastifyReply) {
    const serving = await this.readiness.serving();
    if (serving.status !== 'serving') reply.code(503);
    return serving;
  }

  @Get('metrics')
  @Answers(200, null, 'Prometheus metrics')
  async prometheus(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('content-type', this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}
