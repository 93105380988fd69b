import { IsOptional, Matches } from 'class-validator';
import { answer, ref } from '../contract/answers.ts';
import { Instant } from '../contract/fields.ts';
import { instant, listOf, nullable, object, position, text } from '../contract/schemas.ts';
import { Users } from '../people/users.contract.ts';
import { Plan } from '../seats/plan.contract.ts';
import { SharedSessions } from '../seats/shared-sessions.contract.ts';

export class PastAccountQuery {
  @IsOptional()
  @Instant()
  at?: string;

  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: 'position must be a position' })
  position?: string;
}

export class DiffQuery {
  @Instant()
  from!: string;

  @Instant()
  to!: string;
}

const something = nullable({ type: 'object' });

export const PastAccount = answer(
  'PastAccount',
  object({ at: instant, position, plan: ref(Plan), sharedSessions: ref(SharedSessions), users: ref(Users) }),
);
export const Diff = answer(
  'Diff',
  object({
    from: object({ at: instant, position }),
    to: object({ at: instant, position }),
    items: listOf(
      object({
        what: { enum: ['capacity', 'seat', 'session', 'user'] },
        id: text,
        before: something,
        after: something,
      }),
    ),
  }),
);
