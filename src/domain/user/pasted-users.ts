import { fieldErrors, refuseInvalid } from '../validation.ts';

/** People one pasted list may name. */
export const PASTED_USERS_MAX = 1_000;
/** Longer than any such list has to be. */
export const PASTED_TEXT_MAX_CHARACTERS = 500_000;

export type PastedUser = { line: number; email: string; firstName: string; lastName: string };

/** A semicolon at the end of a line belongs to the line's end. */
const SEPARATOR = /;[ \t]*\r?\n|;|\r?\n/;

/**
 * U4: `firstName lastName email@domain;…`, separated by semicolons or lines. The first word is the first name, the last one the
 * address; what is between them is the last name. Whether the three are any good is for the rules of users to say.
 * @throws Refusal VALIDATION_FAILED when there are too many.
 */
export function pastedUsers(text: string): PastedUser[] {
  const users = text.split(SEPARATOR).flatMap((entry, index) => {
    const words = entry.split(/\s+/u).filter((word) => word !== '');
    return words.length === 0 ? [] : [{ line: index + 1, ...named(words) }];
  });
  const problem = users.length > PASTED_USERS_MAX ? `must name at most ${PASTED_USERS_MAX} people` : undefined;
  refuseInvalid(fieldErrors({ text: problem }));
  return users;
}

function named(words: readonly string[]): Omit<PastedUser, 'line'> {
  const names = words.slice(0, -1);
  const email = words.at(-1)!.replace(/^<(.*)>$/u, '$1');
  return { firstName: names[0] ?? '', lastName: names.slice(1).join(' '), email };
}
