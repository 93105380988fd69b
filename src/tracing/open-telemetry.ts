import { createHash } from 'node:crypto';
import { ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags, type Link, type Span as OtelSpan } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Span, SpanStart, Tracing } from '../common/tracing.ts';

const SERVICE = 'seatledger';
const CLOSE_WITHIN_MS = 3_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TRACE_ID_DIGITS = 32;
/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * Sends spans to a collector over OTLP. Loaded only where that is asked for: these packages cost memory and time to load.
 * @param options.ratio the share of traces that are sent, chosen by the trace id and so alike in every process.
 * @param options.endpoint the collector's URL, or instead of it an exporter.
 */
export function openTracing({
  ratio,
  ...to
}: { ratio: number } & ({ endpoint: string } | { exporter: SpanExporter })): Tracing {
  const exporter = 'exporter' in to ? to.exporter : new OTLPTraceExporter({ url: `${to.endpoint}/v1/traces` });
  const ids = new TraceIds();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME || SERVICE }),
    sampler: new TraceIdRatioBasedSampler(ratio),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer(SERVICE);
  const otelSpans = new WeakMap<Span, OtelSpan>();
  const begin = (name: string, { correlationId, parent, attributes, traceparent }: SpanStart): Span => {
    const above = parent && otelSpans.get(parent);
    ids.next = traceIdOf(correlationId);
    const otelSpan = tracer.startSpan(
      name,
      { attributes: { ...attributes, 'seatledger.correlation_id': correlationId }, links: linksTo(traceparent) },
      above ? trace.setSpan(ROOT_CONTEXT, above) : ROOT_CONTEXT,
    );
    const span: Span = {
      end(more, failure) {
        if (more) otelSpan.setAttributes(more);
        if (failure !== undefined) otelSpan.setStatus({ code: SpanStatusCode.ERROR, message: failure });
        otelSpan.end();
      },
    };
    otelSpans.set(span, otelSpan);
    return span;
  };
  const close = async () => {
    // A collector that is not there must not keep the process from stopping.
    await provider.forceFlush({ timeoutMillis: CLOSE_WITHIN_MS }).catch(() => undefined);
    await provider.shutdown().catch(() => undefined);
  };
  return { begin, commands: new Map(), close };
}

/** A correlation id that is a UUID is the trace id without its hyphens, so that either finds the other; any other is hashed. */
export function traceIdOf(correlationId: string): string {
  if (UUID.test(correlationId)) return correlationId.replaceAll('-', '').toLowerCase();
  return createHash('sha256').update(correlationId).digest('hex').slice(0, TRACE_ID_DIGITS);
}

/** The SDK asks for ids while a span starts, and takes no trace id of ours in another way. */
class TraceIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  next = '';

  generateTraceId(): string {
    return this.next;
  }

  generateSpanId(): string {
    return this.#random.generateSpanId();
  }
}

function linksTo(traceparent: string | undefined): Link[] {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return [];
  const traceFlags = Number.parseInt(flags!, 16) & TraceFlags.SAMPLED;
  return [{ context: { traceId, spanId, traceFlags, isRemote: true } }];
}
