/** Names under which Nest hands out parts that are no classes. */
export const CATALOGUE = Symbol('catalogue');
export const CREDENTIALS = Symbol('credentials');
export const ADMISSION = Symbol('admission');
