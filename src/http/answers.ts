import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Schema } from './dto-schema.ts';

/*
 * What the API answers, as JSON Schema: said once, served in the OpenAPI document, and checked against every answer in the
 * tests. Objects are closed: a field that is not here is not sent.
 */

const text: Schema = { type: 'string' };
const whole: Schema = { type: 'integer', minimum: 0 };
const flag: Schema = { type: 'boolean' };
const instant: Schema = { type: 'string', format: 'date-time' };
const position: Schema = {
  type: 'string',
  pattern: '^[0-9]+$',
  description: 'A place in the store. Pass it on as `after`.',
};
const seatType: Schema = { enum: ['named', 'concurrent'] };
const phase: Schema = { enum: ['waiting', 'connected', 'signed-in'] };
const mode: Schema = { enum: ['attended', 'unattended', null] };
const platform: Schema = { enum: ['windows', 'mac', 'ios', 'android', null] };
const role: Schema = { enum: ['member', 'manager', 'admin', 'super-admin', 'auditor'] };
const status: Schema = { enum: ['invited', 'active', 'inactive', 'suspended'] };

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** A closed object; a name that ends in `?` may be left out. */
function object(properties: Record<string, Schema>): Schema {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace('?', ''), schema])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
  };
}

const page = (items: Schema): Schema =>
  object({ items: listOf(items), nextCursor: nullable(text), total: whole, position });
const shown = (items: Schema): Schema => object({ items: listOf(items), position });

const seat = object({ product: text, type: seatType, label: text });
const group = object({ id: text, name: text });
const actor = object({ kind: { enum: ['user', 'service', 'system'] }, id: text, name: nullable(text) });
const lease = object({ expiresAt: instant, renewEverySeconds: whole });

/** A2: set while an admin's warning runs. */
const ending = nullable(object({ deadlineAt: instant, reason: text, note: nullable(text) }));

const userFields = {
  id: text,
  email: nullable(text),
  firstName: nullable(text),
  lastName: nullable(text),
  role,
  status,
  groups: listOf(group),
  seats: listOf(seat),
};
const sessionFields = {
  sessionId: text,
  product: text,
  agentId: text,
  seatType,
  phase,
  startedAt: instant,
  lease,
};
const openSession = {
  ...sessionFields,
  mode,
  platform,
  device: nullable(text),
  connectedAt: nullable(instant),
  ending,
};
const signedIn = object({ accessToken: text, expiresIn: whole, user: ref('Me') });

