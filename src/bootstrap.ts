import { randomBytes } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { SignInService } from './auth/sign-in-service.ts';
import type { Accounts } from './commands/people/accounts.ts';
import type { Clock } from './common/clock.ts';
import { systemContext } from './commands/runner/command-context.ts';
import type { Users } from './commands/people/users.ts';
import { type Position, START } from './event-store/event-store.ts';
import { newId } from './common/ids.ts';

/** The ids of the first account and its first user are fixed, so that a start cut off half-way is taken up by the next. */
const FIRST = 'd5b0c1d4-7a0f-5c55-8f0e-3b6d5f2f7a11';
export const FIRST_ACCOUNT = uuidv5('account', FIRST);
const FIRST_ADMIN = uuidv5('super-admin', FIRST);
const GENERATED_PASSWORD_BYTES = 15;

export type FirstAdmin = { email: string; password: string; generated: boolean };

type Parts = { accounts: Accounts; users: Users; signIns: SignInService; clock: Clock; head(): Promise<Position> };
type Wanted = { accountName: string; adminEmail: string; adminPassword: string | undefined };

/**
 * On an empty store: the first account with its Super Admin, who is its billing contact, through the same commands as
 * everything else. The billing contact comes last and says that all is done.
 *
 * @param announce told the way in before the last step: a crash in between lets the next start tell it again, never lose it.
 */
export async function bootstrap(parts: Parts, wanted: Wanted, announce: (admin: FirstAdmin) => void): Promise<void> {
  const { accounts, users, signIns, clock } = parts;
  const { opened, billingContact } = await accounts.settings(FIRST_ACCOUNT);
  const isEmpty = (await parts.head()) === START;
  if (billingContact !== null || (!opened && !isEmpty)) return;

  const context = () => systemContext('bootstrap', FIRST_ACCOUNT, clock.now(), { commandId: newId() });
  await accounts.open(context(), wanted.accountName);
  await users.add(context(), {
    userId: FIRST_ADMIN,
    email: wanted.adminEmail,
    firstName: 'First',
    lastName: 'Admin',
    role: 'super-admin',
    privileges: [],
    groupIds: [],
    managedGroupIds: [],
  });
  const password = wanted.adminPassword ?? generatedPassword();
  await signIns.setPassword(FIRST_ADMIN, password);
  await users.acceptInvitation(context(), FIRST_ADMIN);
  announce({ email: wanted.adminEmail, password, generated: wanted.adminPassword === undefined });
  await accounts.changeBillingContact(context(), FIRST_ADMIN);
}

/** Never with a hyphen first: on a command line it would be taken for an option. */
export function generatedPassword(): string {
  const password = randomBytes(GENERATED_PASSWORD_BYTES).toString('base64url');
  return password.startsWith('-') ? generatedPassword() : password;
}
