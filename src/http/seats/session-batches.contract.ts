import { IntersectionType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { ConnectSessionBody, StartedSession, StartSessionBody } from './sessions.contract.ts';
import { answer, ref, Problem } from '../contract/answers.ts';
import { Id, MAX_IDS } from '../contract/fields.ts';
import { text, whole, position, listOf, object } from '../contract/schemas.ts';

/** One of many: which fields it needs depends on `op`. */
export class SessionCommand extends IntersectionType(PartialType(StartSessionBody), PartialType(ConnectSessionBody)) {
  @IsIn(['start', 'connect', 'end'])
  op!: 'start' | 'connect' | 'end';

  @IsOptional()
  @Id()
  sessionId?: string;
}

export class SessionBatchBody {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_IDS)
  // A list would be looked into for commands, and an empty one be fine.
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SessionCommand)
  commands!: SessionCommand[];
}

export const SessionResults = answer(
  'SessionResults',
  object({
    results: listOf(
      object({
        op: { enum: ['start', 'connect', 'end'] },
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
