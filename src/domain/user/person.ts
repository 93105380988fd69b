import { lineProblem, tidyLine } from '../validation.ts';

/** U4. */
export const NAME_MAX_CHARACTERS = 32;
export const EMAIL_MAX_CHARACTERS = 128;

/** One `@`, something on both sides, a domain of dot-separated labels. Whether it exists, only a mail can tell. */
const EMAIL =
  /^[^\s@,;<>"()[\]\\\p{DI}\u2800]+@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*$/u;

/** Why the text can't be a first or last name, or `undefined` when it can. Any script and emoji are fine. */
export function nameProblem(name: string): string | undefined {
  return lineProblem(name, NAME_MAX_CHARACTERS);
}

/** Why the text can't be an e-mail address, or `undefined` when it can. */
export function emailProblem(email: string): string | undefined {
  const problem = lineProblem(email, EMAIL_MAX_CHARACTERS);
  if (problem !== undefined) return problem;
  return EMAIL.test(tidyLine(email)) ? undefined : 'must be an e-mail address';
}

/** U4: the form in which addresses are compared; they are kept and shown as their owners write them. */
export const emailKey = (email: string): string => tidyLine(email).toLowerCase();

/** What a person is called whose name is gone. */
export const ERASED_USER = 'Erased user';

export function fullName(firstName: string | null, lastName: string | null): string {
  return [firstName, lastName].filter(Boolean).join(' ') || ERASED_USER;
}
