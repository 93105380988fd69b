import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_WITHIN_MS = 60_000;
const COMMAND = 'eventstored';

export function isInstalled(): boolean {
  return spawnSync('sh', ['-c', `command -v ${COMMAND}`]).status === 0;
}

/** An EventStoreDB of our own on loopback, with its data in a folder that goes when it goes. */
export class RealServer {
  #process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly inMemory: boolean,
  ) {}

  static async start({ inMemory }: { inMemory: boolean }): Promise<RealServer> {
    const server = new RealServer(await freePort(), await mkdtemp(join(tmpdir(), 'seatledger-esdb-')), inMemory);
    await server.start();
    return server;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Answers once it takes requests. */
  async start(): Promise<void> {
    const data = this.inMemory ? ['--mem-db'] : ['--db', join(this.folder, 'db'), '--log', join(this.folder, 'log')];
    const args = ['--insecure', '--node-ip=127.0.0.1', `--node-port=${this.port}`, '--disable-log-file', ...data];
    const env = { ...process.env, EVENTSTORE_TELEMETRY_OPTOUT: 'true' };
    this.#process = spawn(COMMAND, args, { stdio: 'ignore', env });
    process.once('exit', this.#killAtExit);
    const giveUpAt = performance.now() + START_WITHIN_MS;
    while (!(await this.#isLeader())) {
      if (this.#process.exitCode !== null) throw new Error(`${COMMAND} ended with code ${this.#process.exitCode}`);
      if (performance.now() > giveUpAt) throw new Error(`${COMMAND} did not answer`);
      await sleep(100);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  async kill(): Promise<void> {
    const ending = this.#process;
    this.#process = undefined;
    process.removeListener('exit', this.#killAtExit);
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill('SIGKILL');
    await once(ending, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  readonly #killAtExit = () => this.#process?.kill('SIGKILL');

  /** Healthy comes before ready to write. */
  async #isLeader(): Promise<boolean> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port}/info`, { signal: AbortSignal.timeout(2_000) });
      return ((await answer.json()) as { state?: string }).state === 'leader';
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  listener.close();
  await once(listener, 'close');
  return port;
}
