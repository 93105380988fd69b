import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADA, type Client, required, World } from './harness.ts';

const BO = { email: 'bo@example.com', password: 'Bo has a password' };
const NEW_PASSWORD = 'another twelve characters';

describe('what somebody does about their own account', () => {
  let world: World;
  let ada: Client;
  let bo: Client & { id: string };

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    bo = await ada.join('Bo');
  });
  afterAll(() => world.close());

  const change = (client: Client, currentPassword: string, newPassword: string) =>
    client.post('/v1/auth/change-password', { currentPassword, newPassword });

  it('changes the password: other sign-ins end, this one goes on, and history says so', async () => {
    const elsewhere = await world.signIn(BO);
    expect((await change(bo, BO.password, NEW_PASSWORD)).status).toBe(204);
    required(await bo.get('/v1/me'), 200);
    expect((await elsewhere.get('/v1/me')).status).toBe(401);
    expect((await world.nobody.post('/v1/auth/sign-in', BO)).status).toBe(401);
    await world.signIn({ ...BO, password: NEW_PASSWORD });
    const { position } = required(await ada.patch(`/v1/users/${bo.id}`, { lastName: 'Changed' }), 200);
    const audit = required(await ada.get(`/v1/audit?action=PasswordChanged&after=${position}`), 200);
    expect(audit.items).toEqual([expect.objectContaining({ actor: expect.objectContaining({ id: bo.id }) })]);
    expect(JSON.stringify(audit)).not.toContain(NEW_PASSWORD);
  });

  it('refuses a short new password and a service account', async () => {
    expect((await change(bo, NEW_PASSWORD, 'short')).body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    const service = await ada.service(['act-for-agents']);
    expect((await change(service, 'whatever it is', NEW_PASSWORD)).status).toBe(403);
    expect((await service.patch('/v1/me', { firstName: 'Bot' })).status).toBe(403);
  });

  it('changes one’s own names without any privilege, and nothing else', async () => {
    const { position } = required(await bo.patch('/v1/me', { firstName: 'Beau' }), 200);
    expect(required(await bo.get(`/v1/me?after=${position}`), 200)).toMatchObject({
      firstName: 'Beau',
      lastName: 'Changed',
    });
    expect((await bo.patch('/v1/me', { role: 'admin' })).status).toBe(400);
    expect((await bo.patch('/v1/me', { firstName: 'x'.repeat(33) })).status).toBe(400);
    expect(required(await bo.patch('/v1/me', { firstName: 'Beau' }), 200).position).toBe(position);
  });

  it('a wrong current password is told apart from not being signed in, and guessing slows down', async () => {
    const wrong = await change(bo, 'not this one', NEW_PASSWORD);
    expect([wrong.status, wrong.body.code]).toEqual([403, 'WRONG_PASSWORD']);
    expect((await change(world.nobody, NEW_PASSWORD, BO.password)).status).toBe(401);
    const tries = [];
    for (let index = 0; index < 10; index++) tries.push(await change(bo, `guess ${index}`, BO.password));
    const slowed = tries.at(-1)!;
    expect([slowed.status, slowed.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(slowed.headers['retry-after']).toBeDefined();
    required(await bo.get('/v1/me'), 200);
  });
});
