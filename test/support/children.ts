import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const SAYS_WITHIN_MS = 60_000;

/** A process of a test that says on its output, line by line, what it does. */
export class Child {
  readonly said: string[] = [];
  readonly #process: ChildProcess;
  #heard = () => {};

  /** @param script a TypeScript file that needs no decorators. */
  constructor(script: string, args: readonly string[], env: Record<string, string> = {}) {
    this.#process = spawn(process.execPath, ['--experimental-transform-types', '--no-warnings', script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', ...env },
    });
    createInterface({ input: this.#process.stdout! }).on('line', (line) => {
      this.said.push(line);
      this.#heard();
    });
  }

  /** Waits until it has said so many lines like that. */
  async says(line: string | RegExp, times = 1): Promise<void> {
    const { promise: tooLong, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`It never said ${line}: ${this.said.slice(-20)}`)), SAYS_WITHIN_MS);
    const isMeant = (one: string) => (typeof line === 'string' ? one === line : line.test(one));
    try {
      while (this.said.filter(isMeant).length < times) {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#heard = resolve;
        await Promise.race([promise, tooLong]);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Kills it, whatever it does, unless it has ended. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}
