/** A named fact or intent with flat, JSON-serialisable data. */
export type Message<Type extends string, Data> = { type: Type; data: Data };

/**
 * The rules of one kind of stream. All three functions are synchronous and free of clock, chance and I/O: time and ids
 * arrive in the command.
 *
 * - `decide` answers the events that make the command true; `[]` when it already is; or throws a `Refusal`.
 * - `evolve` is total and never throws; it may update the state it is given in place, for its caller holds the only
 *   reference. A pool of ten thousand sessions must not be copied for each event.
 */
export type Decider<State, Command, Event> = {
  initial(): State;
  decide(command: Command, state: State): Event[];
  evolve(state: State, event: Event): State;
};

/** Makes a forgotten case of a union a compile error. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
}
