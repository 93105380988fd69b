import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type ConsoleMessage, type Page } from 'playwright-core';
import { ADMIN, type Server } from '../support/server.ts';

/** Where distributions put it; `CHROMIUM` says where else. */
const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const INSTALL_WITHIN_MS = 300_000;
/** A browser on a machine that is busy with something else. */
const WAIT_AT_MOST_MS = 60_000;

/** A browser, installed first where that is possible. @throws when there is none to be had. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: found() ?? installed(), args: FLAGS });
}

function found(): string | undefined {
  return PLACES.find((place) => place !== undefined && isProgram(place));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(): string {
  const options = { stdio: 'ignore', timeout: INSTALL_WITHIN_MS } as const;
  try {
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  } catch {
    // Said below, with what to do about it.
  }
  const path = found();
  if (path === undefined)
    throw new Error('The browser tests need Chromium: install it, or say in CHROMIUM where it is.');
  return path;
}

/** Somebody at the Admin Center, and what their browser complained about. */
export class Visitor {
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(WAIT_AT_MOST_MS);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !isAnswerToStranger(message))
        this.complaints.push(`${message.text()} ${message.location().url}`);
    });
  }

  static async open(browser: Browser, server: Server, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: server.origin, reducedMotion: 'reduce', ...options });
    return new Visitor(await context.newPage());
  }

  async signIn({ email, password } = ADMIN): Promise<void> {
    await this.page.goto('/');
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('navigation', { name: 'Main menu' }).waitFor();
  }

  /** What axe finds wrong, a line each; a page as it should be has none. */
  async accessibilityProblems(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}

/** Before the sign-in the page asks who is there and is told "nobody", which browsers log as an error. */
const isAnswerToStranger = (message: ConsoleMessage) =>
  message.location().url.endsWith('/v1/me') && message.text().includes('401');
