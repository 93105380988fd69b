import type { UsersFilter } from '../../api/queries.ts';

/** The categories of `GET /v1/users/filters`, and which parameter each one fills. */
export const PARAMETERS = {
  'User Type': 'userType',
  'User Groups': 'group',
  Seats: 'seat',
  Status: 'status',
} as const;
export type Category = keyof typeof PARAMETERS;
type Parameter = (typeof PARAMETERS)[Category];

export const isCategory = (name: string): name is Category => Object.hasOwn(PARAMETERS, name);

/** The filter that an address says. */
export function readFilter(params: URLSearchParams): UsersFilter {
  const filter: UsersFilter = {};
  for (const name of Object.values(PARAMETERS)) {
    const values = params.getAll(name);
    // What the address says may be anything: the server answers for what it can't be.
    if (values.length > 0) Object.assign(filter, { [name]: values });
  }
  for (const name of ['q', 'sort'] as const) {
    const value = params.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}

/** The address with one option of a category chosen in place of whatever was; '' takes the category out. */
export function withOption(params: URLSearchParams, category: Category, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(PARAMETERS[category]);
  if (value !== '') next.append(PARAMETERS[category], value);
  return next;
}

/** The address without one of several options. */
export function withoutOption(params: URLSearchParams, parameter: Parameter, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(parameter);
  for (const kept of params.getAll(parameter)) if (kept !== value) next.append(parameter, kept);
  return next;
}

/** The address of everybody. */
export function withoutFilters(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of [...Object.values(PARAMETERS), 'q']) next.delete(name);
  return next;
}

/** The same filter as a query string, for the CSV. */
export function exportPath(filter: UsersFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) for (const one of [value].flat()) query.append(name, String(one));
  return `/v1/users/export${query.size > 0 ? `?${query}` : ''}`;
}
