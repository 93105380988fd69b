/** Names under which Nest hands out parts that are no classes. */
export const ACCESS = Symbol('access');
export const CATALOGUE = Symbol('catalogue');
export const CREDENTIALS = Symbol('credentials');
export const LEASES = Symbol('leases');
export const PUBLIC_URL = Symbol('public-url');
