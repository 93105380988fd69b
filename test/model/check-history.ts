import { type Operation, ReferenceAllocator } from './reference-allocator.ts';

/** One operation as its client saw it. `called` and `answered` are ticks of one counter that all clients share. */
export type Observed = {
  operation: Operation;
  called: number;
  answered: number;
  answer: string;
  /** Where the log has it; `null` when it wrote nothing. */
  revision: number | null;
};

/**
 * Checks that a concurrent history could have happened one operation at a time (linearizability): what was written, in the
 * order of the log; what wrote nothing, at some moment between its call and its answer. Exact, since an operation that
 * wrote nothing changes nothing: placing each as early as it fits never spoils a place for another.
 *
 * @returns the first contradiction, or `null`
 */
export function contradictionIn(history: readonly Observed[]): string | null {
  const written = history.filter(({ revision }) => revision !== null).sort((a, b) => a.revision! - b.revision!);
  const disorder = outOfOrder(written);
  if (disorder) return disorder;

  const reference = new ReferenceAllocator();
  const quiet = windowsOf(history, written);
  let next = 0;
  let unplaced: Window[] = [];
  for (let done = 0; done <= written.length; done += 1) {
    while (next < quiet.length && quiet[next]!.from <= done) unplaced.push(quiet[next++]!);
    unplaced = stillUnplaced(unplaced, reference);
    const late = unplaced.find(({ to }) => to <= done);
    if (late)
      return `No moment explains ${describe(late.observed)}: ${JSON.stringify([...reference.open.values()])} hold seats of ${JSON.stringify(reference.capacity)}`;
    const event = written[done];
    const expected = event && reference.apply(event.operation);
    if (event && expected !== event.answer) return `The reference answers "${expected}" to ${describe(event)}`;
  }
  return null;
}

/** An operation that wrote nothing, and between how many and how many writes it may be placed. */
type Window = { observed: Observed; from: number; to: number };

/** The log must not place an operation before one that had been answered when it was called. */
function outOfOrder(written: readonly Observed[]): string | null {
  let earliestAnswerBehind = Number.POSITIVE_INFINITY;
  for (const event of [...written].reverse()) {
    if (earliestAnswerBehind < event.called) return `The log has ${describe(event)} before one answered earlier`;
    earliestAnswerBehind = Math.min(earliestAnswerBehind, event.answered);
  }
  return null;
}

function windowsOf(history: readonly Observed[], written: readonly Observed[]): Window[] {
  const byAnswer = written.map(({ answered }, index) => ({ at: answered, index })).sort((a, b) => a.at - b.at);
  const byCall = written.map(({ called }, index) => ({ at: called, index })).sort((a, b) => a.at - b.at);
  const lastUpTo = runningExtreme(byAnswer, Math.max);
  const firstFrom = runningExtreme([...byCall].reverse(), Math.min).reverse();
  return history
    .filter(({ revision }) => revision === null)
    .map((observed) => {
      const answeredBefore = countBelow(byAnswer, observed.called);
      const calledBefore = countBelow(byCall, observed.answered);
      return {
        observed,
        from: answeredBefore === 0 ? 0 : lastUpTo[answeredBefore - 1]! + 1,
        to: calledBefore === byCall.length ? written.length : firstFrom[calledBefore]!,
      };
    })
    .sort((a, b) => a.from - b.from || a.observed.answered - b.observed.answered);
}

/** Places what fits here, in order of answers: one called after another's answer may not stand before it. */
function stillUnplaced(windows: readonly Window[], reference: ReferenceAllocator): Window[] {
  let earliestAnswer = Number.POSITIVE_INFINITY;
  return windows.filter(({ observed }) => {
    const fits = observed.called < earliestAnswer && wouldAnswer(reference, observed.operation) === observed.answer;
    if (!fits) earliestAnswer = Math.min(earliestAnswer, observed.answered);
    return !fits;
  });
}

/** Asks without changing: what would change something is no explanation for an operation that wrote nothing. */
function wouldAnswer(reference: ReferenceAllocator, operation: Operation): string {
  if (operation.op === 'end') return reference.open.has(operation.session) ? 'ended 1' : 'nothing';
  const copy = new ReferenceAllocator();
  copy.capacity = reference.capacity;
  for (const [agent, type] of reference.seats) copy.seats.set(agent, type);
  for (const [session, agent] of reference.open) copy.open.set(session, agent);
  if (operation.op === 'start' && reference.known.has(operation.session)) copy.known.add(operation.session);
  return copy.apply(operation);
}

type Timed = { at: number; index: number };

function runningExtreme(timed: readonly Timed[], extreme: (a: number, b: number) => number): number[] {
  let sofar: number | undefined;
  return timed.map(({ index }) => {
    sofar = sofar === undefined ? index : extreme(sofar, index);
    return sofar;
  });
}

function countBelow(timed: readonly Timed[], at: number): number {
  let [low, high] = [0, timed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timed[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function describe({ operation, answer, revision, called, answered }: Observed): string {
  return `${JSON.stringify(operation)} → "${answer}" (revision ${revision}, ticks ${called}–${answered})`;
}
