import { type Api, required } from './api.ts';

export const PRODUCT = 'remote-support-v5';

export type Member = { id: string; email: string; name: string };

/** Sets what an account has bought of a product. @returns the position from which lists show it. */
export async function buy(
  admin: Api,
  { named, concurrent }: { named: number; concurrent: number },
  product = PRODUCT,
): Promise<string> {
  return required(await admin.put(`/v1/plan/${product}`, { named, concurrent, reason: 'first order' }), 200).position;
}

/** Adds a person to the account. */
export async function addUser(admin: Api, firstName: string, lastName: string, more: object = {}): Promise<Member> {
  const email = `${firstName}.${lastName}@example.com`.toLowerCase();
  const { id } = required(await admin.post('/v1/users', { email, firstName, lastName, ...more }), 201);
  return { id, email, name: `${firstName} ${lastName}` };
}

export async function assignSeat(
  admin: Api,
  userId: string,
  type: 'named' | 'concurrent',
  product = PRODUCT,
): Promise<void> {
  required(await admin.put(`/v1/users/${userId}/seats/${product}`, { type }), 200);
}

/** Sessions last without signs of life: a test on a busy machine takes as long as it takes. */
export async function keepSessions(admin: Api, product = PRODUCT): Promise<void> {
  required(await admin.patch('/v1/account', { leaseSeconds: { [product]: 86_400 } }), 200);
}

/** People with a shared seat each. @returns their ids */
export async function addAgents(admin: Api, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await addUser(admin, `Agent${n}`, 'Crash');
    await assignSeat(admin, id, 'concurrent');
    ids.push(id);
  }
  return ids;
}

/** Invites a person, takes the invitation up, and answers the API as them. */
export async function join(admin: Api, member: Member, password = `${member.email} joins`): Promise<Api> {
  const { token } = required(await admin.post(`/v1/users/${member.id}/invitation`, { notify: false }), 200, 201);
  const { accessToken } = required(await admin.post('/v1/auth/accept-invitation', { token, password }), 200);
  return admin.as(accessToken);
}

/** A service account that may act for agents, signed in. */
export async function agentService(admin: Api): Promise<Api> {
  const account = required(
    await admin.post('/v1/service-accounts', { name: 'Agent app', privileges: ['act-for-agents'] }),
    201,
  );
  return admin.asService(account);
}
