import type { RequestListener, ServerResponse } from 'node:http';
import { type Admission, API_HEADERS, correlationIdOf, isHealth } from '../hooks.ts';
import { HttpProblem, problemOf } from '../problem.ts';

const OVERLOADED = problemOf(new HttpProblem('OVERLOADED', { retryAfterSeconds: 1 }));
const BODY = JSON.stringify(OVERLOADED.problem);
const HEADERS = Object.entries({
  ...API_HEADERS,
  ...OVERLOADED.headers,
  'content-type': 'application/problem+json; charset=utf-8',
  'content-length': String(Buffer.byteLength(BODY)),
}).flat();

/**
 * Refuses what there is no room for, before the framework has spent anything on it: at three times the load that can be
 * served, a refusal may cost no more than a small part of an answer. The connection stays open.
 */
export function shedding(answer: RequestListener, admission: Admission): RequestListener {
  return (request, response) => {
    if (isHealth(request.url) || admission.takesOn()) answer(request, response);
    else refuse(response, correlationIdOf(request.headers));
  };
}

function refuse(response: ServerResponse, correlationId: string): void {
  response.writeHead(OVERLOADED.problem.status, [...HEADERS, 'x-correlation-id', correlationId]).end(BODY);
}
