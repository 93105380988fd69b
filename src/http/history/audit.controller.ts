import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { AuditItem } from '../../../projections/audit-trail.ts';
import { Answers, AnswersAs } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { type Column, CSV, NDJSON, type ReadPage, sendCsv, sendNdjson } from '../exports.ts';
import { Audit, AuditExportQuery, AuditQuery } from './audit.contract.ts';
import { Trail } from './trail.ts';

const COLUMNS: readonly Column<AuditItem>[] = [
  ['position', ({ position }) => position],
  ['at', ({ at }) => at],
  ['action', ({ action }) => action],
  ['sentence', ({ sentence }) => sentence],
  ['actor', ({ actor }) => actor.name],
  ['actorId', ({ actor }) => actor.id],
  ['subject', ({ subject }) => subject?.name],
  ['subjectId', ({ subject }) => subject?.id],
  ['product', ({ product }) => product],
  ['sessionId', ({ sessionId }) => sessionId],
  ['reason', ({ reason }) => reason],
  ['note', ({ note }) => note],
  ['correlationId', ({ correlationId }) => correlationId],
  ['stream', ({ stream }) => stream],
  ['revision', ({ revision }) => revision],
  ['hash', ({ hash }) => hash],
];

/** Who did what to whom, when and why. */
@ApiTags('history')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly trail: Trail) {}

  @Get()
  @Answers(200, Audit, 'Everything that changed, newest first, each in a sentence')
  list(@Req() { caller }: ApiRequest, @Query() { after, ...query }: AuditQuery) {
    return this.trail.list(caller, after, query);
  }

  @Get('export')
  @AnswersAs([CSV, NDJSON], 'Every entry that the filters find, newest first, as CSV or as one JSON object a line')
  export(
    @Req() { caller }: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() { after, format, ...query }: AuditExportQuery,
  ) {
    const read: ReadPage<AuditItem> = (page) => this.trail.list(caller, after, { ...query, ...page });
    return format === 'ndjson' ? sendNdjson(reply, 'audit', read) : sendCsv(reply, 'audit', COLUMNS, read);
  }
}
