import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** What a frozen server looks like from outside: it takes connections, and never says a word. */
export class Frozen {
  readonly #sockets = new Set<Socket>();

  private constructor(
    readonly port: number,
    private readonly listener: Server,
  ) {
    listener.on('connection', (socket) => this.#sockets.add(socket.on('error', () => {})));
  }

  static async start(): Promise<Frozen> {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return new Frozen((listener.address() as { port: number }).port, listener);
  }

  /** How many have come. */
  get connections(): number {
    return this.#sockets.size;
  }

  stop(): void {
    this.listener.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
