import { IntersectionType, PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { ConnectSessionBody, StartedSession, StartSessionBody } from './sessions.contract.ts';
import { answer, ref, Problem } from '../contract/answers.ts';
import { EachForItself, Id, MAX_IDS } from '../contract/fields.ts';
import { text, whole, position, listOf, object } from '../contract/schemas.ts';

export const OPS = ['start', 'connect', 'end'] as const;
export type Op = (typeof OPS)[number];

/** One of many: which fields it needs depends on `op`. */
export class SessionCommand extends IntersectionType(PartialType(StartSessionBody), PartialType(ConnectSessionBody)) {
  @IsIn(OPS)
  op!: Op;

  @IsOptional()
  @Id()
  sessionId?: string;
}

export class SessionBatchBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_IDS)
  @EachForItself(() => SessionCommand)
  commands!: unknown[];
}

export const SessionResults = answer(
  'SessionResults',
  object({
    results: listOf(
      object({
        'op?': { enum: OPS },
        status: whole,
        'sessionId?': text,
        'session?': ref(StartedSession),
        'problem?': ref(Problem),
        'position?': position,
      }),
    ),
    position,
  }),
);
