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

  private constructor(
    readonly response: Response,
    private readonly leaving: AbortController,
  ) {}

  static async open(url: string, headers: Record<string, string>): Promise<EventStream> {
    const leaving = new AbortController();
    const response = await fetch(url, { headers, signal: leaving.signal });
    const stream = new EventStream(response, leaving);
    if (response.ok) void stream.#read();
    return stream;
  }

  leave(): void {
    this.leaving.abort();
  }

  /** Waits until so many events were told. */
  async until(count: number): Promise<Told[]> {
    await eventually(() => this.told.length >= count);
    return this.told;
  }

  async #read(): Promise<void> {
    let text = '';
    try {
      for await (const chunk of this.response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const frames = text.split('\n\n');
        text = frames.pop()!;
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
