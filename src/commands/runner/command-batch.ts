import type { Attribution, Decider, Recorded } from '../../domain/decider.ts';
import { refuse } from '../../domain/refusal.ts';
import type { DecidedEvent, EventLog } from '../../event-store/event-log.ts';
import type { NewEvent, Position, Revision } from '../../event-store/event-store.ts';
import { newId } from '../../common/ids.ts';
import type { CommandContext } from './command-context.ts';
import type { Resident } from './resident-states.ts';

/** What one flush may append, in events and in bytes: below every store's own limit, also when all of it has to be escaped. */
const MAX_EVENTS_A_FLUSH = 512;
const MAX_BYTES_A_FLUSH = 450_000;

export type AnyEvent = { type: string; data: object; by?: Attribution };

export type Outcome<Event, Value = undefined> = {
  /** Position of the last event written; where nothing had to change, of the stream's last event. */
  position: Position;
  revision: Revision;
  events: Event[];
  value: Value;
};

/** A command or a question in a stream's mailbox. */
export type Waiting<State, Command, Event> = {
  /** `undefined`: only a question. */
  command: Command | ((state: State) => Command) | undefined;
  context: CommandContext | undefined;
  select: ((state: State, events: Event[], revision: Revision) => unknown) | undefined;
  expectedRevision: Revision | undefined;
  /** The stream was read since this came in, or may be out of date for it: what is decided now is true. */
  isFresh: boolean;
  conflicts: number;
  resolve(outcome: Outcome<Event, unknown>): void;
  reject(error: unknown): void;
};

export type Decided<State, Command, Event> = {
  item: Waiting<State, Command, Event>;
  events: Event[];
  revision: Revision;
  value: unknown;
  refusal?: unknown;
};

/** What one append writes, whom it answers, and the chain's hash after it. */
export type Batch<State, Command, Event> = {
  decided: Decided<State, Command, Event>[];
  prepared: NewEvent[];
  hash: string;
};

/**
 * Takes commands from the mailbox, as many as one append may hold, and decides them in turn; the resident state evolves
 * with each. A refused command leaves no trace in the batch.
 */
export async function takeBatch<State, Command, Event extends AnyEvent>(
  log: EventLog,
  decider: Decider<State, Command, Event>,
  stream: string,
  mailbox: Waiting<State, Command, Event>[],
  resident: Resident<State>,
): Promise<Batch<State, Command, Event>> {
  const decided: Decided<State, Command, Event>[] = [];
  const prepared: NewEvent[] = [];
  const head = { revision: resident.revision, hash: resident.hash };
  let taken = 0;
  let bytes = 0;
  while (taken < mailbox.length && taken < MAX_EVENTS_A_FLUSH && bytes < MAX_BYTES_A_FLUSH) {
    const item = mailbox[taken]!;
    let events: Event[] = [];
    let value: unknown;
    let refusal: unknown;
    try {
      item.context?.requireCurrent?.();
      if (item.expectedRevision !== undefined && item.expectedRevision !== head.revision) refuse('STALE');
      events = eventsOf(decider, item, resident.state);
      if (prepared.length > 0 && prepared.length + events.length > MAX_EVENTS_A_FLUSH) break;
      const { context } = item;
      if (events.length > 0 && context) {
        const preparing = log.prepare(stream, events.map(identified), metadataOf(context), head);
        // A key is looked up after the decision and before the append, which fails if the person was erased in between.
        const fresh = preparing instanceof Promise ? await preparing : preparing;
        const freshBytes = fresh.reduce((sum, { text }) => sum + bytesIn(text), 0);
        if (prepared.length > 0 && bytes + freshBytes > MAX_BYTES_A_FLUSH) break;
        for (const event of fresh) prepared.push(event);
        bytes += freshBytes;
        head.revision += fresh.length;
        head.hash = fresh[fresh.length - 1]!.metadata.hash as string;
        evolve(decider, resident, events, context);
      }
    } catch (error) {
      refusal = error;
      events = [];
    }
    try {
      if (refusal === undefined) value = item.select?.(resident.state, events, head.revision);
    } catch (error) {
      // What was decided stands, whatever becomes of its answer.
      refusal =
        events.length === 0 ? error : new Error('It was done, but its answer could not be made', { cause: error });
    }
    taken += 1;
    decided.push({ item, events, revision: head.revision, value, refusal });
  }
  if (taken === mailbox.length) mailbox.length = 0;
  else mailbox.splice(0, taken);
  return { decided, prepared, hash: head.hash };
}

/** The last event's position belongs to the batch; a store's positions are in revision order, so it covers each command. */
export function outcomeOf<State, Command, Event>(
  { events, revision, value }: Decided<State, Command, Event>,
  resident: Resident<State>,
): Outcome<Event, unknown> {
  return { position: resident.position, revision, events, value };
}

/** What a written batch amounts to, as it will be read. */
export function* recordedOf<State, Command, Event extends AnyEvent>({
  decided,
}: Batch<State, Command, Event>): Generator<Recorded<Event>> {
  for (const { events, item } of decided) {
    for (const event of events) yield recorded(event, item.context!);
  }
}

function eventsOf<State, Command, Event>(
  decider: Decider<State, Command, Event>,
  { command }: Waiting<State, Command, Event>,
  state: State,
): Event[] {
  if (command === undefined) return [];
  return decider.decide(typeof command === 'function' ? (command as (state: State) => Command)(state) : command, state);
}

function evolve<State, Command, Event extends AnyEvent>(
  decider: Decider<State, Command, Event>,
  resident: Resident<State>,
  events: Event[],
  context: CommandContext,
): void {
  for (const event of events) resident.state = decider.evolve(resident.state, recorded(event, context));
}

function recorded<Event extends AnyEvent>(event: Event, context: CommandContext): Recorded<Event> {
  const { at: occurredAt, actor, commandId, correlationId } = context;
  const { by } = event;
  return {
    ...event,
    metadata: {
      occurredAt,
      actor: by?.actor ?? actor,
      commandId,
      $correlationId: by?.correlationId ?? correlationId,
    },
  };
}

function bytesIn({ data, metadata }: { data: string; metadata: string }): number {
  return Buffer.byteLength(data) + Buffer.byteLength(metadata);
}

function identified({ type, data, by }: AnyEvent): DecidedEvent {
  return by === undefined ? { id: newId(), type, data } : { id: newId(), type, data, by };
}

function metadataOf({ account, actor, onBehalfOf, commandId, correlationId, causationId, at }: CommandContext) {
  return {
    account,
    actor,
    onBehalfOf,
    occurredAt: at,
    commandId,
    $correlationId: correlationId,
    $causationId: causationId ?? commandId,
  };
}
