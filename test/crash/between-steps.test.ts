import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answer, type Api, required } from '../support/api.ts';
import { addUser, agentService, assignSeat, buy, type Member, PRODUCT } from '../support/organisation.ts';
import { Server } from '../support/server.ts';

const DYING_ENTRY = 'test/crash/dying-main.mjs';
/** More appends than any of these commands makes. */
const MAX_APPENDS = 12;
const FINISHED_WITHIN_MS = 10_000;
const POLL_EVERY_MS = 50;
const OTHER_PRODUCT = 'remote-support';

/** Work that spans streams, cut off between any two of its steps, and finished by the next start. */
describe('killed between the steps of a command', () => {
  let server: Server;
  afterEach(() => server.dispose());

  it('S6 a removal that has begun is finished: seats free, sessions ended, the address to be had again', async () => {
    const cutOff: number[] = [];
    for (let appends = 0; appends <= MAX_APPENDS; appends += 1) {
      server = new Server();
      await server.start();
      const { admin, service, bo, sessionId } = await agentAtWork();
      const answer = await dyingAfter(appends, () => admin().then((api) => api.delete(`/v1/users/${bo.id}`)));
      const api = await admin();
      if (answer === 'died') {
        cutOff.push(appends);
        // Died before the first step: nobody was told that anything happened, and nothing has.
        if (appends === 0) required(await api.delete(`/v1/users/${bo.id}`), 200);
      }
      await gone(api, await service(), bo, sessionId);
      await server.dispose();
      if (answer !== 'died') break;
    }
    // The user, the seats of two products and the address: at least so many places to be cut off at, and the one before.
    expect(cutOff.length).toBeGreaterThanOrEqual(5);
  }, 180_000);

  it('U4 an address claimed for a user who never came is free again; one whose user came is theirs', async () => {
    const cutOff: number[] = [];
    for (let appends = 0; appends <= MAX_APPENDS; appends += 1) {
      server = new Server();
      await server.start();
      const answer = await dyingAfter(appends, async () => (await server.admin()).post('/v1/users', CY));
      const api = await server.admin();
      if (answer === 'died') cutOff.push(appends);
      const { total } = required(await api.get('/v1/users?q=cy.new'), 200);
      if (total === 1) expect((await api.post('/v1/users', CY)).body.code).toBe('EMAIL_TAKEN');
      else await eventually(async () => expect((await api.post('/v1/users', CY)).status).toBe(201));
      await server.dispose();
      if (answer !== 'died') break;
    }
    expect(cutOff).toEqual([0, 1, 2]);
  }, 120_000);

  it('U4 a repeat with the same Idempotency-Key takes up what was cut off', async () => {
    for (let appends = 0; appends <= 2; appends += 1) {
      server = new Server();
      await server.start();
      const add = async () => (await server.admin()).post('/v1/users', CY, { 'idempotency-key': 'add-cy' });
      expect(await dyingAfter(appends, add)).toBe('died');
      expect((await add()).status).toBe(201);
      expect((await add()).status).toBe(201);
      const api = await server.admin();
      await eventually(async () => expect(required(await api.get('/v1/users?q=cy.new'), 200).total).toBe(1));
      await sleep(300);
      expect((await api.post('/v1/users', { ...CY, email: CY.email.toUpperCase() })).body.code).toBe('EMAIL_TAKEN');
      await server.dispose();
    }
  }, 120_000);

  /** Somebody with two seats and an open session on each. */
  async function agentAtWork() {
    const admin = () => server.admin();
    const api = await admin();
    await buy(api, { named: 0, concurrent: 1 });
    await buy(api, { named: 0, concurrent: 1 }, OTHER_PRODUCT);
    const bo = await addUser(api, 'Bo', 'Agent');
    await assignSeat(api, bo.id, 'concurrent');
    await assignSeat(api, bo.id, 'concurrent', OTHER_PRODUCT);
    const service = await agentService(api);
    const start = (product: string) => service.post('/v1/sessions', { product, agentId: bo.id });
    const { sessionId } = required(await start(PRODUCT), 201);
    required(await start(OTHER_PRODUCT), 201);
    // Tokens outlive the process, and its port stays the same.
    return { admin, service: async () => service, bo, sessionId };
  }

  /** Restarts with the entry that dies, sends the command, and restarts for good. Answers 'died' when it never answered. */
  async function dyingAfter(appends: number, command: () => Promise<Answer>): Promise<Answer | 'died'> {
    await server.stop();
    await server.start({ DIE_AFTER_APPENDS: String(appends) }, DYING_ENTRY);
    await server.admin();
    process.kill(server.pid!, 'SIGUSR2');
    const answer = await command().catch(() => 'died' as const);
    if (answer === 'died') await server.ended(5_000);
    else await server.stop();
    await server.start();
    return answer;
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

const CY = { email: 'cy.new@example.com', firstName: 'Cy', lastName: 'New' };

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
