import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Principal } from '../../auth/principals.ts';
import { canonicalJson } from '../../event-store/hash-chain.ts';
import type { Json } from '../../event-store/event-store.ts';
import { type AnswerStore, type KeptAnswer, sameRequest } from './answer-store.ts';
import type { ApiRequest, KeyedCommand } from '../api-request.ts';
import { invalid } from '../problem.ts';

export const IDEMPOTENCY_KEY = 'idempotency-key';
const KEY = /^[\x20-\x7e]{1,255}$/;
const COMMAND_METHODS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Refusals that are a decision about the command. Others (bad input, rights, overload, faults) may end otherwise next time. */
const KEPT_REFUSALS = new Set([404, 409, 410, 412]);

type Running = KeyedCommand['running'];

/**
 * Gives a repeat of a keyed command the first one's answer: from the store, or, while the first is under way, by waiting
 * for it. The key belongs to the caller; with another body or route it is refused.
 */
export class Idempotency {
  readonly #running = new Map<string, Running>();

  constructor(
    private readonly answers: AnswerStore,
    private readonly onError: (error: unknown) => void,
  ) {}

  register(fastify: FastifyInstance): void {
    fastify.addHook('preHandler', (request, reply, done) => {
      const key = request.headers[IDEMPOTENCY_KEY];
      if (key === undefined || !COMMAND_METHODS.has(request.method) || !(request as ApiRequest).caller) return done();
      this.#begin(request as ApiRequest, reply, key).then((replayed) => replayed || done(), done);
    });
    fastify.addHook('onSend', (request, reply, payload, done) => {
      const { keyed } = request as ApiRequest;
      if (!keyed) return done(null, payload);
      this.#finish(keyed, reply, payload).then(() => done(null, payload), done);
    });
    fastify.addHook('onResponse', (request, _reply, done) => {
      const { keyed } = request as ApiRequest;
      if (keyed && this.#running.get(keyed.running.name) === keyed.running) void this.#end(keyed, null);
      done();
    });
  }

  /** Whether the answer was sent from what is known; otherwise the request goes on as the first under its key. */
  async #begin(request: ApiRequest, reply: FastifyReply, header: string | string[]): Promise<boolean> {
    const key = checkedKey(header);
    const owner = ownerOfKeys(request.caller);
    const fingerprint = fingerprintOf(request);
    const name = `${owner}\n${key}`;
    for (let first = this.#running.get(name); first; first = this.#running.get(name)) {
      const answer = await first.answer;
      if (answer) return replay(reply, sameRequest(answer, fingerprint));
    }
    // Whoever finds the key free takes it, in the same turn: here first, and then of all processes.
    const running = this.#start(name);
    try {
      const found = await this.answers.lock(owner, key, fingerprint);
      if ('keep' in found) {
        request.keyed = { key, fingerprint, lock: found, running };
        return false;
      }
      this.#settle(running, found);
      return replay(reply, found);
    } catch (error) {
      this.#settle(running, null);
      throw error;
    }
  }

  #start(name: string): Running {
    const { promise, resolve } = Promise.withResolvers<KeptAnswer | null>();
    const running = { name, answer: promise, settle: resolve };
    this.#running.set(name, running);
    return running;
  }

  #finish(keyed: KeyedCommand, reply: FastifyReply, payload: unknown): Promise<void> {
    const { statusCode: status } = reply;
    if (
      keyed.mayEndOtherwise ||
      !isKept(status) ||
      (typeof payload !== 'string' && payload !== undefined && payload !== null)
    )
      return this.#end(keyed, null);
    const contentType = String(reply.getHeader('content-type') ?? 'application/json');
    return this.#end(keyed, { fingerprint: keyed.fingerprint, status, contentType, body: payload ?? '' });
  }

  /** The command is done whatever becomes of its kept answer: a fault here must not turn it into an error. */
  async #end({ lock, running }: KeyedCommand, answer: KeptAnswer | null): Promise<void> {
    await (answer ? lock.keep(answer) : lock.release()).catch(this.onError);
    this.#settle(running, answer);
  }

  #settle(running: Running, answer: KeptAnswer | null): void {
    running.settle(answer);
    if (this.#running.get(running.name) === running) this.#running.delete(running.name);
  }
}

function checkedKey(header: string | string[]): string {
  if (typeof header === 'string' && KEY.test(header)) return header;
  throw invalid([{ pointer: '', message: 'Idempotency-Key must be 1 to 255 printable ASCII characters' }]);
}

const ownerOfKeys = ({ account, kind, id }: Principal): string => `${account}/${kind}/${id}`;

function fingerprintOf({ method, url, body }: ApiRequest): string {
  const parts = [method, url, body === undefined ? '' : canonicalJson(body as Json)];
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}

function replay(reply: FastifyReply, { status, contentType, body }: KeptAnswer): true {
  reply.code(status).header('content-type', contentType).header('idempotency-replayed', 'true').send(body);
  return true;
}

function isKept(status: number): boolean {
  return (status >= 200 && status < 300) || KEPT_REFUSALS.has(status);
}
