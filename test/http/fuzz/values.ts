import fc from 'fast-check';

/** Ids and the like come from earlier answers: a request names the kind and a number, and gets one that is known by then. */
export class Known {
  constructor(
    readonly kind: string,
    readonly index: number,
  ) {}
}

export type Schema = {
  $ref?: string;
  type?: string | [type: string, orNull: 'null'];
  enum?: unknown[];
  format?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  maxItems?: number;
};

const MAX_INDEX = 40;
const SOON_OVER: ReadonlySet<string> = new Set(['sessions', 'passwords', 'tokens']);
const MAX_ITEMS = 4;
/** Of so many values one is not what the document asks for. */
const VALID_TO_HOSTILE = 30;

export const known = (kind: string): fc.Arbitrary<Known> => fc.nat(MAX_INDEX).map((index) => new Known(kind, index));
/** What is soon over is mostly asked about while it is new. */
const newest = (kind: string): fc.Arbitrary<Known> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(new Known(kind, 0)) }, { weight: 1, arbitrary: known(kind) });
/** An id of a kind, for a path or a field. */
export const idOf = (kind: string): fc.Arbitrary<Known> => (SOON_OVER.has(kind) ? newest(kind) : known(kind));

const PRODUCTS = fc.constantFrom('remote-support-v5', 'remote-support-v5', 'remote-support', 'service-desk');
const INSTANTS = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const WORDS = fc.constantFrom(
  'Ada',
  'Bo',
  'Night shift',
  'Ünal',
  '李',
  '👩‍👩‍👧',
  'O’Neil',
  "x' or 1=1 --",
  '%',
  '_',
  '<b>',
);
const EMAILS = fc.nat(500).map((n) => (n % 10 === 0 ? 'ada@example.com' : `person${n}@example.com`));

/** What a string of this name is about, where its schema says no more than that it is one. */
const BY_NAME: Record<string, fc.Arbitrary<unknown>> = {
  product: PRODUCTS,
  agentId: idOf('users'),
  userId: idOf('users'),
  subject: idOf('users'),
  actor: idOf('users'),
  sessionId: idOf('sessions'),
  sessionIds: idOf('sessions'),
  userIds: idOf('users'),
  groupIds: idOf('groups'),
  managedGroupIds: idOf('groups'),
  group: idOf('groups'),
  email: EMAILS,
  after: idOf('positions'),
  cursor: idOf('cursors'),
  seat: fc.tuple(PRODUCTS, fc.constantFrom('named', 'concurrent')).map((parts) => parts.join(':')),
  sort: fc.constantFrom('name', '-name', 'email', 'startedAt', '-startedAt,name', 'addedAt', 'role,-email'),
  password: fc.constantFrom('correct horse battery', 'another long password'),
  currentPassword: idOf('passwords'),
  token: fc.oneof(idOf('tokens'), fc.string()),
  client_id: known('service-accounts'),
  client_secret: idOf('secrets'),
  leaseSeconds: fc.dictionary(PRODUCTS, fc.integer({ min: 0, max: 100_000 }), { maxKeys: 2 }),
  unjoinedMinutes: fc.dictionary(PRODUCTS, fc.integer({ min: 0, max: 2_000 }), { maxKeys: 2 }),
};

export const HOSTILE_TEXT = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\0',
      '\u200b',
      '\u3164',
      '\u2800',
      '\u0301',
      '\ud800',
      '\udfff',
      '\u202e',
      '\ufeff',
      '\ufffd',
      '\n',
      '\r\n',
    ],
    ...['x'.repeat(33), 'x'.repeat(129), 'x'.repeat(5_000), '../..', '%00', '{{7*7}}', '-1', 'NaN', '1e999', '0x10'],
    ...['constructor', '__proto__', 'toString', 'null', 'undefined', 'true', "'; drop table app_user; --", 'a\u0000b'],
    ...['2026-02-30T00:00:00Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '2026-01-01', '99999999999999999999'],
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  HOSTILE_TEXT,
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    -0,
    1.5,
    1e300,
    -1e300,
    2 ** 31,
    2 ** 53,
    2 ** 63,
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom<unknown>({ constructor: 1 }, { prototype: {} }, { toString: 'x' }, { length: 1e9 }, { toJSON: 1 }),
  fc.constantFrom('{"__proto__": {"role": "super-admin"}}', '{"then": {}}').map((text) => JSON.parse(text) as unknown),
  fc.integer({ min: 2, max: 60 }).map((depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Once in so many times; else nothing. */
export const rarely = <Value>(arbitrary: fc.Arbitrary<Value>, oneIn: number): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

export type Resolve = (schema: Schema) => Schema;

/** Values of a schema, now and then one that it does not allow. */
export function valuesOf(schema: Schema, name: string, resolve: Resolve): fc.Arbitrary<unknown> {
  const valid = validOf(resolve(schema), name, resolve);
  return fc.oneof({ weight: VALID_TO_HOSTILE, arbitrary: valid }, { weight: 1, arbitrary: HOSTILE });
}

function validOf(schema: Schema, name: string, resolve: Resolve): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type)) {
    const value = validOf({ ...schema, type: schema.type[0] }, name, resolve);
    return fc.oneof({ weight: 10, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
  }
  if (schema.type === 'array')
    return fc.array(valuesOf(schema.items ?? {}, name, resolve), { minLength: 1, maxLength: MAX_ITEMS });
  if (name in BY_NAME) return BY_NAME[name]!;
  if (schema.type === 'object') return objectOf(schema, resolve);
  if (schema.type === 'integer' || schema.type === 'number') return wholeNumber(schema);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.format === 'date-time') return INSTANTS;
  return WORDS;
}

/** Small numbers most of the time: a pool of ten thousand seats is never full. */
function wholeNumber({ minimum = 0, maximum = 1_000 }: Schema): fc.Arbitrary<number> {
  const small = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 10) });
  return fc.oneof(
    { weight: 4, arbitrary: small },
    { weight: 1, arbitrary: fc.integer({ min: minimum, max: maximum }) },
  );
}

function objectOf({ properties = {}, required = [] }: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const value = valuesOf(schema, name, resolve);
    // `freq` is how seldom it is left out.
    return fc
      .option(value, { nil: undefined, freq: required.includes(name) ? 60 : 2 })
      .map((given) => [name, given] as const);
  });
  const odd = rarely(fc.tuple(fc.oneof(fc.constant('extra'), HOSTILE_TEXT), HOSTILE), 40);
  return fc.tuple(odd, ...fields).map(([extra, ...entries]) => {
    const present = entries.filter(([, value]) => value !== undefined);
    return Object.fromEntries(extra === undefined ? present : [...present, extra]);
  });
}
