import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Api, required } from '../support/api.ts';
import { addUser, assignSeat, buy, join, keepSessions, type Member, PRODUCT } from '../support/organisation.ts';
import { Server } from '../support/server.ts';
import { launchBrowser, Visitor } from './browser.ts';

const PREPARED_WITHIN_MS = 400_000;
const ACTED_WITHIN_MS = 120_000;
const LABEL = 'GoToAssist Remote Support v5 - Concurrent';

type Agent = Member & { api: Api };

/** The two journeys of the help page "Manage Shared Seats and Sessions", done by hand in a browser on the real process. */
describe('the help page in the Admin Center', () => {
  let server: Server;
  let browser: Browser;
  let visitor: Visitor;
  let admin: Api;
  let bo: Agent;
  let cy: Agent;
  let nora: Agent;

  const agent = async (firstName: string, type: 'named' | 'concurrent'): Promise<Agent> => {
    const member = await addUser(admin, firstName, 'Agent');
    await assignSeat(admin, member.id, type);
    return { ...member, api: await join(admin, member) };
  };
  const start = async ({ api }: Agent) => (await api.post('/v1/sessions', { product: PRODUCT })).body;
  const menu = (name: string) => visitor.page.getByRole('link', { name, exact: true }).click();
  const row = (name: string) => visitor.page.getByRole('row', { name: new RegExp(name) });

  beforeAll(async () => {
    server = await Server.start();
    admin = await server.admin();
    await buy(admin, { named: 1, concurrent: 2 });
    await keepSessions(admin);
    bo = await agent('Bo', 'concurrent');
    cy = await agent('Cy', 'concurrent');
    nora = await agent('Nora', 'named');
    browser = await launchBrowser();
    visitor = await Visitor.open(browser, server);
    await visitor.signIn();
  }, PREPARED_WITHIN_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it(
    'views agents by seat type: Manage Users, Filter category "Seats", Filter by "… - Concurrent"',
    async () => {
      const { page } = visitor;
      await menu('Manage Users');
      await row('Nora Agent').waitFor();
      await page.getByLabel('Filter category').selectOption('Seats');
      await page.waitForFunction(() => document.querySelectorAll('optgroup').length === 1);
      expect(await page.locator('optgroup').getAttribute('label')).toBe('By Seat');
      await page.getByLabel('Filter by').selectOption({ label: `${LABEL} (2)` });
      await row('Nora Agent').waitFor({ state: 'detached' });
      expect(await page.getByRole('row').count()).toBe(3);
      expect(await row('Bo Agent').textContent()).toContain(LABEL);
      expect(new URL(page.url()).searchParams.get('seat')).toBe(`${PRODUCT}:concurrent`);
    },
    ACTED_WITHIN_MS,
  );

  it(
    'ends a shared session: it is listed with name and e-mail, selected, ended on confirmation, and the seat is free',
    async () => {
      const { page } = visitor;
      const held = await start(bo);
      await start(cy);
      await start(nora);
      await menu('Manage Shared Sessions');
      await row('Bo Agent').waitFor();
      expect(await row('Bo Agent').textContent()).toContain(bo.email);
      expect(await row('Nora Agent').count()).toBe(0);

      await page.getByRole('checkbox', { name: /Select Bo Agent/ }).check();
      await page.getByRole('button', { name: 'End session' }).click();
      const prompt = page.getByRole('dialog');
      expect(await prompt.textContent()).toContain(bo.email);
      expect(await prompt.textContent()).not.toContain(cy.email);
      await prompt.getByRole('button', { name: 'End session' }).click();
      await row('Bo Agent').waitFor({ state: 'detached' });
      expect(await row('Cy Agent').count()).toBe(1);

      const beat = await bo.api.post(`/v1/sessions/${held.sessionId}/heartbeat`, {});
      expect(beat).toMatchObject({ status: 410, body: { code: 'SESSION_ENDED', reason: 'not-in-use' } });
      expect(required(await admin.get('/v1/plan'), 200).items[0].concurrent.inUse).toBe(1);
    },
    ACTED_WITHIN_MS,
  );

  it(
    'clears a seat by keyboard alone, and the focus is never lost',
    async () => {
      const { page } = visitor;
      await start(bo);
      await menu('Manage Shared Sessions');
      await row('Bo Agent').waitFor();
      await page.getByLabel('Search by name or e-mail').focus();
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      for (let presses = 0; !(await focused()).startsWith('Select Bo Agent'); presses += 1) {
        expect(presses).toBeLessThan(40);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Space');
      const focusedText = () => page.evaluate(() => document.activeElement?.textContent ?? '');
      for (let presses = 0; (await focusedText()) !== 'End session'; presses += 1) {
        expect(presses).toBeLessThan(40);
        await page.keyboard.press('Shift+Tab');
      }
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
      await page.keyboard.press('Enter');
      await row('Bo Agent').waitFor({ state: 'detached' });
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.activeElement !== document.body);
    },
    ACTED_WITHIN_MS,
  );

  it(
    'says of a session that ended meanwhile that it had, and ends the other',
    async () => {
      const { page } = visitor;
      const ended = await start(bo);
      await row('Bo Agent').waitFor();
      await page.getByRole('checkbox', { name: 'Select all shown sessions' }).check();
      await page.getByText('2 selected').waitFor();
      await page.getByRole('button', { name: 'End session' }).click();
      const prompt = page.getByRole('dialog');
      await prompt.waitFor();
      required(await bo.api.post(`/v1/sessions/${ended.sessionId}/end`, {}), 200);
      await prompt.getByRole('button', { name: 'End session' }).click();
      await prompt.getByText('Had already ended').waitFor();
      expect(await prompt.getByText('Ended', { exact: true }).count()).toBe(1);
      await prompt.getByRole('button', { name: 'Done' }).click();
      await page.getByText('No shared seat is in use.').waitFor();
    },
    ACTED_WITHIN_MS,
  );

  it('leaves nothing in the console', () => expect(visitor.complaints).toEqual([]));
});
