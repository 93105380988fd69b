import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export type Direction = 'to-server' | 'to-client';

/**
 * A network that can lose one direction. Connections stay open meanwhile, and what was sent arrives once it is mended, as
 * TCP has it: also what a client sent that has long given up. Or it is cut: then there are no connections until it is mended.
 */
export class OneWayProxy {
  readonly #lanes = new Set<Lane>();
  readonly #lost = new Set<Direction>();
  #isCut = false;

  private constructor(
    readonly port: number,
    private readonly listener: Server,
    private readonly serverPort: number,
  ) {
    listener.on('connection', (client) => this.#join(client));
  }

  /** In front of a port of this machine. */
  static async start(serverPort: number): Promise<OneWayProxy> {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return new OneWayProxy((listener.address() as { port: number }).port, listener, serverPort);
  }

  lose(direction: Direction): void {
    this.#lost.add(direction);
  }

  cut(): void {
    this.#isCut = true;
    for (const lane of this.#lanes) lane.cut();
  }

  mend(): void {
    this.#isCut = false;
    this.#lost.clear();
    for (const lane of this.#lanes) lane.pass();
  }

  stop(): void {
    this.listener.close();
    this.cut();
  }

  #join(client: Socket): void {
    if (this.#isCut) return void client.destroy();
    const server = connect(this.serverPort, '127.0.0.1');
    this.#open(client, server, 'to-server');
    this.#open(server, client, 'to-client');
  }

  #open(from: Socket, to: Socket, direction: Direction): void {
    const lane = new Lane(from, to, () => this.#lost.has(direction));
    this.#lanes.add(lane);
    to.on('close', () => this.#lanes.delete(lane));
  }
}

/** One direction of a connection. */
class Lane {
  readonly #waiting: Buffer[] = [];
  #ended = false;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly isLost: () => boolean,
  ) {
    from.on('error', () => {});
    from.on('data', (bytes) => {
      this.#waiting.push(bytes);
      this.pass();
    });
    from.on('close', () => {
      this.#ended = true;
      this.pass();
    });
  }

  pass(): void {
    if (this.isLost()) return;
    for (const bytes of this.#waiting.splice(0)) if (this.to.writable) this.to.write(bytes);
    if (this.#ended) this.to.end();
  }

  cut(): void {
    this.from.destroy();
    this.to.destroy();
  }
}
