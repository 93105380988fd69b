import type { Schema } from '../openapi/dto-schema.ts';
import { IsOptional } from 'class-validator';
import { PLATFORMS, type Platform, SESSION_MODES, type SessionMode } from '../../domain/catalogue.ts';
import { type AgentApp, DEVICE_MAX_CHARACTERS } from '../../domain/seat-pool/seat-pool.messages.ts';
import { answer } from '../contract/answers.ts';
import { Text, Id, Ids, OneOf, Query, ListQuery } from '../contract/fields.ts';
import {
  text,
  whole,
  flag,
  instant,
  position,
  seatType,
  mode,
  platform,
  nullable,
  listOf,
  object,
  page,
  shown,
  actor,
} from '../contract/schemas.ts';

export class StartSessionBody {
  @Id()
  product!: string;

  /** Other than the caller: needs the privilege act-for-agents. */
  @IsOptional()
  @Id()
  agentId?: string | null;

  @IsOptional()
  @OneOf(PLATFORMS)
  platform?: Platform | null;

  @IsOptional()
  @Text(DEVICE_MAX_CHARACTERS)
  device?: string | null;
}

/** What the agent's app says of itself, as the command takes it. */
export const agentAppOf = ({ platform, device }: Pick<StartSessionBody, 'platform' | 'device'>): AgentApp => ({
  platform: platform ?? null,
  device: device ?? null,
});

export class ConnectSessionBody {
  @OneOf(SESSION_MODES)
  mode!: SessionMode;

  @OneOf(PLATFORMS)
  platform!: Platform;
}

export class HeartbeatsBody {
  @Ids()
  sessionIds!: string[];

  /** Places in line: their clients are alive, too. */
  @IsOptional()
  @Ids()
  ticketIds?: string[] | null;
}

export class OwnSessionsQuery extends ListQuery {
  @IsOptional()
  @Id()
  agentId?: string;

  /** For services: all that this service started, over all its agents. */
  @IsOptional()
  @OneOf(['me'])
  startedBy?: 'me';

  /** `true` says the same as `startedBy=me`. */
  @IsOptional()
  @OneOf(['true', 'false'])
  mine?: 'true' | 'false';
}

export class GateQuery extends Query {
  @IsOptional()
  @Id()
  agentId?: string;
}

export const phase: Schema = { enum: ['waiting', 'connected', 'signed-in'] };
/** What the agent's app said of itself. */
export const agentApp = { platform, device: nullable(text) };
/** A2: set while an admin's warning runs. */
export const ending = nullable(object({ deadlineAt: instant, by: actor, reason: text, note: nullable(text) }));
const sessionFields = {
  sessionId: text,
  product: text,
  agentId: text,
  seatType,
  phase,
  startedAt: instant,
  lease: object({ expiresAt: instant, renewEverySeconds: whole }),
};
const openSession = { ...sessionFields, mode, ...agentApp, connectedAt: nullable(instant), ending };

export const Gate = answer(
  'Gate',
  shown(
    object({
      product: text,
      seatType,
      available: flag,
      'message?': text,
      inUse: whole,
      capacity: whole,
      waiting: whole,
    }),
  ),
);
export const StartedSession = answer(
  'StartedSession',
  object({ ...sessionFields, 'supportKey?': { type: 'string', pattern: '^[0-9]{9}$' }, position }),
);
export const Session = answer('Session', object({ ...openSession, position }));
export const Sessions = answer('Sessions', page(object(openSession)));
export const Renewed = answer('Renewed', object({ expiresAt: instant, inUse: whole, capacity: whole, ending }));
export const RenewedMany = answer(
  'RenewedMany',
  object({
    renewed: whole,
    ended: listOf(
      object({ sessionId: text, reason: nullable(text), endedBy: nullable(actor), endedAt: nullable(instant) }),
    ),
    'endedTickets?': listOf(object({ ticketId: text, reason: text })),
  }),
);
