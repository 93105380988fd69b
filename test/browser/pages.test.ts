import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { required } from '../support/api.ts';
import { addUser, assignSeat, buy, join, keepSessions, PRODUCT } from '../support/organisation.ts';
import { Server } from '../support/server.ts';
import { eventually } from '../support/within.ts';
import { launchBrowser, Visitor } from './browser.ts';

const PREPARED_WITHIN_MS = 400_000;
const LOOKED_WITHIN_MS = 120_000;

/** Every page but that of one user, and what shows that it is there. */
const PAGES = [
  ['/', 'Overview'],
  ['/users', 'Manage Users'],
  ['/shared-sessions', 'Manage Shared Sessions'],
  ['/plan', 'Plan'],
  ['/history', 'Activity History'],
  ['/groups', 'Groups'],
  ['/settings', 'Settings'],
  ['/service-accounts', 'Service Accounts'],
] as const;

/** What is asked before something changes: where, by which button, whether rows have to be chosen first. */
const DIALOGS = [
  ['/users', 'Add Users', false],
  ['/users', 'Manage Seats', true],
  ['/users', 'Suspend', true],
  ['/shared-sessions', 'End session', true],
  ['/plan', 'Change plan of GoToAssist Remote Support v5', false],
  ['/service-accounts', 'Add service account', false],
] as const;

let server: Server;
let browser: Browser;
let someUser: string;

beforeAll(async () => {
  server = await Server.start();
  const admin = await server.admin();
  await buy(admin, { named: 2, concurrent: 3 });
  await keepSessions(admin);
  for (const [first, last] of [
    ['Bo', 'Agent'],
    ['عبد الرحمن', 'الخوارزمي'],
    ['Maximiliana-Theodora', 'Alexandropoulou-Papadimitriou'],
  ]) {
    const member = await addUser(admin, first!, last!, { email: `agent${first!.length}@example.com` });
    await assignSeat(admin, member.id, 'concurrent');
    someUser = member.id;
    const agent = await join(admin, { ...member, email: `agent${first!.length}@example.com` });
    required(await agent.post('/v1/sessions', { product: PRODUCT }), 201);
  }
  required(await admin.post('/v1/groups', { name: 'Night shift' }), 201);
  browser = await launchBrowser();
}, PREPARED_WITHIN_MS);
afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

describe.each(['light', 'dark'] as const)('pages, %s', (colorScheme) => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.open(browser, server, { colorScheme });
    await visitor.signIn();
  }, LOOKED_WITHIN_MS);
  afterAll(() => visitor?.leave());

  it.each(PAGES)(
    '%s has no accessibility problem and nothing in the console',
    async (path, heading) => {
      await visitor.page.goto(path);
      await visitor.page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await visitor.page.waitForFunction(() => document.querySelector('[aria-label=Loading]') === null);
      expect(await visitor.accessibilityProblems()).toEqual([]);
      expect(visitor.complaints).toEqual([]);
    },
    LOOKED_WITHIN_MS,
  );
});

describe('one after the other, in the dark', () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.open(browser, server, { colorScheme: 'dark' });
    await visitor.page.goto('/sign-in');
    await signInQuietly(visitor);
  }, LOOKED_WITHIN_MS);
  afterAll(() => visitor?.leave());

  it.each(DIALOGS)(
    '%s, %s: no accessibility problem, and the focus goes back to what opened it',
    async (path, name, chosen) => {
      const { page } = visitor;
      await page.goto(path);
      if (chosen)
        await page
          .getByRole('checkbox', { name: /^Select (?!all)/ })
          .first()
          .check();
      const button = page.getByRole('button', { name, exact: true });
      await button.click();
      await page.getByRole('dialog').waitFor();
      expect(await visitor.accessibilityProblems()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await eventually(() => button.evaluate((opener) => opener === document.activeElement));
      expect(visitor.complaints).toEqual([]);
    },
    LOOKED_WITHIN_MS,
  );

  it(
    'the page of one user',
    async () => {
      await visitor.page.goto(`/users/${someUser}`);
      await visitor.page.getByRole('heading', { name: 'History' }).waitFor();
      expect(await visitor.accessibilityProblems()).toEqual([]);
      expect(visitor.complaints).toEqual([]);
    },
    LOOKED_WITHIN_MS,
  );
});

describe('a narrow screen', () => {
  it.each(PAGES)(
    '%s needs no scrolling sideways at 375 pixels',
    async (path, heading) => {
      const visitor = await Visitor.open(browser, server, { viewport: { width: 375, height: 740 } });
      await visitor.page.goto('/sign-in');
      await signInQuietly(visitor);
      await visitor.page.goto(path);
      await visitor.page.getByRole('heading', { level: 1, name: heading }).waitFor();
      const overflow = await visitor.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(await visitor.accessibilityProblems()).toEqual([]);
      await visitor.leave();
    },
    LOOKED_WITHIN_MS,
  );
});

describe('the sign-in', () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.open(browser, server);
  });
  afterAll(() => visitor?.leave());

  it(
    'says that a password is wrong, and brings one where one wanted to go once it is right',
    async () => {
      const { page } = visitor;
      await page.goto('/users?q=bo');
      await page.getByLabel('E-mail').fill('ada@example.com');
      await page.getByLabel('Password', { exact: true }).fill('not her password');
      await page.keyboard.press('Enter');
      expect(await page.getByRole('alert').textContent()).toContain('wrong');
      expect(await visitor.accessibilityProblems()).toEqual([]);
      await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
      await page.keyboard.press('Enter');
      await page.getByRole('row', { name: /Bo Agent/ }).waitFor();
      expect(new URL(page.url()).search).toBe('?q=bo');
    },
    LOOKED_WITHIN_MS,
  );

  it(
    'tells an expired sign-in from a wrong password, and a server that is not there from both',
    async () => {
      const { page } = visitor;
      await page.context().clearCookies();
      // Asked for again and again: on a busy machine the first click may come while the page is being drawn.
      await eventually(async () => {
        await page.evaluate(() => document.querySelector<HTMLElement>('a[href="/groups"]')?.click());
        await page.evaluate(() => document.querySelector<HTMLElement>('a[href="/users"]')?.click());
        return page.getByText('Your sign-in has expired').isVisible();
      });
      await page.route('**/v1/**', (route) => route.abort());
      await page.getByLabel('E-mail').fill('ada@example.com');
      await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('can’t be reached').waitFor();
    },
    LOOKED_WITHIN_MS,
  );
});

describe('what the page may do', () => {
  it(
    'runs no script that is not a file of this server, whoever puts it there',
    async () => {
      const visitor = await Visitor.open(browser, server);
      const { page } = visitor;
      const answer = await page.goto('/users');
      const policy = answer?.headers()['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      await page.getByLabel('E-mail').waitFor();
      const ran = await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'window.ranInline = true';
        document.body.append(script);
        return 'ranInline' in window;
      });
      expect(ran).toBe(false);
      expect(visitor.complaints.some((complaint) => complaint.includes('Content Security Policy'))).toBe(true);
      await visitor.leave();
    },
    LOOKED_WITHIN_MS,
  );
});

/** By the API, so that what a test is about begins at its page. */
async function signInQuietly({ page }: Visitor): Promise<void> {
  await page.context().request.post('/v1/auth/sign-in', {
    data: { email: 'ada@example.com', password: 'correct horse battery' },
  });
}
