import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api.ts';
import { ofThisRun } from './environment.ts';

export const ADMIN = { email: 'ada@example.com', password: 'correct horse battery' };

/** Where the build leaves the server. */
const ENTRY = 'dist/src/main.js';
const READY_WITHIN_MS = 60_000;
const POLL_EVERY_MS = 25;
const STOP_WITHIN_MS = 60_000;
/** Of what a server printed, as much as an error message can use. */
const KEPT_OUTPUT_CHARACTERS = 20_000;

export type ServerOptions = {
  /** By default a fresh temporary folder, which `dispose` removes. */
  dataDir?: string;
  env?: Record<string, string>;
};

/** The product as its users run it: a process of its own, a real folder, a real port. */
export class Server {
  readonly dataDir: string;
  readonly #ownsFolder: boolean;
  #process: ChildProcess | undefined;
  #output = '';
  #port = 0;

  constructor(private readonly options: ServerOptions = {}) {
    this.#ownsFolder = options.dataDir === undefined;
    this.dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'seatledger-test-'));
  }

  /** A server that is ready for requests. */
  static async start(options?: ServerOptions): Promise<Server> {
    const server = new Server(options);
    await server.start();
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** What it printed, the end of it. */
  get output(): string {
    return this.#output;
  }

  get running(): boolean {
    return this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Nobody's API: not signed in. */
  get api(): Api {
    return new Api(this.origin);
  }

  admin(): Promise<Api> {
    return this.api.signIn(ADMIN.email, ADMIN.password);
  }

  /** Starts, or starts again on the same folder. @throws when it is not ready in time or ends before it is. */
  async start(env: Record<string, string> = {}, entry: string = ENTRY): Promise<void> {
    await this.launch(env, entry);
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    while (!(await this.#isReady())) {
      if (!this.running) throw new Error(`The server ended before it was ready:\n${this.#output}`);
      if (Date.now() > giveUpAt)
        throw new Error(`The server is not ready after ${READY_WITHIN_MS} ms:\n${this.#output}`);
      await sleep(POLL_EVERY_MS);
    }
  }

  /** Starts without waiting for anything. */
  async launch(env: Record<string, string> = {}, entry: string = ENTRY): Promise<void> {
    if (!existsSync(ENTRY)) throw new Error(`There is no ${ENTRY}: run "npm run build" first.`);
    // The same port after a restart: whoever talks to it goes on with what they have.
    this.#port ||= await freePort();
    this.#output = '';
    this.#process = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--enable-source-maps', entry], {
      env: {
        ...ofThisRun(),
        NODE_ENV: 'production',
        PORT: String(this.#port),
        HOST: '127.0.0.1',
        DATA_DIR: this.dataDir,
        LOG_LEVEL: 'warn',
        BOOTSTRAP_ADMIN_EMAIL: ADMIN.email,
        BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password,
        BOOTSTRAP_ACCOUNT_NAME: 'Example Ltd',
        ...this.options.env,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#process.stdout!, this.#process.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-KEPT_OUTPUT_CHARACTERS);
      });
    }
  }

  /** Asks it to stop and waits until it has. Answers its exit code. */
  async stop(): Promise<number | null> {
    const child = this.#process;
    if (child === undefined || !this.running) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const tooLong = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(tooLong);
    return child.exitCode;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  /** kill -9: no goodbye, nothing flushed. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || !this.running) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Waits until it has ended by itself. @throws when it still runs then. */
  async ended(withinMs: number): Promise<void> {
    const giveUpAt = Date.now() + withinMs;
    while (this.running) {
      if (Date.now() > giveUpAt) throw new Error(`The server still runs after ${withinMs} ms:\n${this.#output}`);
      await sleep(POLL_EVERY_MS);
    }
  }

  /** Ends it in any case and removes its folder: tests leave nothing behind. */
  async dispose(): Promise<void> {
    await this.kill();
    if (this.#ownsFolder) rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #isReady(): Promise<boolean> {
    const answer = await fetch(`${this.origin}/health/ready`).catch(() => undefined);
    return answer?.status === 200;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
