/** Names under which Nest hands out parts that are no classes. */
export const RIGHTS = Symbol('rights');
export const CATALOGUE = Symbol('catalogue');
export const CREDENTIALS = Symbol('credentials');
