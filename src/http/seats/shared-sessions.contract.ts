import { IntersectionType, OmitType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { SEAT_TYPES, type SeatType } from '../../domain/catalogue.ts';
import { ADMIN_END_REASONS, GRACE_SECONDS_MAX } from '../../domain/seat-pool/seat-pool.messages.ts';
import { agentApp, ending, phase } from './sessions.contract.ts';
import { answer } from '../contract/answers.ts';
import { AsOf, Note, Id, Ids, OneOf, Whole, SearchQuery, SortedBy } from '../contract/fields.ts';
import { text, instant, position, mode, nullable, listOf, object, page, seatType } from '../contract/schemas.ts';

export class SharedSessionsQuery extends IntersectionType(SearchQuery, AsOf) {
  @IsOptional()
  @Id()
  product?: string;

  @SortedBy('name', 'email', 'product', 'phase', 'startedAt')
  declare sort?: string;
}

export class OpenSessionsQuery extends SharedSessionsQuery {
  @IsOptional()
  @OneOf(SEAT_TYPES)
  seatType?: SeatType;
}

export class SharedSessionsExportQuery extends OmitType(SharedSessionsQuery, ['limit', 'cursor'] as const) {}
export class OpenSessionsExportQuery extends OmitType(OpenSessionsQuery, ['limit', 'cursor'] as const) {}

export class EndSharedSessionsBody {
  @Ids()
  sessionIds!: string[];

  @IsOptional()
  @OneOf(ADMIN_END_REASONS)
  reason?: (typeof ADMIN_END_REASONS)[number] | null;

  @Note()
  note?: string | null;

  @IsOptional()
  @Whole(0, GRACE_SECONDS_MAX)
  graceSeconds?: number | null;
}

export class WithdrawSessionEndsBody {
  @Ids()
  sessionIds!: string[];
}

const sharedSession = {
  sessionId: text,
  product: text,
  productName: text,
  agent: object({ id: text, name: text, email: nullable(text) }),
  phase,
  mode,
  ...agentApp,
  startedAt: instant,
  connectedAt: nullable(instant),
  lastSeenAt: nullable(instant),
  ending,
};

export const SharedSessions = answer('SharedSessions', page(object(sharedSession)));
export const OpenSessions = answer('OpenSessions', page(object({ ...sharedSession, seatType })));
export const EndedSharedSessions = answer(
  'EndedSharedSessions',
  object({
    results: listOf(object({ sessionId: text, outcome: { enum: ['ended', 'ending', 'already-ended', 'not-found'] } })),
    position,
  }),
);
export const WithdrawnSessionEnds = answer(
  'WithdrawnSessionEnds',
  object({
    results: listOf(
      object({ sessionId: text, outcome: { enum: ['withdrawn', 'not-ending', 'already-ended', 'not-found'] } }),
    ),
    position,
  }),
);
