/**
 * The form in which text is searched and sorted, written beside the original: a database's own `lower()` may know ASCII only.
 * One language for all, or the same name would fold differently from one machine to the next.
 */
export function fold(text: string | null): string {
  return text === null ? '' : text.normalize('NFKC').toLocaleLowerCase('en');
}

/** Words a search may have; more only cost. */
const WORDS_MAX = 8;

/** The words of a search, each of which has to be found somewhere. */
export function searchWords(q: string | undefined): string[] {
  return fold(q ?? '')
    .split(/\s+/u)
    .filter(Boolean)
    .slice(0, WORDS_MAX);
}
