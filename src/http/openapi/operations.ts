import type { OpenAPIObject } from '@nestjs/swagger';
import { type Permission, permissionFor } from '../../auth/permissions.ts';
import { Problem, REFUSES, ref } from '../contract/answers.ts';
import type { Schema } from './dto-schema.ts';
import { EXAMPLES } from './examples.ts';
import { type ProblemCode, statusOf, titleOf } from '../problem.ts';
import { actor, instant, nullable, text, whole } from '../contract/schemas.ts';

type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema };
type Header = { description: string; schema: Schema };
type Response = { description: string; headers?: Record<string, Header>; content?: Record<string, { schema: Schema }> };
type Media = { schema: Schema; example?: unknown };
type Operation = {
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, Response>;
  description?: string;
  security?: Record<string, string[]>[];
  [REFUSES]?: ProblemCode[];
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const SIGNED_IN: Record<string, string[]>[] = [{ bearer: [] }, { cookie: [] }];

/** What a problem says beside its code, where a client can act upon it. */
const PROBLEM_FIELDS: { readonly [code in ProblemCode]?: { [field: string]: Schema } } = {
  ALL_SHARED_SEATS_IN_USE: {
    capacity: whole,
    inUse: whole,
    waiting: whole,
    retryAfterSeconds: whole,
    estimatedWaitSeconds: nullable(whole),
  },
  NO_SEAT_AVAILABLE: { capacity: whole, assigned: whole },
  CAPACITY_BELOW_ASSIGNED: { assigned: whole, requested: whole },
  TICKET_ENDED: { reason: text },
  SESSION_ENDED: { reason: text, endedBy: actor, endedAt: instant },
};

/** These come with `Retry-After`. */
const RETRIED: readonly ProblemCode[] = [
  'ALL_SHARED_SEATS_IN_USE',
  'TOO_MANY_REQUESTS',
  'OVERLOADED',
  'STORE_UNAVAILABLE',
];

const CORRELATION_ID: Header = {
  description:
    'The id that every event and log line of this request carries; your own `X-Correlation-Id` if you sent one.',
  schema: text,
};
const RETRY_AFTER: Header = { description: 'Seconds to wait before the next try.', schema: whole };
const ETAG: Header = { description: 'What to send as `If-Match` to change exactly this.', schema: text };
const REPLAYED: Header = {
  description: '`true` when this is the answer that an earlier request with the same `Idempotency-Key` got.',
  schema: { const: 'true' },
};

/**
 * Says of every call what follows from its kind: who may call it, what it may be refused for and with which fields, which
 * headers come and go. So no controller has to repeat it, and none can forget it.
 */
export function completeOperations(document: OpenAPIObject): void {
  const schemas = document.components!.schemas as Record<string, Schema>;
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = (item as Record<string, unknown>)[method] as Operation | undefined;
      if (!operation) continue;
      completeBody(operation, schemas);
      complete(operation, permissionFor(method.toUpperCase(), routeOf(path)) ?? 'public', path);
    }
  }
  delete schemas.EmptyBody;
}

/** `/v1/users/{id}` as the router has it. */
const routeOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

function complete(operation: Operation, permission: Permission, path: string): void {
  const { [REFUSES]: refuses = [], ...rest } = operation;
  delete operation[REFUSES];
  operation.description = needsOf(permission);
  operation.security = permission === 'public' ? [] : SIGNED_IN;
  operation.parameters = described(rest.parameters ?? []);
  for (const response of Object.values(operation.responses)) response.headers = { 'X-Correlation-Id': CORRELATION_ID };
  const kinds = path.startsWith('/v1/') ? codesOfKind(operation, permission) : (['VALIDATION_FAILED'] as const);
  Object.assign(operation.responses, refusals([...kinds, ...refuses]));
  addSuccessHeaders(operation);
}

