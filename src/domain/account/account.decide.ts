import { type Decider, type Message, unreachable } from '../decider.ts';
import { refuse } from '../refusal.ts';
import { type FieldError, fieldErrors, lineProblem, refuseInvalid, tidyLine } from '../validation.ts';
import {
  type Account,
  type AccountEvent,
  type AccountSettings,
  evolve,
  INACTIVE_AFTER_DAYS,
  initial,
} from './account.ts';

export type * from './account.ts';

export type AccountCommand =
  | Message<'OpenAccount', { name: string }>
  | Message<'ChangeBillingContact', { userId: string }>
  /** Only what is present changes; of `leaseSeconds` and `unjoinedMinutes` only the products named. */
  | Message<'ChangeAccountSettings', Partial<AccountSettings>>;

export const ACCOUNT_NAME_MAX_CHARACTERS = 128;
/** Shorter, and a client that stood still for a moment would lose its seat; longer than a day, and none would come free. */
export const LEASE_SECONDS = { min: 10, max: 86_400 };
/** Long enough to notice and to click; no longer, for whoever is behind waits as long. */
export const CLAIM_SECONDS = { min: 10, max: 120 };
export const UNJOINED_MINUTES = { min: 1, max: 1_440 };

export const account: Decider<Account, AccountCommand, AccountEvent> = { initial, decide, evolve };

export function decide(command: AccountCommand, state: Account): AccountEvent[] {
  switch (command.type) {
    case 'OpenAccount':
      return openAccount(command.data, state);
    case 'ChangeBillingContact':
      return changeBillingContact(command.data, state);
    case 'ChangeAccountSettings':
      return changeSettings(command.data, state);
    default:
      return unreachable(command);
  }
}

function openAccount({ name }: { name: string }, state: Account): AccountEvent[] {
  refuseInvalid(fieldErrors({ name: nameProblem(name) }));
  return state.opened ? [] : [{ type: 'AccountOpened', data: { name: tidyLine(name) } }];
}

function changeBillingContact({ userId }: { userId: string }, state: Account): AccountEvent[] {
  requireOpened(state);
  return state.billingContact === userId ? [] : [{ type: 'BillingContactChanged', data: { userId } }];
}

function changeSettings(wanted: Partial<AccountSettings>, state: Account): AccountEvent[] {
  requireOpened(state);
  validate(wanted);
  const changed = changedSettings(wanted, state);
  if (Object.keys(changed).length === 0) return [];
  return [{ type: 'AccountSettingsChanged', data: { ...changed, before: settingsBefore(changed, state) } }];
}

/** What the changed settings were; durations that only the catalogue set are not named. */
function settingsBefore(changed: Partial<AccountSettings>, state: Account): Partial<AccountSettings> {
  const set = (values: ByProduct = {}, current: ByProduct): ByProduct =>
    Object.fromEntries(
      Object.keys(values).flatMap((product) => (current[product] === undefined ? [] : [[product, current[product]]])),
    );
  return {
    ...(changed.name === undefined ? {} : { name: state.name }),
    ...(changed.inactiveAfterDays === undefined ? {} : { inactiveAfterDays: state.inactiveAfterDays }),
    ...(changed.claimSeconds === undefined ? {} : { claimSeconds: state.claimSeconds }),
    ...(changed.leaseSeconds === undefined ? {} : { leaseSeconds: set(changed.leaseSeconds, state.leaseSeconds) }),
    ...(changed.unjoinedMinutes === undefined
      ? {}
      : { unjoinedMinutes: set(changed.unjoinedMinutes, state.unjoinedMinutes) }),
  };
}

function changedSettings(wanted: Partial<AccountSettings>, state: Account): Partial<AccountSettings> {
  const name = wanted.name === undefined ? state.name : tidyLine(wanted.name);
  const inactiveAfterDays = wanted.inactiveAfterDays ?? state.inactiveAfterDays;
  const claimSeconds = wanted.claimSeconds ?? state.claimSeconds;
  const leaseSeconds = changedEntries(wanted.leaseSeconds, state.leaseSeconds);
  const unjoinedMinutes = changedEntries(wanted.unjoinedMinutes, state.unjoinedMinutes);
  return {
    ...(name === state.name ? {} : { name }),
    ...(inactiveAfterDays === state.inactiveAfterDays ? {} : { inactiveAfterDays }),
    ...(claimSeconds === state.claimSeconds ? {} : { claimSeconds }),
    ...(leaseSeconds === undefined ? {} : { leaseSeconds }),
    ...(unjoinedMinutes === undefined ? {} : { unjoinedMinutes }),
  };
}

type ByProduct = { [product: string]: number };

function changedEntries(wanted: ByProduct = {}, current: ByProduct): ByProduct | undefined {
  const changed = Object.entries(wanted).filter(([product, value]) => current[product] !== value);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

function requireOpened({ opened }: Account): void {
  if (!opened) refuse('NOT_FOUND', { detail: 'There is no such account.' });
}

function validate(wanted: Partial<AccountSettings>): void {
  const { name, inactiveAfterDays, leaseSeconds, unjoinedMinutes, claimSeconds } = wanted;
  refuseInvalid([
    ...fieldErrors({
      name: name === undefined ? undefined : nameProblem(name),
      inactiveAfterDays: inactiveAfterDays === undefined ? undefined : inactiveProblem(inactiveAfterDays),
      claimSeconds: claimSeconds === undefined ? undefined : rangeProblem(claimSeconds, CLAIM_SECONDS),
    }),
    ...rangeErrors('leaseSeconds', leaseSeconds, LEASE_SECONDS),
    ...rangeErrors('unjoinedMinutes', unjoinedMinutes, UNJOINED_MINUTES),
  ]);
}

type Range = { min: number; max: number };

function rangeErrors(field: string, values: ByProduct = {}, range: Range): FieldError[] {
  return Object.entries(values).flatMap(([product, value]) => {
    const message = rangeProblem(value, range);
    return message === undefined ? [] : [{ pointer: `/${field}/${product}`, message }];
  });
}

function rangeProblem(value: number, { min, max }: Range): string | undefined {
  const isFine = Number.isInteger(value) && value >= min && value <= max;
  return isFine ? undefined : `must be a whole number from ${min} to ${max}`;
}

const nameProblem = (name: string) => lineProblem(name, ACCOUNT_NAME_MAX_CHARACTERS);

function inactiveProblem(days: number): string | undefined {
  const choices: readonly number[] = INACTIVE_AFTER_DAYS;
  return choices.includes(days) ? undefined : `must be one of ${choices.join(', ')}`;
}
