import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_WITHIN_MS = 60_000;
const ASKED_WITHIN_MS = 2_000;
const RESTARTED_AFTER_MS = 500;
const COMMAND = 'eventstored';

export function isInstalled(): boolean {
  return spawnSync('sh', ['-c', `command -v ${COMMAND}`]).status === 0;
}

type Place = {
  inMemory?: boolean;
  /** Where the data is; else in a folder of its own, that goes when the server goes. */
  folder?: string;
  port?: number;
  args?: string[];
};

/** An EventStoreDB of our own on loopback. */
export class RealServer {
  #process: ChildProcess | undefined;
  #supervisor: Promise<void> | undefined;
  #removing = false;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly isOurs: boolean,
    private readonly args: string[],
  ) {}

  static async start(place: Place): Promise<RealServer> {
    const server = await RealServer.prepare(place);
    await server.start();
    return server;
  }

  /** Not started yet. */
  static async prepare({ inMemory = false, folder, port, args = [] }: Place): Promise<RealServer> {
    const place = folder ?? (await mkdtemp(join(tmpdir(), 'seatledger-esdb-')));
    const data = inMemory ? ['--mem-db'] : ['--db', join(place, 'db'), '--log', join(place, 'log')];
    return new RealServer(port ?? (await freePort()), place, folder === undefined, [...data, ...args]);
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  get #running(): boolean {
    return this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Answers once it takes requests. */
  async start(): Promise<void> {
    this.#launch();
    await this.ready();
  }

  /** Once it takes requests. */
  async ready(): Promise<void> {
    const giveUpAt = performance.now() + START_WITHIN_MS;
    // Healthy comes before ready to write.
    while ((await this.#ask<{ state?: string }>('info'))?.state !== 'leader') {
      if (!this.#running && !this.#supervisor) throw new Error(`${COMMAND} ended with code ${this.#process?.exitCode}`);
      if (performance.now() > giveUpAt) throw new Error(`${COMMAND} did not answer`);
      await sleep(100);
    }
  }

  /** Starts it, and again whenever it has ended: a deposed leader ends by itself, and so does a server without a disk. */
  keepRunning(): void {
    this.#supervisor ??= this.#supervise();
  }

  async #supervise(): Promise<void> {
    while (!this.#removing) {
      if (!this.#running) this.#launch();
      await this.ended();
      await sleep(RESTARTED_AFTER_MS);
    }
  }

  #launch(): void {
    const args = ['--insecure', '--node-ip=127.0.0.1', `--node-port=${this.port}`, '--disable-log-file', ...this.args];
    const env = { ...process.env, EVENTSTORE_TELEMETRY_OPTOUT: 'true' };
    this.#process = spawn(COMMAND, args, { stdio: 'ignore', env });
    process.once('exit', this.#killAtExit);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  /** Resolves once the process has ended, by whatever. */
  async ended(): Promise<void> {
    if (this.#running) await once(this.#process!, 'exit');
    process.removeListener('exit', this.#killAtExit);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended();
  }

  async remove(): Promise<void> {
    this.#removing = true;
    await this.kill();
    await this.#supervisor;
    if (this.isOurs) await rm(this.folder, { recursive: true, force: true });
  }

  /** What it says of its cluster; nothing, when it does not answer. */
  async members(): Promise<ClusterMember[] | undefined> {
    return (await this.#ask<{ members: ClusterMember[] }>('gossip?format=json'))?.members;
  }

  readonly #killAtExit = () => this.#process?.kill('SIGKILL');

  async #ask<Answer>(path: string): Promise<Answer | undefined> {
    try {
      const signal = AbortSignal.timeout(ASKED_WITHIN_MS);
      const answer = await fetch(`http://127.0.0.1:${this.port}/${path}`, { signal });
      return (await answer.json()) as Answer;
    } catch {
      return undefined;
    }
  }
}

export type ClusterMember = { state: string; isAlive: boolean; httpEndPointPort: number };

export async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  listener.close();
  await once(listener, 'close');
  return port;
}
