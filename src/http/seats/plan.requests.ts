import { IsObject, IsOptional } from 'class-validator';
import { ACTIONS } from '../../../projections/audit-sentences.ts';
import { CAPACITY_MAX } from '../../domain/seat-pool/seat-pool.decide.ts';
import { INACTIVE_AFTER_DAYS, type InactiveAfterDays } from '../../domain/account/account.ts';
import { Id, Ids, Instant, ListQuery, Note, OneOf, SearchQuery, Text, Whole } from '../fields.ts';

const MAX_ACCOUNT_NAME_CHARACTERS = 128;
const MAX_GRACE_SECONDS = 3_600;
const END_REASONS = ['not-in-use', 'agent-asked', 'needed-elsewhere', 'security', 'other'] as const;

export class ChangePlanBody {
  @Whole(0, CAPACITY_MAX)
  named!: number;

  @Whole(0, CAPACITY_MAX)
  concurrent!: number;

  @Note()
  reason?: string | null;
}

/** What is absent stays as it is; durations are by product, and those not named stay, too. */
export class ChangeAccountBody {
  @IsOptional()
  @Text(MAX_ACCOUNT_NAME_CHARACTERS)
  name?: string | null;

  @IsOptional()
  @OneOf(INACTIVE_AFTER_DAYS)
  inactiveAfterDays?: InactiveAfterDays | null;

  @IsOptional()
  @IsObject()
  leaseSeconds?: Record<string, number> | null;

  @IsOptional()
  @IsObject()
  unjoinedMinutes?: Record<string, number> | null;
}

export class SharedSessionsQuery extends SearchQuery {
  @IsOptional()
  @Id()
  product?: string;
}

export class EndSharedSessionsBody {
  @Ids()
  sessionIds!: string[];

  @IsOptional()
  @OneOf(END_REASONS)
  reason?: (typeof END_REASONS)[number] | null;

  @Note()
  note?: string | null;

  @IsOptional()
  @Whole(0, MAX_GRACE_SECONDS)
  graceSeconds?: number | null;
}

export class WithdrawSessionEndsBody {
  @Ids()
  sessionIds!: string[];
}

export class AuditQuery extends ListQuery {
  @IsOptional()
  @Instant()
  from?: string;

  @IsOptional()
  @Instant()
  to?: string;

  @IsOptional()
  @Text(128)
  actor?: string;

  @IsOptional()
  @Text(128)
  subject?: string;

  @IsOptional()
  @Id()
  product?: string;

  @IsOptional()
  @OneOf(ACTIONS)
  action?: string;

  @IsOptional()
  @Id()
  sessionId?: string;

  @IsOptional()
  @Text(200)
  q?: string;
}
