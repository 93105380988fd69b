import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADA, type Client, required, V5, World } from './harness.ts';

type Agent = Client & { id: string };

describe('open sessions over HTTP', () => {
  let world: World;
  let ada: Client;
  let adaId: string;
  let bo: Agent;
  let nora: Agent;

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    adaId = required(await ada.get('/v1/me'), 200).id;
    await ada.buy(1, 1);
    bo = await ada.join('Bo', { seat: 'concurrent' });
    nora = await ada.join('Nora', { seat: 'named' });
  });
  afterAll(() => world.close());

  const start = async (agent: Agent): Promise<{ sessionId: string; position: string }> =>
    required(await agent.post('/v1/sessions', { product: V5 }), 201);
  const list = async (query: string, path = 'open-sessions') =>
    required(await ada.get(`/v1/${path}?${query}`), 200).items.map((item: { agent: { id: string } }) => item.agent.id);

  it('lists sessions on named seats too, by seat type and words; shared sessions stay what they are', async () => {
    await start(bo);
    const { position } = await start(nora);
    expect(await list(`after=${position}&sort=name`)).toEqual([bo.id, nora.id]);
    expect(await list('seatType=named')).toEqual([nora.id]);
    expect(await list('q=bo&seatType=concurrent')).toEqual([bo.id]);
    expect(await list('', 'shared-sessions')).toEqual([bo.id]);
    for (const path of ['open-sessions?seatType=other', 'shared-sessions?seatType=named'])
      expect((await ada.get(`/v1/${path}`)).status).toBe(400);
  });

  it('A2 the admin and the agent read who warned them, and a named session is warned through open sessions only', async () => {
    const [{ sessionId }] = required(await nora.get('/v1/sessions'), 200).items;
    const warn = { sessionIds: [sessionId], reason: 'security', note: 'laptop lost', graceSeconds: 600 };
    const outcome = async (path: string, body: object) =>
      required(await ada.post(`/v1/${path}`, body), 200).results[0].outcome;
    expect(await outcome('shared-sessions/end', warn)).toBe('not-found');
    expect(await outcome('open-sessions/end', warn)).toBe('ending');
    const by = { kind: 'user', id: adaId, name: 'First Admin' };
    const ending = { by, reason: 'security', note: 'laptop lost', deadlineAt: expect.any(String) };
    expect(required(await nora.get('/v1/sessions'), 200).items[0].ending).toEqual(ending);
    expect(required(await nora.get(`/v1/sessions/${sessionId}`), 200).ending).toEqual(ending);
    expect(required(await nora.post(`/v1/sessions/${sessionId}/heartbeat`), 200).ending).toEqual(ending);
    const { position } = required(await ada.patch('/v1/me', { firstName: 'Ada' }), 200);
    const [item] = required(await ada.get(`/v1/open-sessions?seatType=named&after=${position}`), 200).items;
    expect(item.ending).toEqual({ ...ending, by: { ...by, name: 'Ada Admin' } });

    expect(await outcome('shared-sessions/withdraw', { sessionIds: [sessionId] })).toBe('not-found');
    expect(await outcome('open-sessions/withdraw', { sessionIds: [sessionId] })).toBe('withdrawn');
    expect(await outcome('open-sessions/end', { ...warn, graceSeconds: 0 })).toBe('ended');
    expect((await nora.post(`/v1/sessions/${sessionId}/heartbeat`)).body).toMatchObject({
      code: 'SESSION_ENDED',
      endedBy: { id: adaId },
    });
  });

  it('U3 needs end-sessions, and a manager of groups finds only those of their people', async () => {
    const { sessionId } = await start(nora);
    const { id: groupId } = required(await ada.post('/v1/groups', { name: 'Others' }), 201);
    const manager = await ada.join('Man', { role: 'manager', managedGroupIds: [groupId] });
    const auditor = await ada.join('Aud', { role: 'auditor' });
    const end = { sessionIds: [sessionId] };
    expect((await auditor.post('/v1/open-sessions/end', end)).status).toBe(403);
    expect(required(await manager.post('/v1/open-sessions/end', end), 200).results[0].outcome).toBe('not-found');
    expect(required(await manager.get('/v1/open-sessions'), 200).items).toEqual([]);
    expect(required(await auditor.get('/v1/open-sessions'), 200).total).toBe(2);
  });
});
