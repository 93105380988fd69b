import { refuse } from './refusal.ts';

export const SEAT_TYPES = ['named', 'concurrent'] as const;
export type SeatType = (typeof SEAT_TYPES)[number];
export const PLATFORMS = ['windows', 'mac', 'ios', 'android'] as const;
export type Platform = (typeof PLATFORMS)[number];
export const SESSION_MODES = ['attended', 'unattended'] as const;
export type SessionMode = (typeof SESSION_MODES)[number];

/** What an agent may use, and when it occupies a seat (O1). Durations are defaults that an account may change. */
export type Product = {
  id: string;
  name: string;
  occupiedFrom: 'session' | 'sign-in';
  /** L1: how long a session lives without a sign of life. */
  leaseSeconds: number;
  /** O3: a waiting session that nobody joins ends after this; `null` where sessions are sign-ins. */
  unjoinedMinutes: number | null;
};

export type Catalogue = ReadonlyMap<string, Product>;

const LEASE_SECONDS = 120;

export const DEFAULT_PRODUCTS: readonly Product[] = [
  {
    id: 'remote-support-v5',
    name: 'GoToAssist Remote Support v5',
    occupiedFrom: 'session',
    leaseSeconds: LEASE_SECONDS,
    unjoinedMinutes: 60,
  },
  {
    id: 'remote-support',
    name: 'GoToAssist Remote Support',
    occupiedFrom: 'sign-in',
    leaseSeconds: LEASE_SECONDS,
    unjoinedMinutes: null,
  },
  {
    id: 'service-desk',
    name: 'GoToAssist Service Desk',
    occupiedFrom: 'sign-in',
    leaseSeconds: LEASE_SECONDS,
    unjoinedMinutes: null,
  },
];

export function catalogue(products: readonly Product[] = DEFAULT_PRODUCTS): Catalogue {
  return new Map(products.map((product) => [product.id, product]));
}

/** @throws Refusal NOT_FOUND */
export function requireProduct(products: Catalogue, id: string): Product {
  return products.get(id) ?? refuse('NOT_FOUND', { detail: `There is no product "${id}".` });
}

/** The label of a seat type, e.g. `GoToAssist Remote Support v5 - Concurrent`. */
export function seatLabel(productName: string, seatType: SeatType): string {
  return `${productName} - ${seatType === 'named' ? 'Named' : 'Concurrent'}`;
}
