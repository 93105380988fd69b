import type { LoadPrincipal, PrincipalFacts } from './auth/principals.ts';
import type { SignInCandidate } from './auth/sign-in-service.ts';
import { emailKey } from './domain/user/person.ts';
import type { Ledger } from './ledger.ts';

/** Each account is one look at one stream, and most servers have one account. */
const ACCOUNTS_AT_ONCE = 100;

/** Who somebody is, by their own stream: no list is asked, so none can be behind. */
export function principalFacts({ users, accounts, serviceAccounts }: Ledger): LoadPrincipal {
  return async (kind, id) => {
    if (kind === 'service') return serviceFacts(await serviceAccounts.find(id));
    const user = await users.find(id);
    if (user.accountId === null || user.status === 'unknown') return null;
    const { accountId: account, role, privileges, status } = user;
    const isBillingContact = (await accounts.billingContact(account)) === id;
    // Also groups that were deleted: without them a manager would look like one who may manage everybody (U2).
    return { account, role, privileges, status, managedGroupIds: user.managedGroupIds.toSorted(), isBillingContact };
  };
}

/** Whose address it is, in every account: an address is unique within one only (U4). The claims say so, never a list. */
export async function candidatesFor(
  { users }: Ledger,
  accounts: readonly string[],
  address: string,
): Promise<SignInCandidate[]> {
  const found: SignInCandidate[] = [];
  for (let from = 0; from < accounts.length; from += ACCOUNTS_AT_ONCE) {
    const asked = accounts.slice(from, from + ACCOUNTS_AT_ONCE);
    const here = await Promise.all(asked.map((account) => candidateIn(users, account, address)));
    found.push(...here.filter((candidate) => candidate !== null));
  }
  return found;
}

/** Whoever claimed the address may have another by now, or may never have come. */
async function candidateIn(users: Ledger['users'], account: string, address: string): Promise<SignInCandidate | null> {
  const userId = await users.addresses.whoClaimed(account, address);
  if (userId === null) return null;
  const { accountId, email, status } = await users.find(userId);
  const isTheirs = accountId === account && email !== null && emailKey(email) === address;
  return isTheirs && status !== 'unknown' ? { userId, account, status } : null;
}

function serviceFacts(service: Awaited<ReturnType<Ledger['serviceAccounts']['find']>>): PrincipalFacts | null {
  const { accountId: account, status, privileges } = service;
  if (account === null) return null;
  return {
    account,
    role: 'service',
    privileges,
    status: status === 'deleted' ? 'deleted' : 'active',
    managedGroupIds: [],
    isBillingContact: false,
  };
}
