import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { csvLine } from '../../src/http/exports.ts';
import { ADA, type Client, required, V5, World } from './harness.ts';

describe('lists as files', () => {
  let world: World;
  let ada: Client;

  beforeAll(async () => {
    world = await World.open();
    ada = await world.signIn(ADA);
    await ada.buy(5, 5);
  });
  afterAll(() => world.close());

  const head = () => world.app.parts.stores.log.head();
  const rows = async (path: string, client = ada) => {
    const answer = await client.get(path);
    required(answer, 200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[a-z-]+\.csv"$/);
    expect(answer.text.endsWith('\r\n')).toBe(true);
    return answer.text.split('\r\n').slice(0, -1);
  };

  it('quotes as RFC 4180 has it, and leaves a spreadsheet nothing to run', () => {
    expect(csvLine(['plain', 'a,b', 'say "hi"', 'two\nlines', null, undefined, 7])).toBe(
      'plain,"a,b","say ""hi""","two\nlines",,,7\r\n',
    );
    expect(csvLine(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=1', '=HYPERLINK("http://x","y")'])).toBe(
      `'=1+1,'+1,'-1,'@SUM(A1),'\tx,"'\r=1","'=HYPERLINK(""http://x"",""y"")"\r\n`,
    );
  });

  it('exports the users that the filters find, all pages of them', async () => {
    const text = Array.from({ length: 520 }, (_, index) => `Many U${index} many${index}@example.com`).join(';');
    required(await ada.post('/v1/users/import', { text }), 200);
    await ada.addUser('Eve', { firstName: '=cmd()', lastName: 'A, B', seat: 'named' });
    const after = await head();
    const many = await rows(`/v1/users/export?q=many&after=${after}`);
    expect(many[0]).toBe('id,email,firstName,lastName,role,status,groups,seats');
    expect(many).toHaveLength(521);
    expect(new Set(many).size).toBe(521);
    const [, eve] = await rows(`/v1/users/export?seat=${V5}:named`);
    expect(eve).toMatch(
      /^[\w-]+,eve@example\.com,'=cmd\(\),"A, B",member,invited,,GoToAssist Remote Support v5 - Named$/,
    );
    for (const query of ['seat=x', 'limit=5', 'status=unknown'])
      expect((await ada.get(`/v1/users/export?${query}`)).status).toBe(400);
  });

  it('exports sessions, groups and history; history also as an object a line', async () => {
    const bo = await ada.join('Bo', { seat: 'concurrent' });
    const nora = await ada.join('Nora', { seat: 'named' });
    for (const agent of [bo, nora]) required(await agent.post('/v1/sessions', { product: V5, device: '@desk' }), 201);
    required(await ada.post('/v1/groups', { name: 'Night, shift' }), 201);
    const after = await head();
    expect(await rows(`/v1/shared-sessions/export?after=${after}`)).toHaveLength(2);
    const open = await rows(`/v1/open-sessions/export?after=${after}&sort=name`);
    expect(open).toHaveLength(3);
    expect(open[1]).toMatch(/,Bo Agent,bo@example\.com,waiting,,,'@desk,.*,concurrent$/);
    expect((await rows(`/v1/groups/export?after=${after}`))[1]).toMatch(/^[\w-]+,"Night, shift",0$/);
    expect(await rows(`/v1/audit/export?after=${after}&action=SessionStarted`)).toHaveLength(3);
    const lines = await ada.get(`/v1/audit/export?format=ndjson&after=${after}`);
    required(lines, 200);
    expect(lines.headers['content-type']).toBe('application/x-ndjson');
    const entries = lines.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { position: string });
    const { items } = required(await ada.get('/v1/audit?limit=500'), 200);
    expect(entries.slice(0, 500)).toEqual(items);
    expect(entries.length).toBeGreaterThan(500);
    expect(new Set(entries.map(({ position }) => position)).size).toBe(entries.length);
  });

  it('U2 a manager of groups is shown, told the number of and given files of their own people and groups only', async () => {
    const { id: mine } = required(await ada.post('/v1/groups', { name: 'Mine' }), 201);
    const { id: other } = required(await ada.post('/v1/groups', { name: 'Other' }), 201);
    const manager = await ada.join('Man', { role: 'manager', privileges: ['read-audit'], managedGroupIds: [mine] });
    await ada.addUser('Meg', { groupIds: [mine], seat: 'concurrent' });
    await ada.addUser('Oli', { groupIds: [other], seat: 'concurrent' });
    const after = await head();
    const { items } = required(await manager.get(`/v1/users/filters?after=${after}`), 200);
    const counts = (category: string) =>
      items
        .find((each: { category: string }) => each.category === category)
        .options.filter(({ count }: { count: number }) => count > 0)
        .map(({ label, count }: { label: string; count: number }) => [label, count]);
    expect(counts('User Groups')).toEqual([['Mine', 1]]);
    expect(counts('Seats')).toEqual([['GoToAssist Remote Support v5 - Concurrent', 1]]);
    expect(counts('User Type')).toEqual([['Member', 1]]);
    expect(counts('Status')).toEqual([['Invite sent', 1]]);
    expect(JSON.stringify(items)).not.toContain('Other');
    expect(required(await manager.get('/v1/groups'), 200)).toMatchObject({
      total: 1,
      items: [{ id: mine, name: 'Mine', members: 1 }],
    });
    expect(await rows('/v1/groups/export', manager)).toHaveLength(2);
    expect(await rows('/v1/users/export', manager)).toHaveLength(2);
    expect(await rows('/v1/open-sessions/export', manager)).toHaveLength(1);
    for (const line of (await rows('/v1/audit/export', manager)).slice(1)) expect(line).toMatch(/Meg Agent/);
  });
});
