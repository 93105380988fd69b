import fc from 'fast-check';
import { HOSTILE_TEXT, idOf, Known, known, rarely, type Schema, valuesOf } from './values.ts';

export type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
export type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** Text with blanks for what only earlier answers can tell. */
export type Template = readonly (string | Known)[];

/** A request as it was thought up; the same for the same seed, whatever ids the run gives out. */
export type Idea = {
  operation: string;
  method: string;
  path: Template;
  query: readonly { name: string; value: unknown; raw?: true }[];
  headers: Readonly<Record<string, string | Known>>;
  body?: { json: unknown } | { bytes: Uint8Array } | { form: unknown };
  /** Which of the callers sends it. */
  caller: number;
};

/** Every other request is the first caller's, who may do most. */
const CALLER = fc.oneof(fc.constant(0), fc.nat(63));
const ID_KINDS: Record<string, string> = {
  users: 'users',
  groups: 'groups',
  sessions: 'sessions',
  'service-accounts': 'service-accounts',
};

/** Requests over everything that the served document describes, and some over what it does not. */
export function ideas(document: Document): fc.Arbitrary<Idea> {
  const all = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ideasOf(document, method.toUpperCase(), path, operation)),
  );
  const strayPaths = fc.constantFrom(
    '/nothing',
    '/v1',
    '/v1/',
    '/v2/users',
    '/v1/users/',
    '//v1/users',
    '/v1/nothing/%2e%2e',
    '/%',
  );
  const stray = fc.record({ method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'), path: strayPaths });
  return fc.oneof(
    { weight: 40, arbitrary: fc.oneof(...all) },
    {
      weight: 1,
      arbitrary: fc.tuple(stray, CALLER).map(([{ method, path }, caller]): Idea => {
        return { operation: 'stray', method, path: [path], query: [], headers: {}, caller };
      }),
    },
  );
}

function ideasOf(document: Document, method: string, path: string, operation: Operation): fc.Arbitrary<Idea> {
  const resolve = (schema: Schema): Schema =>
    schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!]! : schema;
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  return fc.record({
    operation: fc.constant(`${method} ${path}`),
    method: fc.constant(method),
    path: pathOf(path),
    query: queryOf(parameters, resolve),
    headers: headersOf(operation),
    caller: CALLER,
    body: bodyOf(operation, resolve),
  }) as fc.Arbitrary<Idea>;
}

function pathOf(path: string): fc.Arbitrary<Template> {
  const kind = ID_KINDS[path.split('/')[2] ?? ''] ?? 'users';
  const parts = path.split(/(\{[^}]+\})/).map((part): fc.Arbitrary<string | Known> => {
    if (!part.startsWith('{')) return fc.constant(part);
    const right = part === '{product}' ? fc.constantFrom('remote-support-v5', 'service-desk') : idOf(kind);
    const wrong = fc.oneof(
      HOSTILE_TEXT.map((text) => encodeURIComponent(text.toWellFormed())),
      fc.constantFrom('%', '%FF', '%c0%80', '%00', '.', '..%2f', 'x'.repeat(300)),
    );
    return fc.oneof({ weight: 15, arbitrary: right }, { weight: 1, arbitrary: wrong });
  });
  return fc.tuple(...parts);
}

function queryOf(parameters: readonly Parameter[], resolve: (schema: Schema) => Schema): fc.Arbitrary<Idea['query']> {
  const each = parameters.map(({ name, schema }) => {
    return rarely(
      valuesOf(schema, name, resolve).map((value) => ({ name, value })),
      3,
    );
  });
  const raw = fc.constantFrom(
    'limit=1&limit=2',
    '%',
    'q=%FF',
    '%FF=1',
    'after=&',
    '&&&',
    '__proto__=1',
    'a[b]=c',
    'constructor',
  );
  const odd = fc.oneof(
    fc.tuple(HOSTILE_TEXT, HOSTILE_TEXT).map(([name, value]) => ({ name, value })),
    raw.map((value) => ({ name: '', value, raw: true as const })),
  );
  return fc
    .tuple(fc.option(odd, { nil: undefined, freq: 25 }), ...each)
    .map((pairs) => pairs.filter((pair) => pair !== undefined));
}

function headersOf({ parameters = [] }: Operation): fc.Arbitrary<Idea['headers']> {
  const takes = (name: string) => parameters.some((parameter) => parameter.in === 'header' && parameter.name === name);
  const headerText = fc
    .string({ unit: 'binary-ascii', maxLength: 300 })
    .map((text) => text.replace(/[^\x20-\x7e]/g, '~'));
  const keys = fc.oneof(
    fc.nat(200).map((n) => `key-${n}`),
    fc.uuid(),
    headerText,
  );
  const tags = fc.oneof(
    known('etags'),
    fc.constantFrom('*', '"0"', 'W/"1"', '"999999999999999999"', '"', ''),
    headerText,
  );
  return fc
    .record({
      'idempotency-key': rarely<string | Known>(keys, takes('Idempotency-Key') ? 3 : 30),
      'if-match': rarely<string | Known>(tags, takes('If-Match') ? 2 : 30),
      'x-correlation-id': rarely<string | Known>(headerText, 20),
      accept: rarely<string | Known>(fc.constantFrom('*/*', 'text/html', 'application/xml', ''), 10),
      cookie: rarely<string | Known>(headerText, 30),
      'x-forwarded-for': fc.oneof(
        { weight: 20, arbitrary: fc.nat(255).map((n) => `10.0.0.${n}`) },
        { weight: 1, arbitrary: headerText },
      ),
    })
    .map((headers) =>
      Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
    ) as fc.Arbitrary<Idea['headers']>;
}

function bodyOf({ requestBody }: Operation, resolve: (schema: Schema) => Schema): fc.Arbitrary<Idea['body']> {
  const [contentType, { schema }] = Object.entries(requestBody?.content ?? {})[0] ?? [undefined, { schema: {} }];
  const broken = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom('{', '{"a":', '[[[[', 'null', '"', '{"a":1}}', '{"email":"\\ud800"}', '\ufeff{}')
      .map((text) => Buffer.from(text)),
    fc.integer({ min: 30, max: 20_000 }).map((depth) => Buffer.from(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`)),
  );
  const bytes = broken.map((given) => ({ bytes: given }));
  if (contentType === undefined)
    return fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: bytes });
  const value = valuesOf(schema, '', resolve);
  const right = contentType.includes('form') ? value.map((form) => ({ form })) : value.map((json) => ({ json }));
  return fc.oneof({ weight: 20, arbitrary: right }, { weight: 1, arbitrary: bytes });
}
