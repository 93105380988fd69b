/** Dates and numbers as the reader writes them, in English. */
const LOCALE = typeof navigator !== 'undefined' && navigator.language.startsWith('en') ? navigator.language : 'en';

const numbers = new Intl.NumberFormat(LOCALE);
const exact = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'long' });
const shortDate = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
const lists = new Intl.ListFormat('en', { type: 'conjunction' });
const plurals = new Intl.PluralRules('en');

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const JUST_NOW_SECONDS = 10;
/** Older than this a date says more than a number of days. */
const DATE_AFTER_DAYS = 14;

export const number = (value: number) => numbers.format(value);
export const exactInstant = (at: string | Date) => exact.format(new Date(at));
export const dateOf = (at: string | Date) => shortDate.format(new Date(at));
export const dayOf = (at: string | Date) => day.format(new Date(at));
export const clockTime = (at: string | Date) => clock.format(new Date(at));
export const listOf = (items: readonly string[]) => lists.format(items);

/** "1 user", "2,000 users". */
export const count = (value: number, one: string, many = `${one}s`) =>
  `${number(value)} ${plurals.select(value) === 'one' ? one : many}`;

/** "3 minutes ago", "in 2 minutes", "just now"; a date when it is long ago. */
export function relativeTime(at: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(at) - nowMs) / 1_000);
  const size = Math.abs(seconds);
  if (size < JUST_NOW_SECONDS) return 'just now';
  if (size > DATE_AFTER_DAYS * 86_400) return dateOf(at);
  const [unit, unitSeconds] = UNITS.find(([, of]) => size >= of) ?? (['second', 1] as const);
  // Rounded to tens, seconds do not flicker.
  const value = unit === 'second' ? Math.trunc(seconds / 10) * 10 : Math.trunc(seconds / unitSeconds);
  return relative.format(value, unit);
}

/** "2 h 5 min", "4 min", "12 s": how long something has been so. */
export function duration(since: string, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(since)) / 1_000));
  if (seconds < 60) return '< 1 min';
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** "4:05" until a deadline. */
export function countdown(deadline: string, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(deadline) - nowMs) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
