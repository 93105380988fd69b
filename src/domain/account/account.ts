import { type Message, passOver, type Recorded } from '../decider.ts';

/** After how many days without a sign-in a user shows as *Inactive* (U1). */
export const INACTIVE_AFTER_DAYS = [30, 60, 90] as const;
export type InactiveAfterDays = (typeof INACTIVE_AFTER_DAYS)[number];

/** What an account may set. By product where products differ; the catalogue's defaults hold for those not named. */
export type AccountSettings = {
  name: string;
  inactiveAfterDays: InactiveAfterDays;
  leaseSeconds: { [product: string]: number };
  unjoinedMinutes: { [product: string]: number };
  /** Q2: how long a seat is held for the agent to whom it is offered. */
  claimSeconds: number;
};

export const DEFAULT_CLAIM_SECONDS = 30;

// Stored contract: names and fields below are on disk for ever. Add, never rename.
export type AccountEvent =
  | Message<'AccountOpened', { name: string }>
  | Message<'BillingContactChanged', { userId: string }>
  /** Only what changed; `leaseSeconds` and `unjoinedMinutes` name only the products that changed. */
  /** Only what changed; `before`: what it was, where it was set. Events that are older than that do not say. */
  | Message<'AccountSettingsChanged', Partial<AccountSettings> & { before?: Partial<AccountSettings> }>;

export type Account = AccountSettings & { opened: boolean; billingContact: string | null };

export function initial(): Account {
  return {
    opened: false,
    name: '',
    billingContact: null,
    inactiveAfterDays: 30,
    leaseSeconds: {},
    unjoinedMinutes: {},
    claimSeconds: DEFAULT_CLAIM_SECONDS,
  };
}

export function evolve(account: Account, event: Recorded<AccountEvent>): Account {
  switch (event.type) {
    case 'AccountOpened':
      return { ...account, opened: true, name: event.data.name };
    case 'BillingContactChanged':
      return { ...account, billingContact: event.data.userId };
    case 'AccountSettingsChanged':
      return changed(account, event.data);
    default:
      return passOver(account, event);
  }
}

function changed(
  account: Account,
  { before: _, ...settings }: Partial<AccountSettings> & { before?: unknown },
): Account {
  return {
    ...account,
    ...settings,
    leaseSeconds: { ...account.leaseSeconds, ...settings.leaseSeconds },
    unjoinedMinutes: { ...account.unjoinedMinutes, ...settings.unjoinedMinutes },
  };
}
