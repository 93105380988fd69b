import { IsOptional } from 'class-validator';
import type { Platform } from '../../domain/catalogue.ts';
import { PLATFORMS } from '../../domain/catalogue.ts';
import { DEVICE_MAX_CHARACTERS } from '../../domain/seat-pool/seat-pool.messages.ts';
import { answer } from '../contract/answers.ts';
import { Id, OneOf, SearchQuery, Text } from '../contract/fields.ts';
import { instant, nullable, object, page, position, text, whole } from '../contract/schemas.ts';

export class RequestSeatBody {
  @Id()
  product!: string;

  /** Other than the caller: needs the privilege act-for-agents. */
  @IsOptional()
  @Id()
  agentId?: string | null;
}

export class ClaimSeatBody {
  @IsOptional()
  @OneOf(PLATFORMS)
  platform?: Platform | null;

  @IsOptional()
  @Text(DEVICE_MAX_CHARACTERS)
  device?: string | null;
}

export class WaitingQuery extends SearchQuery {
  @IsOptional()
  @Id()
  product?: string;
}

const place = {
  ticketId: text,
  product: text,
  agentId: text,
  state: { enum: ['waiting', 'offered'] },
  place: { ...whole, description: '1 for whoever is next; 0 once a seat is held.' },
  estimatedWaitSeconds: {
    ...nullable(whole),
    description:
      'The place times how often a seat of the pool came free lately (its last 20 endings and the time since); null while too little has happened to tell.',
  },
  requestedAt: instant,
  offer: nullable(object({ claimUntil: instant })),
  lease: object({ expiresAt: instant, renewEverySeconds: whole }),
};

export const PlaceInLine = answer('PlaceInLine', object({ ...place, position }));
export const WaitingAgents = answer(
  'WaitingAgents',
  page(
    object({
      ticketId: text,
      product: text,
      productName: text,
      agent: object({ id: text, name: text, email: nullable(text) }),
      state: place.state,
      requestedAt: instant,
      offer: place.offer,
    }),
  ),
);
