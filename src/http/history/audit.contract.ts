import { OmitType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { ACTIONS } from '../../../projections/audit-sentences.ts';
import { answer } from '../contract/answers.ts';
import { Text, Id, Instant, ListQuery, OneOf } from '../contract/fields.ts';
import { text, whole, instant, position, nullable, object, page } from '../contract/schemas.ts';

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

export class AuditExportQuery extends OmitType(AuditQuery, ['limit', 'cursor'] as const) {
  @IsOptional()
  @OneOf(['csv', 'ndjson'])
  format?: 'csv' | 'ndjson';
}

export const Audit = answer(
  'Audit',
  page(
    object({
      position,
      at: instant,
      action: text,
      sentence: text,
      actor: object({
        kind: { enum: ['user', 'service', 'system'] },
        id: text,
        name: nullable(text),
        'nameToday?': text,
      }),
      onBehalfOf: nullable(text),
      subject: nullable(object({ id: text, name: nullable(text), 'nameToday?': text })),
      product: nullable(text),
      sessionId: nullable(text),
      reason: nullable(text),
      note: nullable(text),
      stream: text,
      revision: whole,
      correlationId: nullable(text),
      causationId: nullable(text),
      hash: text,
      denial: nullable(object({ capacity: whole, queued: whole, count: whole, firstAt: instant, lastAt: instant })),
    }),
  ),
);
