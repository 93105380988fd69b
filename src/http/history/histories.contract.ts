import { OmitType } from '@nestjs/swagger';
import { answer } from '../contract/answers.ts';
import { flag, instant, listOf, mode, nullable, object, text, whole } from '../contract/schemas.ts';
import { AuditQuery, entry } from './audit.contract.ts';

/** The history of one thing. */
export class HistoryQuery extends OmitType(AuditQuery, ['subject', 'sessionId', 'product'] as const) {}

const person = object({ id: text, name: text });
const somebody = object({ kind: { enum: ['user', 'service', 'system'] }, id: text, name: text });
const change = { enum: ['clear-seats', 'make-named', 'add-seats'] };

const refusal = object({
  capacity: whole,
  holders: listOf(
    object({ agent: person, since: instant, phase: { enum: ['waiting', 'connected', 'signed-in'] }, sessions: whole }),
  ),
  wouldHaveAdmitted: listOf(object({ change, 'agents?': listOf(person), 'seats?': whole, 'concurrent?': whole })),
  gotSeatAfterSeconds: nullable({ type: 'number', minimum: 0 }),
  isExact: flag,
});

export const AuditEntry = answer(
  'AuditEntry',
  object({
    ...entry,
    causes: listOf(object(entry)),
    effects: listOf(object(entry)),
    root: object({ kind: { enum: ['user', 'service', 'system'] }, id: text }),
    refusal: nullable(refusal),
  }),
);

export const ReceiptAnswer = answer(
  'Receipt',
  object({
    sessionId: text,
    agent: person,
    product: text,
    clearedBy: somebody,
    reason: text,
    note: nullable(text),
    clearedAt: instant,
    startedAt: instant,
    lastSeenAt: nullable(instant),
    phase: { enum: ['waiting', 'connected', 'signed-in'] },
    mode,
    next: nullable(object({ agent: person, startedAt: instant, refusedSince: nullable(instant) })),
    stream: text,
    revision: whole,
    hash: text,
  }),
);
