import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Api, required } from '../support/api.ts';
import { addUser, assignSeat, buy, join, keepSessions, PRODUCT } from '../support/organisation.ts';
import { Server } from '../support/server.ts';
import { launchBrowser, Visitor } from './browser.ts';

const PREPARED_WITHIN_MS = 400_000;
const ACTED_WITHIN_MS = 180_000;
const LOST = /Live updates lost|can’t be reached/;

/** What changes under an open page: by somebody else, and by the server going away. */
describe('open pages', () => {
  let server: Server;
  let browser: Browser;
  let admin: Api;
  let nightShift: string;
  const manager = { email: 'max.manager@example.com', password: 'the manager of the night' };

  const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });

  /** Somebody with a shared seat, in use. */
  async function agentAtWork(firstName: string, groupIds: readonly string[]): Promise<void> {
    const member = await addUser(admin, firstName, 'Agent', { groupIds });
    await assignSeat(admin, member.id, 'concurrent');
    const agent = await join(admin, member);
    required(await agent.post('/v1/sessions', { product: PRODUCT }), 201);
  }

  async function visit(path: string, who?: typeof manager): Promise<Visitor> {
    const visitor = await Visitor.open(browser, server);
    await visitor.signIn(who);
    await visitor.page.goto(path);
    return visitor;
  }

  beforeAll(async () => {
    server = await Server.start();
    admin = await server.admin();
    await buy(admin, { named: 1, concurrent: 3 });
    await keepSessions(admin);
    nightShift = required(await admin.post('/v1/groups', { name: 'Night shift' }), 201).id;
    await agentAtWork('Nora', [nightShift]);
    await agentAtWork('Dan', []);
    const max = await addUser(admin, 'Max', 'Manager', {
      role: 'manager',
      privileges: ['manage-users', 'end-sessions'],
      managedGroupIds: [nightShift],
    });
    await join(admin, max, manager.password);
    browser = await launchBrowser();
  }, PREPARED_WITHIN_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it(
    'U3 a manager of one group sees its people alone: in the list, in the counts of the filters, in the sessions',
    async () => {
      const visitor = await visit('/users', manager);
      const { page } = visitor;
      await row(page, 'Nora Agent').waitFor();
      await page.getByText('1–1 of 1 user').waitFor();
      expect(await row(page, 'Dan Agent').count()).toBe(0);
      const options = await page.getByLabel('Filter by').locator('option').allTextContents();
      expect(options).toContain('GoToAssist Remote Support v5 - Concurrent (1)');
      expect(options).toContain('Night shift (1)');
      expect(options).toContain('Member (1)');
      expect(options).toContain('Super Admin (0)');

      await page.getByRole('link', { name: 'Manage Shared Sessions' }).click();
      await row(page, 'Nora Agent').waitFor();
      await page.getByText('1 shared session', { exact: true }).waitFor();
      expect(await row(page, 'Dan Agent').count()).toBe(0);
      expect(visitor.complaints).toEqual([]);
      await visitor.leave();
    },
    ACTED_WITHIN_MS,
  );

  it(
    'a page that lost its server says so, and shows what holds once it is back',
    async () => {
      const { page } = await visit('/groups');
      await row(page, 'Night shift').waitFor();
      const notice = page.getByRole('status').filter({ hasText: LOST });
      await server.kill();
      await notice.waitFor();
      await server.start();
      required(await (await server.admin()).post('/v1/groups', { name: 'Day shift' }), 201);
      await row(page, 'Day shift').waitFor();
      await notice.waitFor({ state: 'detached' });
      expect(await row(page, 'Night shift').count()).toBe(1);
      await page.context().close();
    },
    ACTED_WITHIN_MS,
  );

  it(
    'a session ended in one browser goes from the list in the other, which keeps its selection and its focus',
    async () => {
      const one = await visit('/shared-sessions');
      const other = await visit('/shared-sessions');
      await row(other.page, 'Nora Agent').waitFor();
      await other.page.getByText('Live', { exact: true }).waitFor({ state: 'attached' });
      const dan = other.page.getByRole('checkbox', { name: /Select Dan Agent/ });
      await dan.check();
      await one.page.getByRole('checkbox', { name: /Select Nora Agent/ }).check();
      await one.page.getByRole('button', { name: 'End session' }).click();
      await one.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
      await row(other.page, 'Nora Agent').waitFor({ state: 'detached' });
      expect(await dan.isChecked()).toBe(true);
      expect(await dan.evaluate((checkbox) => checkbox === document.activeElement)).toBe(true);
      await other.page.getByText('1 selected').waitFor();
      await row(one.page, 'Dan Agent').waitFor();
      expect([...one.complaints, ...other.complaints]).toEqual([]);
      await one.leave();
      await other.leave();
    },
    ACTED_WITHIN_MS,
  );
});
