import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { scopeOf } from '../../auth/principals.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { Answers } from '../answers.ts';
import type { ApiRequest } from '../api-request.ts';
import { Queries } from '../queries.ts';
import { CATALOGUE } from '../tokens.ts';
import { Audit, AuditQuery } from './audit.contract.ts';

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
    return this.queries.list(['audit-trail', 'user-directory'], after, 'listAudit', { ...view, ...query });
  }
}
