import type { FastifyInstance, FastifyReply } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ProblemCode } from '../problem.ts';
import { EVENT_STREAM } from '../contract/answers.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const UNKNOWN_ROUTE = 'unknown';

/** What the gauges read at the moment they are asked. */
export type Gauges = {
  head(): Promise<number>;
  projections(): { name: string; position: number; state: string }[];
  load(): { queued: number; resident: number };
  inFlightRequests(): number;
  refusedRequests(): number;
  listeners(): number;
};

/** Prometheus metrics in a registry of their own, so that two applications in one process don't share counts. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly #commands = new Counter({
    name: 'seatledger_command_outcomes_total',
    help: 'Commands by how they ended: done, or the code of their refusal.',
    labelNames: ['command', 'outcome'] as const,
    registers: [this.registry],
  });

  constructor(gauges: Gauges) {
    collectDefaultMetrics({ register: this.registry });
    const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        registers: [this.registry],
        async collect() {
          this.set(await read());
        },
      });
    gauge('seatledger_store_head_position', 'Position of the last event.', () => gauges.head());
    gauge('seatledger_queued_commands', 'Commands that wait to be decided.', () => gauges.load().queued);
    gauge('seatledger_resident_streams', 'Streams whose state is held in memory.', () => gauges.load().resident);
    gauge('seatledger_http_in_flight_requests', 'Requests under way.', () => gauges.inFlightRequests());
    gauge('seatledger_stream_listeners', 'Clients that listen to the stream of events.', () => gauges.listeners());
    this.#refusals(gauges);
    this.#projections(gauges);
  }

  /** Counts and times every request by its route, never by its path: ids would make a series each. */
  observeRequests(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      // How long a client listens says nothing of how quick the server is.
      if (isStream(reply)) return done();
      const route = request.routeOptions.url ?? UNKNOWN_ROUTE;
      this.#requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
      done();
    });
  }

  countCommand(command: string, outcome: 'done' | ProblemCode): void {
    this.#commands.inc({ command, outcome });
  }

  #refusals({ refusedRequests }: Gauges): void {
    new Counter({
      name: 'seatledger_http_refused_requests_total',
      help: 'Requests there was no room for: answered 503 before anything was spent on them, and not timed.',
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(refusedRequests());
      },
    });
  }

  #projections(gauges: Gauges): void {
    const registers = [this.registry];
    const labelNames = ['projection'] as const;
    const position = new Gauge({
      name: 'seatledger_projection_position',
      help: 'The last event it has passed.',
      labelNames,
      registers,
    });
    const up = new Gauge({ name: 'seatledger_projection_up', help: '0 once it has stopped.', labelNames, registers });
    new Gauge({
      name: 'seatledger_projection_lag_events',
      help: 'Events it has yet to pass.',
      labelNames,
      registers,
      async collect() {
        const head = await gauges.head();
        for (const status of gauges.projections()) {
          const labels = { projection: status.name };
          position.set(labels, status.position);
          up.set(labels, status.state === 'stopped' ? 0 : 1);
          this.set(labels, Math.max(0, head - status.position));
        }
      },
    });
  }
}

const isStream = (reply: FastifyReply): boolean => reply.raw.getHeader('content-type') === EVENT_STREAM;
