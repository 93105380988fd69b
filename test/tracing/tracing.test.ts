import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { readSettings } from '../../src/config.ts';
import { openTracing, traceIdOf } from '../../src/tracing/open-telemetry.ts';
import { ADA, type Client, required, V5, World } from '../http/harness.ts';
import { eventually } from '../support/within.ts';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
/** The SDK sends what has ended every five seconds; ended spans are looked at here. */
const SHOWN_IN = ['show in audit-trail', 'show in seat-pools', 'show in shared-sessions', 'show in user-directory'];

/** A process with spans kept in memory, asked over a port. */
describe('tracing', () => {
  const exporter = new InMemorySpanExporter();
  let world: World;
  let ada: Client;
  let url: string;
  let token: string;

  beforeAll(async () => {
    const tracing = openTracing({ ratio: 1, exporter });
    world = await World.open({ tracing });
    ada = await world.signIn(ADA);
    token = ada.token!;
    await ada.buy(2, 3);
    const { http } = world.app;
    await http.listen(0, '127.0.0.1');
    url = (await http.getUrl()).replace('[::1]', '127.0.0.1');
  });
  afterAll(() => world.close());

  const ask = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });

  /** Every span of a correlation id once there are so many, by name. */
  async function spansOf(correlationId: string, count: number): Promise<Map<string, ReadableSpan>> {
    const traceId = traceIdOf(correlationId);
    const found = () => exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);
    await eventually(() => found().length >= count);
    return new Map(found().map((span) => [span.name, span]));
  }
  const isUnder = (child: ReadableSpan | undefined, parent: ReadableSpan | undefined) =>
    child !== undefined && child.parentSpanContext?.spanId === parent?.spanContext().spanId;

  it('a command is one trace, from the request to each read model that shows it, named by its correlation id', async () => {
    const correlationId = randomUUID();
    const email = 'traced@example.com';
    const answer = await ask(
      'POST',
      '/v1/users',
      { 'x-correlation-id': correlationId, traceparent: TRACEPARENT },
      { email, firstName: 'Tra', lastName: 'Ced' },
    );
    expect(answer.status).toBe(201);
    const spans = await spansOf(correlationId, 5);
    const [request, command, append] = ['POST /v1/users', 'AddUser', 'append'].map((name) => spans.get(name));
    expect(request!.parentSpanContext).toBeUndefined();
    expect(request!.attributes).toMatchObject({
      'http.route': '/v1/users',
      'http.response.status_code': 201,
      'seatledger.correlation_id': correlationId,
    });
    expect(request!.links.map(({ context }) => context.traceId)).toEqual([TRACEPARENT.split('-')[1]]);
    expect(isUnder(command, request)).toBe(true);
    expect(isUnder(append, command)).toBe(true);
    const shown = [...spans].filter(([name]) => name.startsWith('show in '));
    expect(shown.map(([name]) => name)).toEqual(
      expect.arrayContaining(['show in audit-trail', 'show in user-directory']),
    );
    for (const [name] of shown) expect(SHOWN_IN).toContain(name);
    for (const [, span] of shown) expect(span.status.message).toBeUndefined();
  });

  it('a correlation id of any kind makes a trace id, and what was refused says why', async () => {
    const correlationId = 'ticket#4711';
    expect(traceIdOf(correlationId)).toMatch(/^[0-9a-f]{32}$/);
    const answer = await ask(
      'PUT',
      `/v1/plan/${V5}`,
      { 'x-correlation-id': correlationId },
      { named: 1, concurrent: -1 },
    );
    expect(answer.status).toBe(400);
    const other = await ask(
      'POST',
      '/v1/users',
      { 'x-correlation-id': correlationId },
      { email: ADA.email, firstName: 'A', lastName: 'B' },
    );
    expect(other.status).toBe(409);
    const spans = await spansOf(correlationId, 3);
    expect(spans.get('AddUser')!.status.message).toBe('EMAIL_TAKEN');
    expect(spans.get('POST /v1/users')!.attributes['http.response.status_code']).toBe(409);
  });

  it('what a policy does later is in the trace of the request that made it necessary', async () => {
    const { id } = await ada.join('Leaver', { seat: 'concurrent' });
    const correlationId = randomUUID();
    required(await ada.delete(`/v1/users/${id}`, { headers: { 'x-correlation-id': correlationId } }), 200);
    const traceId = traceIdOf(correlationId);
    await eventually(() => {
      const streams = exporter
        .getFinishedSpans()
        .filter((span) => span.name === 'append' && span.spanContext().traceId === traceId)
        .map((span) => String(span.attributes['seatledger.stream']).split('-')[0]);
      return streams.includes('user') && streams.includes('seatPool');
    });
  });
});

it('tracing is off without a collector', () => {
  expect(readSettings({}, null).traces).toBeUndefined();
  expect(readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, null).traces).toEqual({
    endpoint: 'http://127.0.0.1:4318',
    ratio: 1,
  });
  expect(() => readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, null)).toThrow(/must be a URL/);
});
