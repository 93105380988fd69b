import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { AuditItem } from '../../../projections/audit-trail.ts';
import { scopeOf } from '../../auth/principals.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { Answers, AnswersAs } from '../contract/answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { type Column, CSV, NDJSON, type ReadPage, sendCsv, sendNdjson } from '../exports.ts';
import { Queries } from '../queries.ts';
import { CATALOGUE } from '../tokens.ts';
import { Audit, AuditExportQuery, AuditQuery } from './audit.contract.ts';

const READ_FROM = ['audit-trail', 'user-directory'];
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
  constructor(
    private readonly queries: Queries,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
  ) {}

  @Get()
  @Answers(200, Audit, 'Everything that changed, newest first, each in a sentence')
  list(@Req() { caller }: ApiRequest, @Query() { after, ...query }: AuditQuery) {
    const view = { account: caller.account, scope: scopeOf(caller), catalogue: this.catalogue };
    return this.queries.list(READ_FROM, after, 'listAudit', { ...view, ...query });
  }

  @Get('export')
  @AnswersAs([CSV, NDJSON], 'Every entry that the filters find, newest first, as CSV or as one JSON object a line')
  export(
    @Req() { caller }: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() { after, format, ...query }: AuditExportQuery,
  ) {
    const view = { account: caller.account, scope: scopeOf(caller), catalogue: this.catalogue };
    const read: ReadPage<AuditItem> = (page) =>
      this.queries.list(READ_FROM, after, 'listAudit', { ...view, ...query, ...page });
    return format === 'ndjson' ? sendNdjson(reply, 'audit', read) : sendCsv(reply, 'audit', COLUMNS, read);
  }
}
