import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { Id, Ids, ListQuery, MAX_IDS, OneOf, Query, Text } from '../fields.ts';

export const PLATFORMS = ['windows', 'mac', 'ios', 'android'] as const;
export const MODES = ['attended', 'unattended'] as const;
const MAX_DEVICE_CHARACTERS = 128;

export class StartSessionBody {
  @Id()
  product!: string;

  /** Other than the caller: needs the privilege act-for-agents. */
  @IsOptional()
  @Id()
  agentId?: string | null;

  @IsOptional()
  @OneOf(PLATFORMS)
  platform?: (typeof PLATFORMS)[number] | null;

  @IsOptional()
  @Text(MAX_DEVICE_CHARACTERS)
  device?: string | null;
}

export class ConnectSessionBody {
  @OneOf(MODES)
  mode!: (typeof MODES)[number];

  @OneOf(PLATFORMS)
  platform!: (typeof PLATFORMS)[number];
}

/** For calls that take nothing: an empty object or no body at all. */
export class EmptyBody {}

export class HeartbeatsBody {
  @Ids()
  sessionIds!: string[];
}

export class OwnSessionsQuery extends ListQuery {
  @IsOptional()
  @Id()
  agentId?: string;
}

export class GateQuery extends Query {
  @IsOptional()
  @Id()
  agentId?: string;
}

/** One of many: which fields it needs depends on `op`. */
export class SessionCommand {
  @IsIn(['start', 'connect', 'end'])
  op!: 'start' | 'connect' | 'end';

  @IsOptional()
  @Id()
  sessionId?: string;

  @IsOptional()
  @Id()
  product?: string;

  @IsOptional()
  @Id()
  agentId?: string;

  @IsOptional()
  @OneOf(MODES)
  mode?: (typeof MODES)[number];

  @IsOptional()
  @OneOf(PLATFORMS)
  platform?: (typeof PLATFORMS)[number];

  @IsOptional()
  @Text(MAX_DEVICE_CHARACTERS)
  device?: string;
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
