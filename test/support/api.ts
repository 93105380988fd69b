/** A small client of the HTTP contract. Answers are what the wire said: status, headers, body; nothing is thrown for a refusal. */
export type Answer = {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a body holds is exactly what the tests are there to check.
  body: any;
};

export type Headers = Record<string, string>;

const REQUEST_WITHIN_MS = 20_000;

/** Where the server is; of several, where the next request goes. */
export type Origin = string | (() => string);

export class Api {
  constructor(
    readonly origin: Origin,
    private readonly accessToken?: string,
  ) {}

  get = (path: string, headers?: Headers): Promise<Answer> => this.call('GET', path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Headers): Promise<Answer> => this.call('POST', path, body, headers);
  put = (path: string, body?: unknown, headers?: Headers): Promise<Answer> => this.call('PUT', path, body, headers);
  patch = (path: string, body?: unknown, headers?: Headers): Promise<Answer> => this.call('PATCH', path, body, headers);
  delete = (path: string, headers?: Headers): Promise<Answer> => this.call('DELETE', path, undefined, headers);

  async call(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const response = await fetch(this.#next + path, {
      method,
      headers: {
        ...(this.accessToken === undefined ? {} : { authorization: `Bearer ${this.accessToken}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_WITHIN_MS),
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

  /** The same API as a service account (OAuth 2.0 client credentials). */
  async asService({ clientId, clientSecret }: { clientId: string; clientSecret: string }): Promise<Api> {
    const response = await fetch(`${this.#next}/v1/auth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
    });
    const body = (await response.json()) as { access_token: string };
    if (response.status !== 200) throw new Error(`No token for the service account: ${JSON.stringify(body)}`);
    return this.as(body.access_token);
  }

  /** The same API as whoever the token is of. */
  as(accessToken: string): Api {
    return new Api(this.origin, accessToken);
  }

  get #next(): string {
    return typeof this.origin === 'string' ? this.origin : this.origin();
  }
}

/** The body, of an answer that has to be this one for the test to go on. */
export function required(answer: Answer, ...statuses: number[]): Answer['body'] {
  if (statuses.includes(answer.status)) return answer.body;
  throw new Error(`Expected ${statuses.join(' or ')}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}
