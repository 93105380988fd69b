import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Schema } from '../openapi/dto-schema.ts';
import type { ProblemCode } from '../problem.ts';
import { listOf, object, position, text, whole } from './schemas.ts';

/**
 * What a call answers, as JSON Schema under a name: said once, beside the request it answers (`*.contract.ts`), served in
 * the OpenAPI document, and checked against every answer in the tests.
 */
export class Answer {
  readonly name: string;
  readonly schema: Schema;

  constructor(name: string, schema: Schema) {
    this.name = name;
    this.schema = schema;
  }
}

export const answer = (name: string, schema: Schema) => new Answer(name, schema);
export const ref = ({ name }: Answer): Schema => ({ $ref: `#/components/schemas/${name}` });

export const Problem = answer('Problem', {
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
});
export const Done = answer('Done', object({ position }));
export const Created = answer('Created', object({ id: text, position }));

/** Declares a call: its summary, status and answer. What any call of its kind may be refused for, `openapi/operations.ts` adds. */
export function Answers(httpStatus: number, answer: Answer | null, summary: string) {
  return applyDecorators(
    HttpCode(httpStatus),
    ApiOperation({ summary }),
    ApiResponse({ status: httpStatus, description: summary, ...(answer === null ? {} : { schema: ref(answer) }) }),
  );
}

/** Another answer that the call may give, on top of `Answers`. */
export const AlsoAnswers = (httpStatus: number, answer: Answer, description: string) =>
  ApiResponse({ status: httpStatus, description, schema: ref(answer) });

/** Where a call keeps the codes it may be refused with until the document is made. */
export const REFUSES = 'x-refuses';

/** The rules that may refuse a call, beyond what every call of its kind may be refused for. */
export const Refuses = (...codes: ProblemCode[]) => ApiExtension(REFUSES, codes);
export const EVENT_STREAM = 'text/event-stream';

/** As `Answers`, for an answer that is no JSON document. */

export function AnswersAs(mediaTypes: readonly string[], summary: string) {
  const content = Object.fromEntries(mediaTypes.map((type) => [type, { schema: text as object }]));
  return applyDecorators(
    HttpCode(200),
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: summary, content }),
  );
}

/** A command: a repeat under the same key gets the first answer. */
export const Keyed = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'A repeat with the same key gets the first answer, for a day; with another body it is refused.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });

export const IfMatch = () =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag as you read it; refused with STALE when it was changed since.',
    schema: { type: 'string', maxLength: 100 },
  });
