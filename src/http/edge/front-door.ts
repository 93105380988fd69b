import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { HttpProblem, problemOf } from '../problem.ts';

/** Connections that wait to be accepted; with fewer, a crowd that comes back at once finds some of its connections reset. */
const BACKLOG = 4_096;
const REASON = 'This process is starting.';
const STARTING = problemOf(new HttpProblem('OVERLOADED', { detail: REASON, retryAfterSeconds: 1 }));
const HEALTH: Record<string, { status: number; body: object }> = {
  '/health/live': { status: 200, body: { status: 'alive' } },
  '/health/ready': { status: 503, body: { status: 'not-ready', reasons: [REASON], position: '0', projections: [] } },
  '/health/serving': { status: 503, body: { status: 'not-serving', reasons: [REASON] } },
};

/**
 * The port, taken before anything is opened or made: a start that can't have it leaves nothing behind. Until the
 * application is let in, requests are told to come again.
 */
export class FrontDoor {
  readonly server: Server;
  #answer: RequestListener = answerStarting;
  #application: RequestListener = answerStarting;

  private constructor() {
    this.server = createServer((request, response) => this.#answer(request, response));
  }

  /** @throws EADDRINUSE, and whatever else keeps a port from being listened on. */
  static async open(port: number, host: string): Promise<FrontDoor> {
    const door = new FrontDoor();
    door.server.listen({ port, host, backlog: BACKLOG });
    await once(door.server, 'listening');
    return door;
  }

  /** Names the application that will answer. */
  serverFor(application: RequestListener): Server {
    this.#application = application;
    return this.server;
  }

  /** From now on the application answers, also those who are connected. */
  handOver(): void {
    this.#answer = this.#application;
  }
}

const answerStarting: RequestListener = ({ url = '' }, response) => {
  const health = HEALTH[url];
  const { status, body } = health ?? { status: STARTING.problem.status, body: STARTING.problem };
  const contentType = `application/${health ? 'json' : 'problem+json'}; charset=utf-8`;
  response
    .writeHead(status, { ...STARTING.headers, 'content-type': contentType, 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
};
