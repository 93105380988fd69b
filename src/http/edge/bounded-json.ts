import { type FieldError, invalid, pointerTo } from '../problem.ts';

/** No request of ours nests deeper than a few levels. What walks a value by recursion relies on this bound. */
const MAX_DEPTH = 32;
/** Names that reach into the prototype of an object: nothing of ours is called so, and libraries trip over them. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);
const NOT_OURS: FieldError = { pointer: '', message: 'is not a known field' };
/** Text without any of these names no field so, also not by an escape. */
const MAY_NAME_ONE = /__proto__|constructor|prototype|\\u/;

/**
 * Reads JSON that is neither too deep nor has fields of a reserved name. Only a text that could have either is walked.
 * @throws HttpProblem VALIDATION_FAILED
 */
export function parseBoundedJson(text: string): unknown {
  const value = parse(text);
  if (opensMany(text) || MAY_NAME_ONE.test(text)) {
    const fault = faultIn(value, 1);
    if (fault) throw invalid([fault]);
  }
  return value;
}

/** @throws HttpProblem VALIDATION_FAILED, with a pointer to each name that is reserved. */
export function refuseReserved(names: readonly string[]): void {
  const faults = names.filter((name) => RESERVED.has(name)).map((name) => ({ ...NOT_OURS, pointer: pointerTo(name) }));
  if (faults.length > 0) throw invalid(faults);
}

/** What the parser says about a text quotes it, and it may hold a password. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid([{ pointer: '', message: 'must be JSON' }]);
  }
}

/** Whether so many brackets open that some could be within one another too deep. */
function opensMany(text: string): boolean {
  let opened = 0;
  for (const bracket of '[{')
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1))
      if ((opened += 1) > MAX_DEPTH) return true;
  return false;
}

/** Where a value has a reserved name or goes too deep: the first such place, or `null`. */
function faultIn(value: unknown, depth: number): FieldError | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth > MAX_DEPTH) return { pointer: '', message: `must not be nested deeper than ${MAX_DEPTH} levels` };
  for (const name in value) {
    const fault = RESERVED.has(name) ? NOT_OURS : faultIn((value as Record<string, unknown>)[name], depth + 1);
    if (fault) return { ...fault, pointer: pointerTo(name) + fault.pointer };
  }
  return null;
}
