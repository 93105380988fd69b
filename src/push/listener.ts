import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Scope } from '../../projections/people.ts';
import type { RecordedEvent } from '../event-store/event-log.ts';
import type { Position } from '../event-store/event-store.ts';
import type { Audience, Message } from './audiences.ts';

/** Between two signs of life: shorter than the silence after which proxies give a connection up. */
const HEARTBEAT_MS = 15_000;
/** What waits to be taken by one client. One that lets more pile up is cut off, and resumes where it was. */
const WAITING_BYTES_MAX = 256 * 1_024;
/** While it catches up, a client that takes nothing for so long is cut off. */
const TAKES_WITHIN_MS = 20_000;
/** What a client waits before it connects again. */
const RETRY_MS = 2_000;
const NO_GROUPS: ReadonlySet<string> = new Set();

export type ListenerOptions = { account: string; scope: Scope; audience: Audience; after: Position };

/** One answer that goes on: server-sent events whose ids are positions. */
export class Listener {
  readonly account: string;
  readonly scope: Scope;
  readonly audience: Audience;
  #position: Position;
  readonly #out: Writable;
  readonly #beating: NodeJS.Timeout;
  readonly #closed = new AbortController();

  constructor(out: Writable, { account, scope, audience, after }: ListenerOptions) {
    this.account = account;
    this.scope = scope;
    this.audience = audience;
    this.#position = after;
    this.#out = out;
    this.#beating = setInterval(() => this.#write(': still here\n\n'), HEARTBEAT_MS).unref();
    out.on('error', () => this.close());
    out.once('close', () => this.close());
    // An id of its own, so that a client which is cut off before the first event resumes from here.
    this.#write(`retry: ${RETRY_MS}\nid: ${after}\n\n`);
  }

  /** Up to where everything was sent that there was to send. */
  get position(): Position {
    return this.#position;
  }

  /** Aborts when the answer is over, whoever ended it. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /**
   * Sends what an event says to this listener, unless that was sent already.
   * @param groups of whoever the event is about.
   */
  tell(event: RecordedEvent, groups: ReadonlySet<string> = NO_GROUPS): void {
    if (event.position <= this.#position) return;
    this.#position = event.position;
    const heard = messagesOf(this.audience, event).filter(({ about }) => this.#hearsOf(about, groups));
    if (heard.length > 0) this.#write(this.scope === 'all' ? allFrames(this.audience, event) : frames(event, heard));
  }

  /** Nothing up to here was for this listener. */
  passed(position: Position): void {
    this.#position = Math.max(this.#position, position);
  }

  /** Resolves when the client has taken what was sent; one that takes nothing is cut off. */
  async drained(): Promise<void> {
    if (!this.#out.writableNeedDrain) return;
    const giveUp = AbortSignal.any([this.closed, AbortSignal.timeout(TAKES_WITHIN_MS)]);
    await once(this.#out, 'drain', { signal: giveUp }).catch(() => this.#cutOff());
  }

  /** Ends the answer. The client may connect again and resume. */
  close(): void {
    if (this.closed.aborted) return;
    clearInterval(this.#beating);
    this.#closed.abort();
    this.#out.end();
  }

  #hearsOf(about: Message['about'], groups: ReadonlySet<string>): boolean {
    if (this.scope === 'all' || about === 'all') return true;
    return this.scope.groupIds.some((id) => (about === 'person' ? groups.has(id) : about.groupId === id));
  }

  #write(text: string): void {
    if (this.closed.aborted) return;
    this.#out.write(text);
    if (this.#out.writableLength > WAITING_BYTES_MAX) this.#cutOff();
  }

  /** Without waiting for what the client has not taken. */
  #cutOff(): void {
    this.close();
    this.#out.destroy();
  }
}

type Told = { messages: readonly Message[]; frames?: string };
/** What events said to an audience, for as long as the event is at hand: many listeners are told the same. */
const told = new WeakMap<Audience, WeakMap<RecordedEvent, Told>>();

function toldOf(audience: Audience, event: RecordedEvent): Told {
  const events = told.get(audience) ?? new WeakMap<RecordedEvent, Told>();
  told.set(audience, events);
  const known = events.get(event) ?? { messages: audience.messages(event) };
  events.set(event, known);
  return known;
}

const messagesOf = (audience: Audience, event: RecordedEvent): readonly Message[] => toldOf(audience, event).messages;

function allFrames(audience: Audience, event: RecordedEvent): string {
  const known = toldOf(audience, event);
  known.frames ??= frames(event, known.messages);
  return known.frames;
}

/** Only the last message has the event's id: a client cut off before it hears the event anew. */
function frames({ position }: RecordedEvent, messages: readonly Message[]): string {
  const bodies = messages.map(({ name, data }) => `event: ${name}\ndata: ${JSON.stringify(data)}\n`);
  return `${bodies
    .slice(0, -1)
    .map((body) => `${body}\n`)
    .join('')}id: ${position}\n${bodies.at(-1)}\n`;
}
