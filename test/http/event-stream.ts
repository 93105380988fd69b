import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { eventually } from '../support/within.ts';
import type { World } from './harness.ts';

export type Told = { id: string | null; event: string; data: { position: string; [field: string]: unknown } };

/** The process as the network sees it. */
export async function listening(world: World): Promise<string> {
  await world.app.http.listen(0, '127.0.0.1');
  const { port } = world.app.http.getHttpServer().address() as { port: number };
  return `http://127.0.0.1:${port}`;
}

/** A client of server-sent events: what it was told so far, in order. */
export class EventStream {
  readonly told: Told[] = [];
  readonly comments: string[] = [];
  /** The id that a browser would send as Last-Event-ID. */
  lastEventId: string | null = null;
  retryMs: number | null = null;
  ended = false;

  private constructor(readonly response: IncomingMessage) {}

  static async open(url: string, headers: Record<string, string>): Promise<EventStream> {
    const [response] = (await once(get(url, { headers, agent: false }), 'response')) as [IncomingMessage];
    const stream = new EventStream(response);
    if (stream.status === 200) void stream.#read();
    return stream;
  }

  get status(): number {
    return this.response.statusCode!;
  }

  /** Of an answer that is no stream. */
  async problem(): Promise<unknown> {
    return JSON.parse(await text(this.response));
  }

  leave(): void {
    this.response.destroy();
  }

  /** Waits until so many events were told. */
  async until(count: number): Promise<Told[]> {
    await eventually(() => this.told.length >= count);
    return this.told;
  }

  async #read(): Promise<void> {
    let rest = '';
    try {
      for await (const chunk of this.response.setEncoding('utf8')) {
        const frames = (rest + chunk).split('\n\n');
        rest = frames.pop()!;
        for (const frame of frames) this.#take(frame);
      }
    } catch {
      // Cut off, or left.
    }
    this.ended = true;
  }

  #take(frame: string): void {
    const fields = new Map<string, string>();
    for (const line of frame.split('\n')) {
      const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
      if (name === '') this.comments.push(value);
      else fields.set(name, value);
    }
    if (fields.has('id')) this.lastEventId = fields.get('id')!;
    if (fields.has('retry')) this.retryMs = Number(fields.get('retry'));
    const data = fields.get('data');
    if (data !== undefined) {
      this.told.push({ id: fields.get('id') ?? null, event: fields.get('event') ?? '', data: JSON.parse(data) });
    }
  }
}
