import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { type Application, createApplication } from '../../src/application.ts';
import { systemContext } from '../../src/commands/runner/command-context.ts';
import { Clock } from '../../src/common/clock.ts';
import type { Tracing } from '../../src/common/tracing.ts';
import { readSettings } from '../../src/config.ts';
import { eventually } from '../support/within.ts';
import { OpenApiCheck } from './openapi-check.ts';

export const V5 = 'remote-support-v5';
export const DESK = 'service-desk';
export const ADA = { email: 'ada@example.com', password: 'correct horse battery' };

// biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the tests are there to check.
export type Body = any;
export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Body;
  text: string;
};
export type RequestOptions = { headers?: Record<string, string>; payload?: string | Buffer };

/** The whole process over real files in a temporary folder; only the network is left out. */
export class World {
  app!: Application;
  #check!: OpenApiCheck;

  private constructor(
    readonly dataDir: string,
    readonly clock: Clock,
    private readonly places: Record<string, string>,
    private readonly tracing: Tracing | undefined,
  ) {}

  /** @param options.clock time as the test has it; the others are settings. */
  static async open({
    clock = new Clock(),
    readDatabase = 'embedded',
    eventStore = 'embedded',
    trustProxy = 'loopback',
    tracing,
  }: {
    clock?: Clock;
    readDatabase?: string;
    eventStore?: string;
    trustProxy?: string;
    tracing?: Tracing;
  } = {}): Promise<World> {
    const places = { READ_DATABASE: readDatabase, EVENT_STORE: eventStore, TRUST_PROXY: trustProxy };
    const world = new World(mkdtempSync(join(tmpdir(), 'seatledger-http-')), clock, places, tracing);
    await world.start();
    return world;
  }

  async start(): Promise<void> {
    const environment = {
      DATA_DIR: this.dataDir,
      BOOTSTRAP_ADMIN_EMAIL: ADA.email,
      BOOTSTRAP_ADMIN_PASSWORD: ADA.password,
      ...this.places,
    };
    const onFatal = (error: Error) => {
      throw error;
    };
    const logger = pino({ level: process.env.TEST_LOG ?? 'silent' });
    this.app = await createApplication(readSettings(environment, null), {
      logger,
      clock: this.clock,
      onFatal,
      announce: () => {},
      tracing: this.tracing,
    });
    this.#check ??= new OpenApiCheck((await this.call('GET', '/openapi.json', undefined, {}, false)).body);
  }

  async restart(): Promise<void> {
    await this.app.stop();
    await this.start();
  }

  async close(): Promise<void> {
    await this.app.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get nobody(): Client {
    return new Client(this);
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<Client> {
    const answer = await this.nobody.post('/v1/auth/sign-in', { email, password });
    return new Client(this, required(answer, 200).accessToken);
  }

  /** Another customer, as the operator of the server would open one, with a Super Admin who has the plan in hand. */
  async openAccount(name: string, email: string, password: string): Promise<Client> {
    const { ledger, access, clock, stores } = this.app.parts;
    const account = uuidv7();
    const userId = uuidv7();
    const context = () => systemContext('test', account, clock.now(), { commandId: uuidv7() });
    await ledger.accounts.open(context(), name);
    const person = { userId, email, firstName: 'Zoe', lastName: 'Other' };
    await ledger.users.add(context(), { ...person, role: 'super-admin', groupIds: [], managedGroupIds: [] });
    await access.signIns.setPassword(userId, password);
    await ledger.users.acceptInvitation(context(), userId);
    const { position } = await ledger.accounts.changeBillingContact(context(), userId);
    await stores.readModels.waitFor(['user-directory'], position);
    await eventually(() => access.accounts.all.includes(account));
    return this.signIn({ email, password });
  }

  async call(
    method: string,
    url: string,
    body: unknown,
    { headers = {}, payload }: RequestOptions,
    checked = true,
  ): Promise<Answer> {
    const response = await this.app.http.inject({
      method: method as 'GET',
      url,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      payload: payload ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
    const contentType = response.headers['content-type'] as string | undefined;
    const path = url.split('?')[0]!;
    if (checked) this.#check.check({ method, path, status: response.statusCode, contentType, body: response.body });
    const isJson = /[/+]json/.test(contentType ?? '');
    return {
      status: response.statusCode,
      headers: response.headers as Answer['headers'],
      body: isJson ? JSON.parse(response.body) : response.body,
      text: response.body,
    };
  }
}

/** Somebody at the API. */
export class Client {
  constructor(
    private readonly world: World,
    readonly token?: string,
  ) {}

  get = (url: string, options?: RequestOptions) => this.call('GET', url, undefined, options);
  post = (url: string, body?: unknown, options?: RequestOptions) => this.call('POST', url, body, options);
  put = (url: string, body?: unknown, options?: RequestOptions) => this.call('PUT', url, body, options);
  patch = (url: string, body?: unknown, options?: RequestOptions) => this.call('PATCH', url, body, options);
  delete = (url: string, options?: RequestOptions) => this.call('DELETE', url, undefined, options);

  call(method: string, url: string, body?: unknown, options: RequestOptions = {}): Promise<Answer> {
    const authorization: Record<string, string> =
      this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    return this.world.call(method, url, body, { ...options, headers: { ...authorization, ...options.headers } });
  }

  /** Adds a user, with a seat if one is named, and answers their id. */
  async addUser(
    name: string,
    { seat, product = V5, ...more }: { seat?: string; product?: string; [field: string]: unknown } = {},
  ): Promise<string> {
    const email = `${name.toLowerCase()}@example.com`;
    const person = { email, firstName: name, lastName: 'Agent', ...more };
    const { id, position } = required(await this.post('/v1/users', person), 201);
    // So that a test may read right away what it has added.
    await this.world.app.parts.stores.readModels.waitFor(['user-directory'], Number(position), 60_000);
    if (seat) required(await this.put(`/v1/users/${id}/seats/${product}`, { type: seat }), 200);
    return id;
  }

  /** Adds a user who takes up their invitation at once. */
  async join(
    name: string,
    more: { seat?: string; product?: string; [field: string]: unknown } = {},
  ): Promise<Client & { id: string }> {
    const id = await this.addUser(name, more);
    const { token } = required(await this.post(`/v1/users/${id}/invitation`), 201);
    const { accessToken } = required(
      await this.world.nobody.post('/v1/auth/accept-invitation', { token, password: `${name} has a password` }),
      200,
    );
    return Object.assign(new Client(this.world, accessToken), { id });
  }

  async buy(named: number, concurrent: number, product = V5): Promise<void> {
    required(await this.put(`/v1/plan/${product}`, { named, concurrent }), 200);
  }

  /** A service account with privileges of its own, signed in. */
  async service(privileges: string[], name = 'Agent app'): Promise<Client & { id: string }> {
    const { id, clientId, clientSecret } = required(await this.post('/v1/service-accounts', { name, privileges }), 201);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    const answer = await this.world.nobody.post('/v1/auth/token', undefined, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: form.toString(),
    });
    return Object.assign(new Client(this.world, required(answer, 200).access_token), { id });
  }
}

/** The body of an answer that has to be this one for the test to go on. */
export function required(answer: Answer, ...statuses: number[]): Body {
  if (statuses.includes(answer.status)) return answer.body;
  throw new Error(`Expected ${statuses.join(' or ')}, got ${answer.status}: ${answer.text}`);
}
