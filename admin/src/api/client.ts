import createClient, { type Middleware } from 'openapi-fetch';
import { ApiError, Unreachable } from './errors.ts';
import { noteAnswered } from './reachability.ts';
import type { components, paths } from './schema.ts';

export type Schemas = components['schemas'];

/** For how long reads ask for a position that is known to be there. Read models are behind by milliseconds, so this is ample. */
const ASK_AFTER_FOR_MS = 10_000;
let known = { position: 0, atMs: 0 };

/** Something was written at this position: what is read from now on shows it. */
export function readAfter(position: string): void {
  const written = Number(position);
  if (written >= known.position) known = { position: written, atMs: Date.now() };
}

/** A query waits on the server until it has passed what was written here, or what the server has told of. */
const upToDate: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' || Date.now() - known.atMs > ASK_AFTER_FOR_MS) return undefined;
    const url = new URL(request.url);
    const asked = Number(url.searchParams.get('after') ?? 0);
    url.searchParams.set('after', String(Math.max(asked, known.position)));
    return new Request(url, request);
  },
};

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Unreachable();
  }
}

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: reach });
api.use(upToDate);

type Call<Answer> = Promise<{ data?: Answer; error?: unknown; response: Response }>;

/** The answer of a call. @throws ApiError, Unreachable */
export async function take<Answer>(call: Call<Answer>): Promise<Answer> {
  try {
    const { data, error, response } = await call;
    if (!response.ok) throw problemOf(response, error);
    noteAnswered(true);
    return data as Answer;
  } catch (error) {
    noteAnswered(!(error instanceof Unreachable));
    throw error;
  }
}

/** A command's answer; what is read from now on shows it. */
export async function done<Answer>(call: Call<Answer>): Promise<Answer> {
  const answer = await take(call);
  const position = (answer as { position?: string } | undefined)?.position;
  if (position !== undefined) readAfter(position);
  return answer;
}

function problemOf(response: Response, body: unknown): Error {
  const isOurs = response.headers.get('content-type')?.includes('problem+json');
  if (!isOurs)
    return response.status >= 500
      ? new Unreachable()
      : new ApiError(response.status, '', response.statusText, undefined, [], undefined);
  const { code, title, detail, errors = [] } = body as Schemas['Problem'];
  const retryAfter = Number(response.headers.get('retry-after'));
  return new ApiError(response.status, code, title, detail, errors, retryAfter > 0 ? retryAfter : undefined);
}

/** A key for one act: tried again after a lost connection, it is done once. */
export const oneAct = () => ({ 'Idempotency-Key': crypto.randomUUID?.() ?? randomKey() });

/** `randomUUID` exists on secure origins only; a server tried out on a plain address is none. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
