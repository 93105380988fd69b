import { IsOptional, IsString, Length } from 'class-validator';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../auth/passwords.ts';
import { answer, ref } from '../contract/answers.ts';
import { EmailAddress, Name, OneOf } from '../contract/fields.ts';
import {
  text,
  whole,
  flag,
  instant,
  position,
  status,
  nullable,
  listOf,
  object,
  seat,
  group,
} from '../contract/schemas.ts';

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
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  password!: string;
}

export class ChangePasswordBody {
  /** As in signing in: any text. */
  @IsString()
  @Length(1, MAX_SECRET_CHARACTERS)
  currentPassword!: string;

  @IsString()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  newPassword!: string;
}

/** One's own names; what is absent, or `null`, stays as it is. */
export class ChangeMeBody {
  @IsOptional()
  @Name()
  firstName?: string | null;

  @IsOptional()
  @Name()
  lastName?: string | null;
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

export const Me = answer(
  'Me',
  object({
    id: text,
    kind: { enum: ['user', 'service'] },
    accountId: text,
    email: nullable(text),
    firstName: nullable(text),
    lastName: nullable(text),
    name: text,
    role: { enum: ['member', 'manager', 'admin', 'super-admin', 'auditor', 'service'] },
    status,
    groups: listOf(group),
    seats: listOf(seat),
    privileges: listOf(text),
    managedGroupIds: listOf(text),
    billingContact: flag,
    position,
  }),
);
export const SignedIn = answer('SignedIn', object({ accessToken: text, expiresIn: whole, user: ref(Me) }));
export const Token = answer(
  'Token',
  object({ access_token: text, token_type: { const: 'Bearer' }, expires_in: whole }),
);
export const Invitation = answer('Invitation', object({ url: text, token: text, expiresAt: instant, position }));
