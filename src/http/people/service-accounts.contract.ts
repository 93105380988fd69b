import { SERVICE_ACCOUNT_NAME_MAX_CHARACTERS } from '../../domain/service-account/service-account.decide.ts';
import { type Privilege, SERVICE_PRIVILEGES } from '../../domain/user/roles.ts';
import { answer } from '../contract/answers.ts';
import { Text, SomeOf } from '../contract/fields.ts';
import { text, instant, position, listOf, object, page } from '../contract/schemas.ts';

export class AddServiceAccountBody {
  @Text(SERVICE_ACCOUNT_NAME_MAX_CHARACTERS)
  name!: string;

  @SomeOf(SERVICE_PRIVILEGES)
  privileges!: Privilege[];
}

export const ServiceAccountSecret = answer(
  'ServiceAccountSecret',
  object({ id: text, clientId: text, clientSecret: text, position }),
);
export const ServiceAccounts = answer(
  'ServiceAccounts',
  page(object({ id: text, name: text, clientId: text, privileges: listOf(text), addedAt: instant })),
);
