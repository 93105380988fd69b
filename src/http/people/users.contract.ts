import { IsOptional } from 'class-validator';
import { USER_STATUSES } from '../../../projections/user-directory.ts';
import { SEAT_TYPES, type SeatType } from '../../domain/catalogue.ts';
import { type Privilege, ROLES, type Role, USER_PRIVILEGES } from '../../domain/user/roles.ts';
import { answer } from '../answers.ts';
import {
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
} from '../fields.ts';
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
} from '../schemas.ts';

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
export class ChangeUserBody {
  @IsOptional()
  @EmailAddress()
  email?: string | null;

  @IsOptional()
  @Name()
  firstName?: string | null;

  @IsOptional()
  @Name()
  lastName?: string | null;

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

export class UsersQuery extends SearchQuery {
  /** `<product>:<named or concurrent>`; several: any of them. */
  @Repeatable()
  seat?: string[];

  @RepeatableOf(ROLES)
  userType?: string[];

  @RepeatableId()
  group?: string[];

  @RepeatableOf(USER_STATUSES)
  status?: string[];

  @SortedBy('name', 'firstName', 'lastName', 'email', 'role', 'addedAt')
  declare sort?: string;
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
export const SeatRemoved = answer('SeatRemoved', object({ position, endedSessions: listOf(text) }));
