import { IntersectionType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import {
  ACCOUNT_NAME_MAX_CHARACTERS,
  CLAIM_SECONDS,
  LEASE_SECONDS,
  UNJOINED_MINUTES,
} from '../../domain/account/account.decide.ts';
import { INACTIVE_AFTER_DAYS, type InactiveAfterDays } from '../../domain/account/account.ts';
import { CAPACITY_MAX } from '../../domain/seat-pool/seat-pool.messages.ts';
import { answer } from '../contract/answers.ts';
import { AsOf, ByProduct, Text, Note, Id, OneOf, Query, Whole } from '../contract/fields.ts';
import { text, whole, position, nullable, object, shown } from '../contract/schemas.ts';

export class PlanQuery extends IntersectionType(Query, AsOf) {}

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
  @Text(ACCOUNT_NAME_MAX_CHARACTERS)
  name?: string | null;

  @IsOptional()
  @OneOf(INACTIVE_AFTER_DAYS)
  inactiveAfterDays?: InactiveAfterDays | null;

  @IsOptional()
  @ByProduct(LEASE_SECONDS.min, LEASE_SECONDS.max)
  leaseSeconds?: Record<string, number> | null;

  @IsOptional()
  @ByProduct(UNJOINED_MINUTES.min, UNJOINED_MINUTES.max)
  unjoinedMinutes?: Record<string, number> | null;

  /** How long a seat is held for the agent to whom it is offered. */
  @IsOptional()
  @Whole(CLAIM_SECONDS.min, CLAIM_SECONDS.max)
  claimSeconds?: number | null;
}

export class BillingContactBody {
  @Id()
  userId!: string;
}

export const Plan = answer(
  'Plan',
  shown(
    object({
      product: text,
      productName: text,
      named: object({ capacity: whole, assigned: whole }),
      concurrent: object({ capacity: whole, assigned: whole, inUse: whole, overBy: whole, waiting: whole }),
    }),
  ),
);
export const Account = answer(
  'Account',
  object({
    id: text,
    name: text,
    billingContact: nullable(text),
    inactiveAfterDays: { enum: [30, 60, 90] },
    leaseSeconds: { type: 'object', additionalProperties: whole },
    unjoinedMinutes: { type: 'object', additionalProperties: nullable(whole) },
    claimSeconds: whole,
    position,
  }),
);