function needsOf(permission: Permission): string {
  if (typeof permission === 'object')
    return `Needs ${permission.privileges.map((name) => `\`${name}\``).join(' and ')}.`;
  switch (permission) {
    case 'public':
      return 'For anybody: no sign-in is needed.';
    case 'signed-in':
      return 'For whoever is signed in; they see what is their own.';
    case 'person':
      return 'For people, about themselves; not for services.';
    case 'agent':
      return 'For people who work with products, and for services with `act-for-agents`.';
    case 'admin-center':
      return 'For roles with an Admin Center, and for services with one of its privileges; managers see their own groups.';
    case 'billing-contact':
      return 'For the billing contact.';
    case 'billing-contact-or-super-admin':
      return 'For the billing contact and Super Admins.';
  }
}

/** Header names in their usual letters, each once; ids of the path as they are checked. */
function described(parameters: readonly Parameter[]): Parameter[] {
  const byName = new Map<string, Parameter>();
  for (const parameter of parameters) {
    const key = `${parameter.in} ${parameter.name.toLowerCase()}`;
    const known = byName.get(key);
    if (!known || parameter.description) byName.set(key, parameter);
  }
  return [...byName.values()].map((parameter) =>
    parameter.in === 'path' ? { ...parameter, schema: { ...text, minLength: 1, maxLength: 64 } } : parameter,
  );
}

/** A body whose fields may all be left out may be left out itself; one without fields is not mentioned. */
function completeBody(operation: Operation, schemas: Record<string, Schema>): void {
  const { requestBody } = operation;
  const [media] = Object.values(requestBody?.content ?? {});
  if (!requestBody || !media) return;
  const name = String(media.schema.$ref).split('/').at(-1)!;
  if (name === 'EmptyBody') delete operation.requestBody;
  requestBody.required = (schemas[name] as { required: string[] }).required.length > 0;
  if (name in EXAMPLES) media.example = EXAMPLES[name];
}

function refusals(every: readonly ProblemCode[]): Record<string, Response> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(every)) {
    const status = statusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const responses = [...byStatus].map(([status, codes]) => [String(status), refusal(codes)] as const);
  return { ...Object.fromEntries(responses), default: refusal(['INTERNAL']) };
}

/** What every call with such parameters, such a body and such a permission may be refused for. */
function codesOfKind({ parameters = [], requestBody }: Operation, permission: Permission): ProblemCode[] {
  const has = (place: string, name?: string) =>
    parameters.some((parameter) => parameter.in === place && (name === undefined || parameter.name === name));
  return [
    'VALIDATION_FAILED',
    ...(permission === 'public' ? [] : (['UNAUTHENTICATED', 'FORBIDDEN'] as const)),
    ...(has('path') ? (['NOT_FOUND'] as const) : []),
    ...(requestBody ? (['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) : []),
    ...(has('header', 'Idempotency-Key') ? (['IDEMPOTENCY_KEY_REUSED'] as const) : []),
    ...(has('header', 'If-Match') ? (['STALE'] as const) : []),
    'OVERLOADED',
    'STORE_UNAVAILABLE',
  ];
}

function refusal(codes: readonly ProblemCode[]): Response {
  const fields = Object.assign({}, ...codes.map((code) => PROBLEM_FIELDS[code] ?? {})) as { [field: string]: Schema };
  const required = codes.length === 1 ? ['code', ...Object.keys(fields)] : ['code'];
  return {
    description: codes.map((code) => `\`${code}\`: ${titleOf(code)}`).join(' · '),
    headers: {
      'X-Correlation-Id': CORRELATION_ID,
      ...(codes.some((code) => RETRIED.includes(code)) ? { 'Retry-After': RETRY_AFTER } : {}),
    },
    content: {
      'application/problem+json': {
        schema: {
          allOf: [ref(Problem), { type: 'object', required, properties: { code: { enum: codes }, ...fields } }],
        },
      },
    },
  };
}

function addSuccessHeaders({ parameters = [], responses }: Operation): void {
  const names = new Set(parameters.map(({ name }) => name));
  for (const [status, response] of Object.entries(responses)) {
    if (!status.startsWith('2')) continue;
    if (names.has('Idempotency-Key')) response.headers = { ...response.headers, 'Idempotency-Replayed': REPLAYED };
    if (String(response.content?.['application/json']?.schema.$ref ?? '').endsWith('/User'))
      response.headers = { ...response.headers, ETag: ETAG };
  }
}
