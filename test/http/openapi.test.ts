import { createConfig, lintFromString } from '@redocly/openapi-core';
import { plainToInstance } from 'class-transformer';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { REQUESTS } from '../../src/http/openapi/contracts.ts';
import { EXAMPLES } from '../../src/http/openapi/examples.ts';
import { RequestValidation } from '../../src/http/precompiled-validation.ts';
import { World } from './harness.ts';

let world: World;
let source: string;
beforeAll(async () => {
  world = await World.open();
  source = (await world.app.http.inject({ url: '/openapi.json' })).body;
});
afterAll(() => world.close());

type Operation = {
  security: object[];
  description: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { required?: boolean };
  responses: Record<string, { headers: Record<string, object>; content: object }>;
};
const operation = (method: string, path: string): Operation => JSON.parse(source).paths[path][method];
const codes = (method: string, path: string, status: number): string[] =>
  (
    operation(method, path).responses[status] as unknown as {
      content: {
        'application/problem+json': { schema: { allOf: [object, { properties: { code: { enum: string[] } } }] } };
      };
    }
  ).content['application/problem+json'].schema.allOf[1].properties.code.enum;

describe('the OpenAPI document', () => {
  it('passes the linter with its recommended rules, warnings too', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
    expect(problems.map(({ ruleId, location }) => `${ruleId} ${location[0]?.pointer}`)).toEqual([]);
  });

  it('makes a typed client that compiles, and one that sends nonsense does not', async () => {
    const types = astToString(await openapiTS(JSON.parse(source)));
    expect(compiled(types, 'start({ product: "remote-support-v5", platform: "windows" })')).toEqual([]);
    expect(compiled(types, 'start({ product: "remote-support-v5", platform: "amiga" })')).toHaveLength(1);
    expect(compiled(types, 'batch({ commands: [{ op: "end", sessionId: "s" }] })')).toEqual([]);
    expect(compiled(types, 'batch({ commands: [{ op: "dance" }] })')).toHaveLength(1);
  }, 60_000);

  it.each(REQUESTS.filter(({ name }) => name.endsWith('Body') && name !== 'EmptyBody').map((dto) => [dto.name, dto]))(
    'gives an example of %s that is valid',
    (name, dto) => {
      const example = EXAMPLES[name];
      expect(example).toBeDefined();
      expect(new RequestValidation().transform(example, { type: 'body', metatype: dto })).toEqual(
        plainToInstance(Object, example),
      );
    },
  );

  it('says who may call, also with the cookie', () => {
    expect(operation('post', '/v1/auth/sign-in').security).toEqual([]);
    expect(operation('get', '/health/live').security).toEqual([]);
    expect(operation('get', '/v1/users').security).toEqual([{ bearer: [] }, { cookie: [] }]);
    expect(operation('put', '/v1/users/{id}/seats/{product}').description).toBe(
      'Needs `manage-users` and `manage-seats`.',
    );
  });

  it('says what each call may be refused for', () => {
    expect(codes('post', '/v1/sessions', 409)).toEqual([
      'NO_SEAT_ASSIGNED',
      'ALL_SHARED_SEATS_IN_USE',
      'USER_SUSPENDED',
    ]);
    expect(codes('post', '/v1/sessions/{id}/heartbeat', 410)).toEqual(['SESSION_ENDED']);
    expect(codes('patch', '/v1/users/{id}', 412)).toEqual(['STALE']);
    expect(codes('get', '/v1/users', 503)).toEqual(['OVERLOADED', 'STORE_UNAVAILABLE']);
    expect(operation('get', '/v1/users').responses).not.toHaveProperty('413');
  });

  it('says which headers come and go', () => {
    const names = (method: string, path: string) =>
      operation(method, path)
        .parameters.filter((parameter) => parameter.in === 'header')
        .map(({ name, required }) => `${name} ${required}`);
    expect(names('patch', '/v1/users/{id}').sort()).toEqual(['Idempotency-Key false', 'If-Match false']);
    expect(Object.keys(operation('get', '/v1/users/{id}').responses['200']!.headers)).toEqual([
      'X-Correlation-Id',
      'ETag',
    ]);
    expect(operation('post', '/v1/sessions').responses['409']!.headers).toHaveProperty('Retry-After');
    expect(operation('post', '/v1/sessions').responses['201']!.headers).toHaveProperty('Idempotency-Replayed');
  });

  it('says of every command but those of nobody that it takes an Idempotency-Key', () => {
    const commands = Object.entries(JSON.parse(source).paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, operations]) =>
        Object.entries(operations)
          .filter(([method, { security }]) => method !== 'get' && security.length > 0)
          .map(([method, { parameters }]) => ({
            call: `${method} ${path}`,
            names: parameters.map(({ name }) => name),
          })),
    );
    expect(commands.length).toBeGreaterThan(30);
    expect(commands.filter(({ names }) => !names.includes('Idempotency-Key')).map(({ call }) => call)).toEqual([]);
  });

  it('asks for no body where none is needed', () => {
    expect(operation('post', '/v1/sessions/{id}/end')).not.toHaveProperty('requestBody');
    expect(operation('post', '/v1/users/{id}/suspend').requestBody).toMatchObject({ required: false });
    expect(operation('post', '/v1/sessions').requestBody).toMatchObject({ required: true });
  });

  it('names the columns that lists are sorted by, and they are', async () => {
    const ada = await world.signIn({ email: 'ada@example.com', password: 'correct horse battery' });
    for (const path of ['/v1/users', '/v1/shared-sessions', '/v1/groups']) {
      const { schema } = operation('get', path).parameters.find(({ name }) => name === 'sort')!;
      const columns = /\(\?:([^)]+)\)/.exec((schema as { pattern: string }).pattern)![1]!.split('|');
      expect(columns.length).toBeGreaterThan(0);
      for (const column of columns) expect((await ada.get(`${path}?sort=-${column}`)).status).toBe(200);
      expect((await ada.get(`${path}?sort=shoeSize`)).status).toBe(400);
    }
  });
});

/** What the compiler says of a client that uses the generated types. */
function compiled(types: string, call: string): string[] {
  const client = `
    import type { components } from './schema';
    type Body<Name extends keyof components['schemas']> = components['schemas'][Name];
    declare function start(body: Body<'StartSessionBody'>): void;
    declare function batch(body: Body<'SessionBatchBody'>): void;
    ${call};`;
  const files = new Map([
    ['/schema.ts', types],
    ['/client.ts', client],
  ]);
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ['lib.es2024.d.ts'] };
  const host = ts.createCompilerHost(options);
  const read = host.readFile;
  host.readFile = (name) => files.get(name) ?? read(name);
  const exists = host.fileExists;
  host.fileExists = (name) => files.has(name) || exists(name);
  const original = host.getSourceFile;
  host.getSourceFile = (name, languageVersion) =>
    files.has(name) ? ts.createSourceFile(name, files.get(name)!, languageVersion) : original(name, languageVersion);
  const program = ts.createProgram(['/client.ts'], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
