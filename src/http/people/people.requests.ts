import { IsOptional, IsString, Length } from 'class-validator';
import { ROLES, type Role, SERVICE_PRIVILEGES, USER_PRIVILEGES, type Privilege } from '../../domain/user/roles.ts';
import { USER_STATUSES } from '../../../projections/user-directory.ts';
import {
  EmailAddress,
  Id,
  Ids,
  Name,
  Note,
  OneOf,
  Repeatable,
  RepeatableId,
  RepeatableOf,
  SearchQuery,
  SomeOf,
  Text,
} from '../fields.ts';

const MAX_GROUPS_A_USER = 200;
const MAX_GROUP_NAME_CHARACTERS = 64;
const MAX_SERVICE_NAME_CHARACTERS = 64;
const SEAT_TYPES = ['named', 'concurrent'] as const;

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

export class AssignSeatBody {
  @OneOf(SEAT_TYPES)
  type!: (typeof SEAT_TYPES)[number];
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
}

export class GroupBody {
  @Text(MAX_GROUP_NAME_CHARACTERS)
  name!: string;
}

export class AddServiceAccountBody {
  @Text(MAX_SERVICE_NAME_CHARACTERS)
  name!: string;

  @SomeOf(SERVICE_PRIVILEGES)
  privileges!: Privilege[];
}

/** `notify` is accepted for the day when mail is sent. */
export class InvitationBody {
  @IsOptional()
  @OneOf([true, false])
  notify?: boolean | null;
}

const MAX_PASSWORD_CHARACTERS = 128;
const MIN_PASSWORD_CHARACTERS = 12;
const MAX_SECRET_CHARACTERS = 512;

export class SignInBody {
  @EmailAddress()
  email!: string;

  /** Any text: whether it is right is all that counts. */
  @IsString()
  @Length(1, MAX_SECRET_CHARACTERS)
  password!: string;
}

export class AcceptInvitationBody {
  @IsString()
  @Length(1, MAX_SECRET_CHARACTERS)
  token!: string;

  @IsString()
  @Length(MIN_PASSWORD_CHARACTERS, MAX_PASSWORD_CHARACTERS)
  password!: string;
}

/** OAuth 2.0 client credentials (RFC 6749, 4.4), as a form. */
export class TokenBody {
  @OneOf(['client_credentials'])
  grant_type!: 'client_credentials';

  @IsOptional()
  @IsString()
  @Length(1, MAX_SECRET_CHARACTERS)
  client_id?: string;

  @IsOptional()
  @IsString()
  @Length(1, MAX_SECRET_CHARACTERS)
  client_secret?: string;

  @IsOptional()
  @IsString()
  @Length(0, MAX_SECRET_CHARACTERS)
  scope?: string;
}

export class BillingContactBody {
  @Id()
  userId!: string;
}
