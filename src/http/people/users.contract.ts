import { IntersectionType, OmitType, PartialType, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { SEAT_CHANGES_MAX } from '../../commands/seats/seat-changes.ts';
import { PASTED_TEXT_MAX_CHARACTERS } from '../../domain/user/pasted-users.ts';
import { USER_STATUSES } from '../../../projections/user-directory.ts';
import { SEAT_TYPES, type SeatType } from '../../domain/catalogue.ts';
import { type Privilege, ROLES, type Role, USER_PRIVILEGES } from '../../domain/user/roles.ts';
import { answer } from '../contract/answers.ts';
import {
  AsOf,
  Id,
  Name,
  EmailAddress,
  Note,
  Ids,
  OneOf,
  SomeOf,
  Repeatable,
  RepeatableId,
  RepeatableOf,
  SearchQuery,
  SortedBy,
} from '../contract/fields.ts';
import {
  text,
  whole,
  instant,
  position,
  role,
  status,
  nullable,
  listOf,
  object,
  page,
  shown,
  seat,
  group,
} from '../contract/schemas.ts';

/** Of those a user may be in, as many as one request may name. */
const MAX_GROUPS_A_USER = 200;

export class AddUserBody {
  @EmailAddress()
  email!: string;

  @Name()
  firstName!: string;

  @Name()
  lastName!: string;

  @IsOptional()
  @OneOf(ROLES)
  role?: Role | null;

  @IsOptional()
  @SomeOf(USER_PRIVILEGES)
  privileges?: Privilege[] | null;

  @IsOptional()
  @Ids(MAX_GROUPS_A_USER)
  groupIds?: string[] | null;

  @IsOptional()
  @Ids(MAX_GROUPS_A_USER)
  managedGroupIds?: string[] | null;
}

/** What is absent, or `null`, stays as it is. */
export class ChangeUserBody extends PartialType(AddUserBody) {}

export class ReasonBody {
  @Note()
  reason?: string | null;
}

/** For calls without a body. */
export class ReasonQuery {
  @Note()
  reason?: string | null;
}

export class AssignSeatBody {
  @OneOf(SEAT_TYPES)
  type!: SeatType;
}

export class ImportUsersBody {
  /** `firstName lastName email@domain`, separated by semicolons or lines. */
  @IsString()
  @Length(1, PASTED_TEXT_MAX_CHARACTERS)
  text!: string;

  /** What all of them belong to: a manager of chosen groups has to name some of theirs. */
  @IsOptional()
  @Ids(MAX_GROUPS_A_USER)
  groupIds?: string[] | null;

  /** Tells what would become of each, and adds nobody. */
  @IsOptional()
  @OneOf([true, false])
  dryRun?: boolean | null;
}

export class UsersQuery extends IntersectionType(SearchQuery, AsOf) {
  /** `<product>:<named or concurrent>`; several: any of them. */
  @Repeatable()
  seat?: string[];

  @RepeatableOf(ROLES)
  userType?: string[];

  @RepeatableId()
  group?: string[];

  @RepeatableOf(USER_STATUSES)
  status?: string[];

  @SortedBy('name', 'firstName', 'lastName', 'email', 'role', 'addedAt', 'groups', 'products', 'status')
  declare sort?: string;
}

/** The filters of the list of users. */
export class UsersFilter extends PickType(UsersQuery, ['seat', 'userType', 'group', 'status', 'q'] as const) {}
export class UsersExportQuery extends OmitType(UsersQuery, ['limit', 'cursor'] as const) {}

/** Whose seats change: those named, or those that a filter finds. */
export class ChangeSeatsBody {
  @IsOptional()
  @Ids(SEAT_CHANGES_MAX)
  userIds?: string[];

  @IsOptional()
  @ValidateNested()
  @Type(() => UsersFilter)
  filter?: UsersFilter;

  @Id()
  product!: string;

  /** `null`: no seat. */
  @OneOf([...SEAT_TYPES, null])
  type!: SeatType | null;

  @Note()
  reason?: string | null;

  /** Tells what would become of each, and changes nothing. */
  @IsOptional()
  @OneOf([true, false])
  dryRun?: boolean | null;
}

/** `notify` is accepted for the day when mail is sent. */
export class InvitationBody {
  @IsOptional()
  @OneOf([true, false])
  notify?: boolean | null;
}

const userFields = {
  id: text,
  email: nullable(text),
  firstName: nullable(text),
  lastName: nullable(text),
  role,
  status,
  groups: listOf(group),
  seats: listOf(seat),
};

export const Users = answer('Users', page(object(userFields)));
export const User = answer(
  'User',
  object({
    ...userFields,
    privileges: listOf(text),
    managedGroups: listOf(group),
    lastSignInAt: nullable(instant),
    invitedUntil: nullable(instant),
    revision: whole,
    position,
  }),
);
export const UserFilters = answer(
  'UserFilters',
  shown(object({ category: text, options: listOf(object({ value: text, label: text, count: whole })) })),
);
const refusal = { 'code?': text, 'detail?': text };
export const ImportedUsers = answer(
  'ImportedUsers',
  object({
    results: listOf(
      object({
        line: whole,
        email: text,
        outcome: { enum: ['added', 'exists', 'repeated', 'invalid', 'refused', 'failed'] },
        'userId?': text,
        ...refusal,
      }),
    ),
    position,
  }),
);
export const ChangedSeats = answer(
  'ChangedSeats',
  object({
    results: listOf(
      object({
        userId: text,
        outcome: { enum: ['assigned', 'removed', 'unchanged', 'refused', 'failed', 'not-tried'] },
        'endedSessions?': listOf(text),
        'events?': listOf(object({ type: text, data: { type: 'object' } })),
        ...refusal,
      }),
    ),
    position,
  }),
);
export const SeatRemoved = answer('SeatRemoved', object({ position, endedSessions: listOf(text) }));
