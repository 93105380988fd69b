import { Agent, request } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { projections } from '../../../projections/index.ts';
import { systemContext } from '../../../src/commands/runner/command-context.ts';
import { verifyLog } from '../../../src/event-store/hash-chain.ts';
import { verify } from '../../../src/read-models/verify.ts';
import { ADA, type Client, required, World } from '../harness.ts';
import { OpenApiCheck } from '../openapi-check.ts';
import type { Document, Idea } from './requests.ts';
import { Known } from './values.ts';

const PRODUCTS = ['remote-support-v5', 'remote-support', 'service-desk'];
const AGENTS = 6;
/** Places among the callers. */
const SERVICE = 1;
const MORTAL = 2;
const NOBODY = 3;
const MORTALS = 2;
const PRIVILEGES = ['act-for-agents', 'manage-users', 'manage-seats', 'end-sessions'];
/** Of each kind as many are remembered as ideas can name. */
const MAX_KNOWN = 41;
const ANSWERED_WITHIN_MS = 30_000;
/** What would lock the other callers out. */
const OWN_END = ['POST /v1/auth/sign-out', 'POST /v1/auth/change-password'];
/** Where an answer's id belongs, by the route that gave it. */
const CREATED_BY: Record<string, string> = {
  'POST /v1/users': 'users',
  'POST /v1/groups': 'groups',
  'POST /v1/service-accounts': 'service-accounts',
};

type Asked = { method: string; path: string; headers: Record<string, string>; body: Buffer };
type Answer = { status: number; contentType: string | undefined; text: string };

/** The whole process on a port of its own, with callers of every kind, and what their answers have told so far. */
export class FuzzedProduct {
  readonly #known = new Map<string, string[]>();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #answers = new Map<string, { succeeded: number; refused: number }>();
  #callers: (string | undefined)[] = [];
  #adminId = '';

  private constructor(
    private readonly world: World,
    readonly document: Document,
    private readonly check: OpenApiCheck,
    private readonly port: number,
  ) {}

  static async open(): Promise<FuzzedProduct> {
    const world = await World.open();
    const { body: document } = await world.call('GET', '/openapi.json', undefined, {}, false);
    const { http } = world.app;
    const { port } = new URL(await http.listen(0, '127.0.0.1').then(() => http.getUrl()));
    const product = new FuzzedProduct(world, document as Document, new OpenApiCheck(document), Number(port));
    await product.#populate();
    return product;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    await this.world.close();
  }

  /** Sends it. @throws for a server error, and for an answer that is not in the document. */
  async send(idea: Idea): Promise<void> {
    const asked = this.#asked(idea);
    const answer = await this.#ask(asked);
    const { status, contentType, text } = answer;
    const told = () =>
      `${JSON.stringify({ ...asked, body: asked.body.toString().slice(0, 2_000) })}\n→ ${status} ${text}`;
    if (status >= 500) throw new Error(`A server error:\n${told()}`);
    try {
      this.check.check({ method: asked.method, path: asked.path.split('?')[0]!, status, contentType, body: text });
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${told()}`);
    }
    this.#count(idea.operation, status);
    this.#learn(idea, answer);
  }

  /** What happened to each call so far. */
  get answers(): ReadonlyMap<string, { succeeded: number; refused: number }> {
    return this.#answers;
  }

  /** The admin's rights, free seats and everybody's sign-in are back: fuzzing gives them away, fills them and ends them. */
  async revive(): Promise<void> {
    const { ledger, clock, stores } = this.world.app.parts;
    const admin = await this.world.signIn(ADA);
    const { accountId, id } = required(await admin.get('/v1/me'), 200);
    this.#adminId = id;
    const context = systemContext('test', accountId, clock.now(), { commandId: uuidv7() });
    const { position } = await ledger.accounts.changeBillingContact(context, id);
    await stores.readModels.waitFor(['user-directory'], position);
    for (const product of PRODUCTS) await admin.put(`/v1/plan/${product}`, { named: 20, concurrent: 3 });
    this.#callers[0] = admin.token;
    this.#callers[SERVICE] = (await admin.service(PRIVILEGES, `Service ${uuidv7()}`)).token;
    for (let n = 0; n < MORTALS; n += 1) await this.#addMortal(admin);
  }

  /** Somebody whom requests may name, and so suspend, delete and sign out; the callers besides live on. */
  async #addMortal(admin: Client): Promise<void> {
    const name = `Mortal${uuidv7().slice(-12)}`;
    const mortal = await admin.join(name, { seat: 'concurrent' });
    this.#remember('users', mortal.id);
    this.#remember('passwords', `${name} has a password`);
    this.#callers[MORTAL] = mortal.token;
  }

  /** The process still does its work, the chain of every stream holds, and each read model is what the log makes of it. */
  async audit(): Promise<{ events: number; brokenStreams: number; unlike: string[] }> {
    const { stores } = this.world.app.parts;
    await this.revive();
    const head = await stores.store.head();
    await stores.readModels.waitFor(
      projections.map(({ name }) => name),
      head,
    );
    const { events, brokenStreams } = await verifyLog(stores.store);
    const unlike: string[] = [];
    for (const projection of projections) {
      const { ok } = await verify({ database: stores.reading, log: stores.log, projection });
      if (!ok) unlike.push(projection.name);
    }
    return { events, brokenStreams, unlike };
  }

  async #populate(): Promise<void> {
    const other = await this.world.openAccount('Elsewhere', 'zoe@example.org', 'zoe has a password');
    const admin = await this.world.signIn(ADA);
    await admin.buy(20, 3);
    this.#callers = [admin.token, undefined, undefined, undefined, other.token, 'no.such.token'];
    for (let n = 0; n < AGENTS; n += 1)
      this.#callers.push((await admin.join(`Agent${n}`, { seat: n === 0 ? 'named' : 'concurrent' })).token);
    for (const role of ['manager', 'auditor']) this.#callers.push((await admin.join(role, { role })).token);
    await this.revive();
  }

  #asked({ operation, method, path, query, headers, body, caller }: Idea): Asked {
    const resolved = (value: unknown): string => String(this.#resolve(value));
    const at = path.map((part) => (part instanceof Known ? encodeURIComponent(resolved(part)) : part)).join('');
    const pairs = query.flatMap(({ name, value, raw }) => {
      if (raw) return [String(value)];
      return [value].flat().map((one) => `${encoded(name)}=${encoded(asText(this.#resolve(one)))}`);
    });
    const from = OWN_END.includes(operation) ? MORTAL : caller % this.#callers.length;
    const token = from === NOBODY ? undefined : this.#callers[from];
    const { bytes, contentType } = this.#bytesOf(body);
    return {
      method,
      path: pairs.length > 0 ? `${at}?${pairs.join('&')}` : at,
      headers: {
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, resolved(value)])),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      body: bytes,
    };
  }

