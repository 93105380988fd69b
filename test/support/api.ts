/** A small client of the HTTP contract. Answers are what the wire said: status, headers, body; nothing is thrown for a refusal. */
export type Answer = {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a body holds is exactly what the tests are there to check.
  body: any;
};

export type Headers = Record<string, string>;

const REQUEST_WITHIN_MS = 60_000;

/** Where the server is; of several, where the next request goes. */
export type Origin = string | (() => string);
/** An access token; of one that is renewed, what it is now. */
export type Token = string | (() => string);

export type ServiceClient = { clientId: string; clientSecret: string };

export class Api {
  protected readonly requestWithinMs: number = REQUEST_WITHIN_MS;

  constructor(
    readonly origin: Origin,
    private readonly accessToken?: Token,
  ) {}

  get = (path: string, headers?: Headers): Promise<Answer> => this.call('GET', path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Headers): Promise<Answer> => this.call('POST', path, body, headers);
  put = (path: string, body?: unknown, headers?: Headers): Promise<Answer> => this.call('PUT', path, body, headers);
  patch = (path: string, body?: unknown, headers?: Headers): Promise<Answer> => this.call('PATCH', path, body, headers);
  delete = (path: string, headers?: Headers): Promise<Answer> => this.call('DELETE', path, undefined, headers);

  call(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    return this.ask(current(this.origin), method, path, body, headers);
  }

  protected async ask(origin: string, method: string, path: string, body: unknown, headers: Headers): Promise<Answer> {
    const response = await fetch(origin + path, {
      method,
      headers: {
        ...(this.accessToken === undefined ? {} : { authorization: `Bearer ${current(this.accessToken)}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(this.requestWithinMs),
    });
    const text = await response.text();
    const json = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: json ? JSON.parse(text) : text,
    };
  }

  /** The same API as the person whose e-mail and password these are. */
  async signIn(email: string, password: string): Promise<Api> {
    const answer = await this.post('/v1/auth/sign-in', { email, password });
    return this.as(required(answer, 200).accessToken);
  }

  /** The same API as a service account. */
  async asService(client: ServiceClient): Promise<Api> {
    return this.as(await this.serviceToken(client));
  }

  /** OAuth 2.0 client credentials for an access token. */
  async serviceToken({ clientId, clientSecret }: ServiceClient): Promise<string> {
    const response = await fetch(`${current(this.origin)}/v1/auth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
    });
    const body = (await response.json()) as { access_token: string };
    if (response.status !== 200) throw new Error(`No token for the service account: ${JSON.stringify(body)}`);
    return body.access_token;
  }

  /** The same API as whoever the token is of. */
  as(accessToken: Token): Api {
    return new Api(this.origin, accessToken);
  }
}

export function current(given: Origin | Token): string {
  return typeof given === 'string' ? given : given();
}

/** The body, of an answer that has to be this one for the test to go on. */
export function required(answer: Answer, ...statuses: number[]): Answer['body'] {
  if (statuses.includes(answer.status)) return answer.body;
  throw new Error(`Expected ${statuses.join(' or ')}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}
