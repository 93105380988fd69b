import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Catalogue, requireProduct } from '../../domain/catalogue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ApiRequest } from '../api-request.ts';
import { Answers } from '../contract/answers.ts';
import { Query as AfterQuery } from '../contract/fields.ts';
import { CATALOGUE } from '../tokens.ts';
import { Audit } from './audit.contract.ts';
import { AuditEntry, HistoryQuery, ReceiptAnswer } from './histories.contract.ts';
import { PastQueries } from './past-queries.ts';
import { RECEIPT_PAGE_POLICY, receiptPage } from './receipt-page.ts';
import { Trail } from './trail.ts';

const POSITION = /^\d{1,15}$/;
/** What changes the numbers of a plan, apart from its use. */
const PLAN_ACTIONS = ['SeatCapacityChanged', 'SeatAssigned', 'SeatUnassigned'];

/** Why things are as they are. */
@ApiTags('history')
@Controller('v1')
export class HistoriesController {
  constructor(
    private readonly trail: Trail,
    private readonly past: PastQueries,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
  ) {}

  @Get('audit/:position')
  @Answers(
    200,
    AuditEntry,
    'One entry: what caused it, up to the root, and what it caused; of a refusal, who held the seats',
  )
  async entry(@Req() { caller }: ApiRequest, @Param('position') position: string, @Query() { after }: AfterQuery) {
    const found = POSITION.test(position) ? await this.trail.entry(caller, after, Number(position)) : null;
    const { entry, ...related } = found ?? refuse('NOT_FOUND', { detail: 'There is no entry at this position.' });
    return { ...entry, ...related };
  }

  @Get('users/:id/history')
  @Answers(200, Audit, 'What happened to a user, newest first')
  async user(@Req() { caller }: ApiRequest, @Param('id') subject: string, @Query() { after, ...query }: HistoryQuery) {
    await this.#requireAny(caller, after, { subjectId: subject });
    return this.trail.list(caller, after, { ...query, subjectId: subject });
  }

  @Get('sessions/:id/history')
  @Answers(200, Audit, 'What happened to a session, newest first')
  async session(
    @Req() { caller }: ApiRequest,
    @Param('id') sessionId: string,
    @Query() { after, ...query }: HistoryQuery,
  ) {
    await this.#requireAny(caller, after, { sessionId });
    return this.trail.list(caller, after, { ...query, sessionId });
  }

  @Get('plan/:product/history')
  @Answers(200, Audit, "What changed a product's capacity and assignments, newest first")
  plan(
    @Req() { caller }: ApiRequest,
    @Param('product') product: string,
    @Query() { after, action, ...query }: HistoryQuery,
  ) {
    requireProduct(this.catalogue, product);
    const actions = action === undefined ? PLAN_ACTIONS : PLAN_ACTIONS.filter((name) => name === action);
    return this.trail.list(caller, after, { ...query, product, action: actions });
  }

  @Get('sessions/:id/receipt')
  @ApiProduces('application/json', 'text/html')
  @Answers(
    200,
    ReceiptAnswer,
    'Who cleared whose seat, why, and who got it next; as a page to print with Accept: text/html',
  )
  async receipt(
    @Req() { caller }: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') sessionId: string,
    @Query() { after }: AfterQuery,
    @Headers('accept') accept: string = '',
  ) {
    const filter = { sessionId, action: 'SessionEnded', limit: 1 };
    const [ended] = (await this.trail.list(caller, after, filter)).items;
    const { account } = caller;
    const receipt = ended && (await this.past.ask('receipt', { account, position: Number(ended.position) }));
    if (!receipt) return refuse('NOT_FOUND', { detail: 'There is no such session, or it has not ended.' });
    reply.header('vary', 'accept');
    if (!accept.includes('text/html')) return receipt;
    reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', RECEIPT_PAGE_POLICY);
    return receiptPage(receipt, this.catalogue.get(receipt.product)?.name ?? receipt.product);
  }

  /** Of what is another account's, nobody hears more than of what never was. */
  async #requireAny(
    caller: ApiRequest['caller'],
    after: string | undefined,
    filter: { subjectId?: string; sessionId?: string },
  ): Promise<void> {
    const { items } = await this.trail.list(caller, after, { ...filter, limit: 1 });
    if (items.length === 0) refuse('NOT_FOUND', { detail: 'There is no history of this.' });
  }
}
