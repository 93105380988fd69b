/** A named fact or intent with flat, JSON-serialisable data. */
export type Message<Type extends string, Data> = { type: Type; data: Data };

/** The data of a message that says everything by its name. */
export type NoData = Record<string, never>;

export type Actor = { kind: 'user' | 'service' | 'system'; id: string };

/** What an aggregate may know of a recorded event beyond its data. `occurredAt` is an ISO-8601 instant in UTC. */
export type EventFacts = { occurredAt: string; actor: Actor; commandId: string; $correlationId: string };

/**
 * A3: whose doing an event is, where that is not simply whoever sent the command. What is absent is as the command says.
 * `onBehalfOf` says nothing where it names the actor.
 */
export type Attribution = { actor?: Actor; onBehalfOf?: string; correlationId?: string; causationId?: string };

/** An event as it is decided; who and when come from the command, but for what `by` says. */
export type Decided<Event> = Event & { by?: Attribution };

export type Recorded<Event> = Event & { metadata: EventFacts };

/**
 * The rules of one kind of stream. All three functions are synchronous and free of clock, chance and I/O: time and ids
 * arrive in the command.
 *
 * - `decide` answers the events that make the command true; `[]` when it already is; or throws a `Refusal`. The runner
 *   adds who and when before anything evolves.
 * - `evolve` is total and never throws; it may update the state it is given in place, for its caller holds the only
 *   reference. A pool of ten thousand sessions must not be copied for each event.
 */
export type Decider<State, Command, Event> = {
  initial(): State;
  decide(command: Command, state: State): Decided<Event>[];
  evolve(state: State, event: Recorded<Event>): State;
};

/** Makes a forgotten case of a union a compile error. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}

/** `evolve`'s counterpart of `unreachable`: a forgotten event does not compile, yet a newer build's fact is passed over. */
export function passOver<State>(state: State, _newerFact: never): State {
  return state;
}

/** Lifts the data of one schema version to the next. Pure; older data is plain JSON. */
export type Upcast = (data: Record<string, unknown>) => Record<string, unknown>;

/** By event type, then by the schema version an upcast starts from: 1, 2, … without gaps. */
export type Upcasts = { readonly [type: string]: { readonly [fromSchema: number]: Upcast } };
