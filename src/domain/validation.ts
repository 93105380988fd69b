import { refuse } from './refusal.ts';

/** What is wrong with one field, as `VALIDATION_FAILED` lists it. `pointer` is a JSON pointer into the command's data. */
export type FieldError = { pointer: string; message: string };

/** What forges lines in lists, logs and exports, or turns the text around it: controls, separators, bidi overrides, halves. */
export const CONTROL_CHARACTER = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** Something to see: no blank or filler, nothing that only joins or marks what stands beside it. */
export const VISIBLE_CHARACTER = /(?![\p{DI}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/** A line of text as it is kept: without blanks around it, and one code point sequence for one look. */
export const tidyLine = (text: string): string => text.trim().normalize('NFC');

/** Why a line of text can't stand, or `undefined` when it can. Counts code points: an emoji is one, any script is fine. */
export function lineProblem(text: string, maxCharacters: number): string | undefined {
  const line = tidyLine(text);
  if (line === '') return 'must not be empty';
  if (CONTROL_CHARACTER.test(line)) return 'must not contain control characters';
  if (!VISIBLE_CHARACTER.test(line)) return 'must hold something visible';
  if ([...line].length > maxCharacters) return `must be at most ${maxCharacters} characters`;
  return undefined;
}

/** The problems of several fields at once; fields that are absent or fine say nothing. */
export function fieldErrors(problems: { [field: string]: string | undefined }): FieldError[] {
  return Object.entries(problems).flatMap(([field, message]) =>
    message === undefined ? [] : [{ pointer: `/${field}`, message }],
  );
}

/** @throws Refusal VALIDATION_FAILED with all of them, when there are any. */
export function refuseInvalid(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const detail = errors.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`).join('; ');
  refuse('VALIDATION_FAILED', { detail, errors });
}
