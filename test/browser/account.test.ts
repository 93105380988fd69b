import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Api, required } from '../support/api.ts';
import { addUser, assignSeat, buy, join } from '../support/organisation.ts';
import { Server } from '../support/server.ts';
import { launchBrowser, Visitor } from './browser.ts';

const PREPARED_WITHIN_MS = 400_000;
const ACTED_WITHIN_MS = 120_000;

describe('the account in the Admin Center', () => {
  let server: Server;
  let browser: Browser;
  let visitor: Visitor;
  let admin: Api;

  beforeAll(async () => {
    server = await Server.start();
    admin = await server.admin();
    await buy(admin, { named: 1, concurrent: 1 });
    const night = required(await admin.post('/v1/groups', { name: 'Night shift' }), 201).id;
    const day = required(await admin.post('/v1/groups', { name: 'Day shift' }), 201).id;
    const bo = await addUser(admin, 'Bo', 'Agent', { groupIds: [night] });
    const cy = await addUser(admin, 'Cy', 'Agent', { groupIds: [day] });
    await join(admin, bo);
    await assignSeat(admin, bo.id, 'concurrent');
    await assignSeat(admin, cy.id, 'named');
    browser = await launchBrowser();
    visitor = await Visitor.open(browser, server, { viewport: { width: 1280, height: 800 } });
    await visitor.signIn();
  }, PREPARED_WITHIN_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it(
    'sorts Manage Users by any of its columns, both ways',
    async () => {
      const { page } = visitor;
      await page.goto('/users');
      for (const [column, last] of [
        ['Role', 'Ada'],
        ['E-mail', 'Cy'],
        ['Groups', 'Bo'],
        ['Products', 'Cy'],
        ['Status', 'Cy'],
        ['Name', 'Ada'],
      ] as const) {
        const heading = page.getByRole('columnheader', { name: column, exact: true }).getByRole('button');
        await heading.click();
        await page.locator('tbody tr:last-child', { hasText: last }).waitFor();
        await heading.click();
        await page.locator('tbody tr:first-child', { hasText: last }).waitFor();
      }
    },
    ACTED_WITHIN_MS,
  );

  it(
    'leads from a product of the plan to its history',
    async () => {
      const { page } = visitor;
      await page.goto('/plan');
      await page.getByRole('link', { name: 'History of GoToAssist Remote Support v5', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Activity History' }).waitFor();
      expect(new URL(page.url()).searchParams.get('product')).toBe('remote-support-v5');
      await page
        .getByText(/first order/)
        .first()
        .waitFor();
    },
    ACTED_WITHIN_MS,
  );

  it(
    'changes one’s own name, which then stands everywhere',
    async () => {
      const { page } = visitor;
      await page.getByRole('button', { name: /Your account/ }).click();
      await page.getByRole('menuitem', { name: 'Change your name' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('First name').fill('Augusta');
      await dialog.getByLabel('Last name').fill('King');
      expect(await visitor.accessibilityProblems()).toEqual([]);
      await dialog.getByRole('button', { name: 'Save changes' }).click();
      await page.getByRole('button', { name: 'Your account: Augusta King' }).waitFor();
      expect(required(await admin.get('/v1/me'), 200).name).toBe('Augusta King');
    },
    ACTED_WITHIN_MS,
  );

  it(
    'hands the plan over to another billing contact, and then no longer offers to change it',
    async () => {
      const { page } = visitor;
      await page.goto('/settings');
      await page.getByText('Augusta King.').waitFor();
      await page.getByRole('button', { name: 'Change billing contact' }).click();
      const dialog = page.getByRole('dialog');
      expect(await dialog.getByRole('radio', { name: 'Augusta King' }).count()).toBe(0);
      await dialog.getByLabel('Search by name or e-mail').fill('cy');
      await dialog.getByRole('radio', { name: 'Bo Agent' }).waitFor({ state: 'detached' });
      await dialog.getByRole('radio', { name: 'Cy Agent' }).check();
      expect(await visitor.accessibilityProblems()).toEqual([]);
      await dialog.getByRole('button', { name: 'Change billing contact' }).click();
      await page.getByText('Cy Agent.').waitFor();
      await page.getByRole('link', { name: 'Plan', exact: true }).click();
      await page.getByText('Only the billing contact can change it: Cy Agent.').waitFor();
      expect(await page.getByRole('button', { name: /Change plan/ }).count()).toBe(0);
    },
    ACTED_WITHIN_MS,
  );

  it('leaves nothing in the console', () => expect(visitor.complaints).toEqual([]));
});
