import type { Schemas } from '../../../api/client.ts';
import type { User, UsersFilter } from '../../../api/queries.ts';

type SeatType = User['seats'][number]['type'];
type Result = Schemas['ChangedSeats']['results'][number];

/** What somebody is to hold of a product: a type of seat, none, or whatever they have. */
export type Choice = SeatType | 'none' | 'keep';
export type Choices = Readonly<Record<string, Choice>>;

/** Whose seats: some people, or everybody whom a filter finds. */
export type Target = { users: readonly User[] } | { filter: UsersFilter; total: number };

export type Wanted = { product: string; type: SeatType | null };

/** What the target holds of a product today; `keep` when they differ, or when it is not known. */
export function present(target: Target, product: string): Choice {
  if (!('users' in target)) return 'keep';
  const held = new Set(target.users.map(({ seats }) => seats.find((seat) => seat.product === product)?.type ?? 'none'));
  return held.size === 1 ? [...held][0]! : 'keep';
}

/** The choices that would change something. */
export function wanted(target: Target, choices: Choices): Wanted[] {
  return Object.entries(choices).flatMap(([product, choice]) =>
    choice === 'keep' || choice === present(target, product)
      ? []
      : [{ product, type: choice === 'none' ? null : choice }],
  );
}

/** Whom a request names. */
export function named(target: Target): { userIds: string[] } | { filter: UsersFilter } {
  if ('users' in target) return { userIds: target.users.map(({ id }) => id) };
  const { sort: _order, ...filter } = target.filter;
  return { filter };
}

export const sizeOf = (target: Target) => ('users' in target ? target.users.length : target.total);

export type Summary = {
  changed: number;
  unchanged: number;
  endedSessions: number;
  /** How many were refused, by the code that says why. */
  refused: ReadonlyMap<string, number>;
};

/** What became, or would become, of everybody. */
export function summaryOf(results: readonly Result[]): Summary {
  const refused = new Map<string, number>();
  for (const { outcome, code } of results)
    if (isRefused(outcome)) refused.set(code ?? outcome, (refused.get(code ?? outcome) ?? 0) + 1);
  return {
    changed: results.filter(({ outcome }) => outcome === 'assigned' || outcome === 'removed').length,
    unchanged: results.filter(({ outcome }) => outcome === 'unchanged').length,
    endedSessions: results.reduce((sum, { endedSessions = [] }) => sum + endedSessions.length, 0),
    refused,
  };
}

export const isRefused = (outcome: Result['outcome']) =>
  outcome === 'refused' || outcome === 'failed' || outcome === 'not-tried';
