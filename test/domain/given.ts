import type { Decider, EventFacts, Recorded } from '../../src/domain/decider.ts';
import { Refusal, type RefusalCode } from '../../src/domain/refusal.ts';

/** Who and when, where a test doesn't say. */
export const FACTS: EventFacts = {
  occurredAt: '2026-01-05T09:00:00.000Z',
  actor: { kind: 'user', id: 'ada' },
  commandId: 'the-command',
  $correlationId: 'the-click',
};

/** The event as it reads once recorded; one that says who and when keeps that. */
export function recorded<Event extends object>(
  event: Event | Recorded<Event>,
  facts: EventFacts = FACTS,
): Recorded<Event> {
  return { metadata: facts, ...event } as Recorded<Event>;
}

export function fold<State, Event extends object>(
  decider: Decider<State, never, Event>,
  events: readonly (Event | Recorded<Event>)[],
  state: State = decider.initial(),
): State {
  return events.reduce((folded: State, event) => decider.evolve(folded, recorded(event)), state);
}

/** Sentences of a decider's tests: `given(…facts).when(command).then(…events)`. */
export function givenFor<State, Command, Event extends object>(decider: Decider<State, Command, Event>) {
  return (...facts: (Event | Recorded<Event>)[]) => ({
    when: (command: Command) => new Decision(decider, fold(decider, facts), command),
    /** The state after the facts. */
    state: () => fold(decider, facts),
  });
}

class Decision<State, Command, Event extends object> {
  constructor(
    private readonly decider: Decider<State, Command, Event>,
    private readonly state: State,
    private readonly command: Command,
  ) {}

  /** Exactly these events; and nothing more when the command comes again. */
  // biome-ignore lint/suspicious/noThenProperty: given, when, then are the words of these tests; nobody awaits a decision
  then(...expected: Event[]): void {
    expect(this.decider.decide(this.command, this.state)).toStrictEqual(expected);
    expect(this.decider.decide(this.command, fold(this.decider, expected, this.state))).toStrictEqual([]);
  }

  /** As `then`, for commands each of which is a fact of its own. */
  thenEachTime(...expected: Event[]): void {
    expect(this.decider.decide(this.command, this.state)).toStrictEqual(expected);
    expect(this.decider.decide(this.command, fold(this.decider, expected, this.state))).toStrictEqual(expected);
  }

  thenNothing(): void {
    expect(this.decider.decide(this.command, this.state)).toStrictEqual([]);
  }

  thenRefused(code: RefusalCode, details: object = {}): void {
    const refusal = this.refusal();
    expect(refusal.code).toBe(code);
    expect(refusal.details).toMatchObject(details);
  }

  refusal(): Refusal {
    try {
      this.decider.decide(this.command, this.state);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    throw new Error('The command was not refused.');
  }
}