  #bytesOf(body: Idea['body']): { bytes: Buffer; contentType?: string } {
    if (body === undefined) return { bytes: Buffer.alloc(0) };
    if ('bytes' in body) return { bytes: Buffer.from(body.bytes), contentType: 'application/json' };
    if ('json' in body)
      return { bytes: Buffer.from(JSON.stringify(this.#resolve(body.json)) ?? ''), contentType: 'application/json' };
    const fields = Object.entries((this.#resolve(body.form) as object | null) ?? {});
    const form = new URLSearchParams(fields.map(([name, value]) => [name, asText(value)]));
    return { bytes: Buffer.from(form.toString()), contentType: 'application/x-www-form-urlencoded' };
  }

  /** Puts what is known by now in the place of every blank. */
  #resolve(value: unknown): unknown {
    if (value instanceof Known) return this.#recall(value);
    if (Array.isArray(value)) return value.map((each) => this.#resolve(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, this.#resolve(field)]));
  }

  #recall({ kind, index }: Known): string {
    const all = this.#known.get(kind) ?? [];
    return all[index % Math.max(1, all.length)] ?? '01900000-0000-7000-8000-000000000000';
  }

  #remember(kind: string, value: unknown): void {
    if (typeof value !== 'string' || value === this.#adminId) return;
    const all = this.#known.get(kind) ?? [];
    this.#known.set(kind, [value, ...all].slice(0, MAX_KNOWN));
  }

  #learn({ operation }: Idea, { status, contentType, text }: Answer): void {
    if (status >= 300 || !contentType?.startsWith('application/json')) return;
    const body = JSON.parse(text) as Record<string, unknown>;
    const kind = CREATED_BY[operation];
    if (kind) this.#remember(kind, body.id);
    this.#remember('sessions', body.sessionId);
    this.#remember('positions', body.position);
    this.#remember('cursors', body.nextCursor);
    this.#remember('tokens', operation.endsWith('/invitation') ? body.token : undefined);
    this.#remember('secrets', body.clientSecret);
    if (typeof body.revision === 'number') this.#remember('etags', `"${body.revision}"`);
  }

  #count(operation: string, status: number): void {
    const so = this.#answers.get(operation) ?? { succeeded: 0, refused: 0 };
    so[status < 400 ? 'succeeded' : 'refused'] += 1;
    this.#answers.set(operation, so);
  }

  #ask({ method, path, headers, body }: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const length = body.length > 0 || method !== 'GET' ? { 'content-length': String(body.length) } : {};
      const options = { port: this.port, method, path, agent: this.#agent, headers: { ...headers, ...length } };
      const outgoing = request(options, async (incoming) => {
        const { statusCode, headers: told } = incoming;
        const contentType = told['content-type'];
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of incoming) {
            chunks.push(chunk as Buffer);
            // It would go on for ever.
            if (contentType === 'text/event-stream') break;
          }
          const text = Buffer.concat(chunks).toString();
          resolve({ status: statusCode!, contentType, text });
        } catch (error) {
          reject(error as Error);
        }
      });
      outgoing.setTimeout(ANSWERED_WITHIN_MS, () => outgoing.destroy(new Error(`No answer to ${method} ${path}`)));
      outgoing.on('error', reject).end(body);
    });
  }
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());
const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
