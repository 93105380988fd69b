import { IsOptional } from 'class-validator';
import { ADMIN_END_REASONS, GRACE_SECONDS_MAX } from '../../domain/seat-pool/seat-pool.messages.ts';
import { agentApp, phase } from './sessions.contract.ts';
import { answer } from '../answers.ts';
import { Note, Id, Ids, OneOf, Whole, SearchQuery, SortedBy } from '../fields.ts';
import { text, instant, position, mode, nullable, listOf, object, page } from '../schemas.ts';

export class SharedSessionsQuery extends SearchQuery {
  @IsOptional()
  @Id()
  product?: string;

  @SortedBy('name', 'email', 'product', 'phase', 'startedAt')
  declare sort?: string;
}

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

export const SharedSessions = answer(
  'SharedSessions',
  page(
    object({
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
    }),
  ),
);
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
