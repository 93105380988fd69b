import pg from 'pg';
import { StoreUnavailable } from '../event-store/event-store.ts';

/** PostgreSQL does not answer at the moment. What was being written may be there or not. */
export class DatabaseUnavailable extends StoreUnavailable {
  override name = 'DatabaseUnavailable';
}

/**
 * What passes, by SQLSTATE or its class: connection lost, resources short, the server stopping or starting, a wait that was
 * cut short, a copy that may not be written to yet, a system fault. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING = /^(08|40|53|57|58|55P03|25006|25P03)/u;
/** Name, password or database: an operator has to mend these, perhaps while we wait. */
const REFUSED = /^(28|3D)/u;

/** Whether the server answered, and will not let us in as we are. */
export function isRefused(error: unknown): boolean {
  return error instanceof pg.DatabaseError && REFUSED.test(error.code ?? '');
}

/**
 * What the driver threw as what it means. The driver itself names its faults in words only, so everything that neither the
 * server said nor is a mistake in the code is taken for a connection that was lost.
 */
export function faultOf(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable) return error;
  if (error instanceof TypeError || error instanceof RangeError) return error;
  if (error instanceof pg.DatabaseError && !PASSING.test(error.code ?? '') && !isRefused(error)) return error;
  return new DatabaseUnavailable(`The database does not answer: ${wordsOf(error)}`, { cause: error });
}

/** A name with several addresses fails once an address, and says nothing above that. */
export function wordsOf(error: unknown): string {
  const { message, errors } = error as Partial<AggregateError>;
  return message || (errors?.length ? wordsOf(errors[0]) : String(error));
}
