import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Api, required } from '../support/api.ts';
import { addUser, agentService, assignSeat, buy, type Member, PRODUCT } from '../support/organisation.ts';
import { Server } from '../support/server.ts';

const MORTAL_ENTRY = 'test/crash/dying-main.mjs';
/** More appends than any of these commands makes. */
const MAX_APPENDS = 12;
const FINISHED_WITHIN_MS = 60_000;
const POLL_EVERY_MS = 50;
const POLICIES_HAVE_LOOKED_MS = 300;
const OTHER_PRODUCT = 'remote-support';

/** Work that spans streams, cut off between any two of its steps, and finished by the next start. */
describe('killed between the steps of a command', () => {
  const server = new Server();
  let diesAfter = -1;
  afterAll(() => server.dispose());

  it('S6 a removal that has begun is finished: seats free, sessions ended, the address to be had again', async () => {
    let cutOff = 0;
    for (let appends = 0; appends <= MAX_APPENDS; appends += 1) {
      const admin = await mortalServer(appends);
      const { service, bo, sessionId } = await agentAtWork(admin, appends);
      const answer = await sendToItsDeath(() => admin.delete(`/v1/users/${bo.id}`));
      // Died before the first step: nobody was told that anything happened, and nothing has.
      if (appends === 0) required(await admin.delete(`/v1/users/${bo.id}`), 200);
      await gone(admin, service, bo, sessionId);
      if (answer !== 'died') break;
      cutOff += 1;
    }
    // Before the first step, and behind the user, the seats of two products and the address.
    expect(cutOff).toBe(5);
  }, 180_000);

  it('U4 an address claimed for a user who never came is free again; one whose user came is theirs', async () => {
    let cutOff = 0;
    for (let appends = 0; appends <= MAX_APPENDS; appends += 1) {
      const admin = await mortalServer(appends);
      const cy = { email: `cy${appends}@example.com`, firstName: 'Cy', lastName: 'New' };
      const answer = await sendToItsDeath(() => admin.post('/v1/users', cy));
      const { total } = required(await admin.get(`/v1/users?q=${cy.email}`), 200);
      if (total === 1) expect((await admin.post('/v1/users', cy)).body.code).toBe('EMAIL_TAKEN');
      else await eventually(async () => expect((await admin.post('/v1/users', cy)).status).toBe(201));
      if (answer !== 'died') break;
      cutOff += 1;
    }
    // Before the claim, behind it, and behind the user.
    expect(cutOff).toBe(3);
  });

  it('U4 a repeat with the same Idempotency-Key takes up what was cut off', async () => {
    for (let appends = 0; appends <= 2; appends += 1) {
      const admin = await mortalServer(appends);
      const di = { email: `di${appends}@example.com`, firstName: 'Di', lastName: 'New' };
      const add = () => admin.post('/v1/users', di, { 'idempotency-key': `add ${di.email}` });
      expect(await sendToItsDeath(add)).toBe('died');
      const first = required(await add(), 201);
      expect(required(await add(), 201)).toEqual(first);
      const { total } = required(await admin.get(`/v1/users?q=${di.email}&after=${first.position}`), 200);
      expect(total).toBe(1);
      await sleep(POLICIES_HAVE_LOOKED_MS);
      const other = { ...di, email: di.email.toUpperCase() };
      expect((await admin.post('/v1/users', other)).body.code).toBe('EMAIL_TAKEN');
    }
  });

  /** The server, which will die after so many appends once it is armed, and its admin. Its port stays the same. */
  async function mortalServer(appends: number): Promise<Api> {
    if (diesAfter !== appends) await server.stop();
    if (!server.running) await start(appends);
    return server.admin();
  }

  /** Arms the server, sends it the command, and starts it again, to die an append later the next time. 'died': no answer. */
  async function sendToItsDeath(command: () => Promise<Answer>): Promise<Answer | 'died'> {
    process.kill(server.pid!, 'SIGUSR2');
    const answer = await command().catch(() => 'died' as const);
    if (answer === 'died') await server.ended(FINISHED_WITHIN_MS);
    else await server.stop();
    await start(diesAfter + 1);
    return answer;
  }

  async function start(appends: number): Promise<void> {
    diesAfter = appends;
    await server.start({ DIE_AFTER_APPENDS: String(appends) }, MORTAL_ENTRY);
  }

  /** Somebody with two seats and an open session on each. */
  async function agentAtWork(admin: Api, n: number) {
    await buy(admin, { named: 0, concurrent: 1 });
    await buy(admin, { named: 0, concurrent: 1 }, OTHER_PRODUCT);
    const bo = await addUser(admin, `Bo${n}`, 'Agent');
    await assignSeat(admin, bo.id, 'concurrent');
    await assignSeat(admin, bo.id, 'concurrent', OTHER_PRODUCT);
    const service = await agentService(admin);
    const start = (product: string) => service.post('/v1/sessions', { product, agentId: bo.id });
    const { sessionId } = required(await start(PRODUCT), 201);
    required(await start(OTHER_PRODUCT), 201);
    return { service, bo, sessionId };
  }

  async function gone(admin: Api, service: Api, bo: Member, sessionId: string): Promise<void> {
    await eventually(async () => {
      expect((await admin.get(`/v1/users/${bo.id}`)).status).toBe(404);
      for (const { product, concurrent } of required(await admin.get('/v1/plan'), 200).items)
        expect({ product, ...concurrent }).toMatchObject({ assigned: 0, inUse: 0 });
      expect(required(await admin.get('/v1/shared-sessions'), 200).total).toBe(0);
      const told = await service.post(`/v1/sessions/${sessionId}/heartbeat`);
      expect(told.body).toMatchObject({ code: 'SESSION_ENDED', reason: 'user-deleted' });
    });
    await eventually(async () => {
      const again = { email: bo.email, firstName: 'Bo', lastName: 'Again' };
      expect((await admin.post('/v1/users', again)).status).toBe(201);
    });
  }
});

/** Tries until it holds: what a policy finishes is finished soon, not at once. */
async function eventually(check: () => Promise<void>): Promise<void> {
  const giveUpAt = Date.now() + FINISHED_WITHIN_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await sleep(POLL_EVERY_MS);
    }
  }
}