export const ANSWERS = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'code'],
    properties: {
      type: text,
      title: text,
      status: whole,
      code: text,
      detail: text,
      correlationId: text,
      errors: listOf(object({ pointer: text, message: text })),
    },
  },
  Done: object({ position }),
  Created: object({ id: text, position }),

  SignedIn: signedIn,
  Token: object({ access_token: text, token_type: { const: 'Bearer' }, expires_in: whole }),
  Me: object({
    id: text,
    kind: { enum: ['user', 'service'] },
    accountId: text,
    email: nullable(text),
    firstName: nullable(text),
    lastName: nullable(text),
    name: text,
    role: { enum: ['member', 'manager', 'admin', 'super-admin', 'auditor', 'service'] },
    status,
    groups: listOf(group),
    seats: listOf(seat),
    privileges: listOf(text),
    managedGroupIds: listOf(text),
    billingContact: flag,
    position,
  }),
  Invitation: object({ url: text, token: text, expiresAt: instant, position }),
  ServiceAccountSecret: object({ id: text, clientId: text, clientSecret: text, position }),
  ServiceAccounts: page(object({ id: text, name: text, clientId: text, privileges: listOf(text), addedAt: instant })),

  Plan: shown(
    object({
      product: text,
      productName: text,
      named: object({ capacity: whole, assigned: whole }),
      concurrent: object({ capacity: whole, assigned: whole, inUse: whole, overBy: whole, waiting: whole }),
    }),
  ),
  Account: object({
    id: text,
    name: text,
    billingContact: nullable(text),
    inactiveAfterDays: { enum: [30, 60, 90] },
    leaseSeconds: { type: 'object', additionalProperties: whole },
    unjoinedMinutes: { type: 'object', additionalProperties: nullable(whole) },
    position,
  }),

  Users: page(object(userFields)),
  User: object({
    ...userFields,
    privileges: listOf(text),
    managedGroups: listOf(group),
    lastSignInAt: nullable(instant),
    invitedUntil: nullable(instant),
    revision: whole,
    position,
  }),
  UserFilters: shown(object({ category: text, options: listOf(object({ value: text, label: text, count: whole })) })),
  SeatRemoved: object({ position, endedSessions: listOf(text) }),
  Groups: page(object({ id: text, name: text, members: whole })),

  Gate: shown(
    object({
      product: text,
      seatType,
      available: flag,
      'message?': text,
      inUse: whole,
      capacity: whole,
      waiting: whole,
    }),
  ),
  StartedSession: object({ ...sessionFields, 'supportKey?': { type: 'string', pattern: '^[0-9]{9}$' }, position }),
  Session: object({ ...openSession, position }),
  Sessions: page(object(openSession)),
  Renewed: object({ expiresAt: instant, inUse: whole, capacity: whole, ending }),
  RenewedMany: object({
    renewed: whole,
    ended: listOf(
      object({ sessionId: text, reason: nullable(text), endedBy: nullable(actor), endedAt: nullable(instant) }),
    ),
  }),

  SessionResults: object({
    results: listOf(
      object({
        op: { enum: ['start', 'connect', 'end'] },
        status: whole,
        'sessionId?': text,
        'session?': ref('StartedSession'),
        'problem?': ref('Problem'),
        'position?': position,
      }),
    ),
    position,
  }),

  SharedSessions: page(
    object({
      sessionId: text,
      product: text,
      productName: text,
      agent: object({ id: text, name: text, email: nullable(text) }),
      phase,
      mode,
      platform,
      device: nullable(text),
      startedAt: instant,
      connectedAt: nullable(instant),
      lastSeenAt: nullable(instant),
    }),
  ),
  EndedSharedSessions: object({
    results: listOf(object({ sessionId: text, outcome: { enum: ['ended', 'ending', 'already-ended', 'not-found'] } })),
    position,
  }),
  WithdrawnSessionEnds: object({
    results: listOf(
      object({ sessionId: text, outcome: { enum: ['withdrawn', 'not-ending', 'already-ended', 'not-found'] } }),
    ),
    position,
  }),

  Audit: page(
    object({
      position,
      at: instant,
      action: text,
      sentence: text,
      actor,
      onBehalfOf: nullable(text),
      subject: nullable(object({ id: text, name: nullable(text) })),
      product: nullable(text),
      sessionId: nullable(text),
      reason: nullable(text),
      note: nullable(text),
      stream: text,
      revision: whole,
      correlationId: nullable(text),
      causationId: nullable(text),
      hash: text,
    }),
  ),

  Alive: object({ status: { const: 'alive' } }),
  Serving: object({ status: { enum: ['serving', 'not-serving'] }, reasons: listOf(text) }),
  Readiness: object({
    status: { enum: ['ready', 'not-ready'] },
    reasons: listOf(text),
    position,
    projections: listOf(object({ name: text, state: text, position, 'reason?': text })),
  }),
} satisfies Record<string, Schema>;

export type AnswerName = keyof typeof ANSWERS;

/** Declares a call: its summary, status and answer; whatever else may come is a problem document. */
export function Answers(httpStatus: number, answer: AnswerName | null, summary: string) {
  return applyDecorators(
    HttpCode(httpStatus),
    ApiOperation({ summary }),
    ApiResponse({ status: httpStatus, description: summary, ...(answer === null ? {} : { schema: ref(answer) }) }),
    ApiResponse({
      status: 'default',
      description: 'A problem (RFC 9457).',
      content: { 'application/problem+json': { schema: ref('Problem') } },
    }),
  );
}

/** Another answer that the call may give, on top of `Answers`. */
export const AlsoAnswers = (httpStatus: number, answer: AnswerName, description: string) =>
  ApiResponse({ status: httpStatus, description, schema: ref(answer) });

/** A command: a repeat under the same key gets the first answer. */
export const Keyed = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A repeat with the same key gets the first answer, for a day; with another body it is refused.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });
