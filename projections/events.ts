import type { AccountEvent } from '../src/domain/account/account.ts';
import type { Message } from '../src/domain/decider.ts';
import type { EmailClaimEvent } from '../src/domain/email/email-claim.ts';
import type { SeatDenialEvent } from '../src/domain/seat-pool/seat-denial.ts';
import type { SeatPoolEvent } from '../src/domain/seat-pool/seat-pool.messages.ts';
import type { ServiceAccountEvent } from '../src/domain/service-account/service-account.ts';
import type { SuperAdminsEvent } from '../src/domain/super-admins/super-admins.ts';
import type { UserEvent } from '../src/domain/user/user.ts';
import type { UserGroupEvent } from '../src/domain/user-group/user-group.ts';
import type { RecordedEvent } from '../src/event-store/event-log.ts';
import { projectionOf } from '../src/read-models/projection.ts';

/** Every event there is. */
export type SeatledgerEvent =
  | SeatPoolEvent
  | SeatDenialEvent
  | AccountEvent
  | UserEvent
  | UserGroupEvent
  | ServiceAccountEvent
  | EmailClaimEvent
  | SuperAdminsEvent;

export type Fact<Type extends SeatledgerEvent['type']> = RecordedEvent<
  Extract<SeatledgerEvent, Message<Type, unknown>>
>;

export const projection = projectionOf<SeatledgerEvent>();
