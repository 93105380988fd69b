/** How streams are named: `<category>-<id>`, where the id of what an account has for a product is `<account>.<product>`. */

export const userStream = (userId: string): string => `user-${userId}`;
export const seatPoolStream = (account: string, product: string): string => `seatPool-${account}.${product}`;
export const seatDenialStream = (account: string, product: string): string => `seatDenial-${account}.${product}`;

/** What stands before the first hyphen, as EventStoreDB has it: `seatPool-acme.help-desk` → `seatPool`. */
export function categoryOf(stream: string): string {
  const hyphen = stream.indexOf('-');
  return hyphen < 0 ? stream : stream.slice(0, hyphen);
}

/** The part behind it: in `user-<userId>` the user. */
export function idOf({ stream }: { stream: string }): string {
  return stream.slice(stream.indexOf('-') + 1);
}

/** The product of an event in `<category>-<account>.<product>`. */
export function productOf(event: { stream: string; metadata: { account: string } }): string {
  const { account } = event.metadata;
  const id = idOf(event);
  if (!id.startsWith(`${account}.`)) throw new Error(`${event.stream} is not a stream of account ${account}`);
  return id.slice(account.length + 1);
}
