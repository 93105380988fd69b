import { refuse } from '../../domain/refusal.ts';
import { invalid } from '../problem.ts';

/** The entity tag of something at a revision of its stream. */
export const etagOf = (revision: number): string => `"${revision}"`;

/**
 * The revision that `If-Match` asks for; `undefined` without the header, and for `*`.
 * @throws HttpProblem VALIDATION_FAILED for what can't be an entity tag; @throws Refusal STALE for one we never gave out.
 */
export function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const tag = /^\s*(?:W\/)?"([^"]*)"\s*$/.exec(ifMatch)?.[1];
  if (tag === undefined) throw invalid([{ pointer: '', message: 'If-Match must be one entity tag, as ETag gave it' }]);
  return /^\d{1,15}$/.test(tag) ? Number(tag) : refuse('STALE');
}
