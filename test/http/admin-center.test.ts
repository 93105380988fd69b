import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { registerAdminCenter } from '../../src/http/admin-center/admin-center.ts';

const SCRIPT = 'console.log("the Admin Center")';

describe('the Admin Center, served', () => {
  let folder: string;
  let server: FastifyInstance;
  const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seatledger-admin-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<meta property="csp-nonce" content="{{nonce}}">');
    writeFileSync(join(folder, 'assets', 'index-1a2b.js'), SCRIPT);
    writeFileSync(join(folder, 'assets', 'index-1a2b.js.br'), brotliCompressSync(SCRIPT));
    server = fastify();
    registerAdminCenter(server, folder);
    await server.ready();
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['/', '/users?seat=remote-support-v5:concurrent', '/users/some-id', '/shared-sessions', '/versions'])(
    'answers its one page at %s',
    async (url) => {
      const { statusCode, headers, body } = await get(url, { accept: 'text/html' });
      expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
      const nonce = /content="(.+)"/.exec(body)?.[1];
      expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    },
  );

  it('gives each answer a nonce of its own', async () => {
    expect((await get('/')).body).not.toBe((await get('/')).body);
  });

  it('allows scripts and requests of this origin, and nothing inline', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^']+'; /);
    expect(policy).not.toContain('unsafe');
  });

  it.each(['/v1', '/v1/nothing', '/docs/nothing', '/scim/v2/Users', '/assets/gone.js', '/favicon.ico'])(
    'has no page at %s, which is for others',
    async (url) => expect((await get(url, { accept: 'text/html' })).statusCode).toBe(404),
  );

  it('has no page for a program that asks for JSON', async () =>
    expect((await get('/users', { accept: 'application/json' })).statusCode).toBe(404));

  it('answers a path of no page with 404 to whoever did not ask for a page, and the first page to anybody', async () => {
    expect((await get('/v2/users', { accept: '*/*' })).statusCode).toBe(404);
    expect((await get('/', { accept: '*/*' })).statusCode).toBe(200);
  });

  it('serves its files compressed, to be kept for good', async () => {
    const plain = await get('/assets/index-1a2b.js');
    expect([plain.statusCode, plain.body, plain.headers['cache-control']]).toEqual([
      200,
      SCRIPT,
      'public, max-age=31536000, immutable',
    ]);
    const small = await get('/assets/index-1a2b.js', { 'accept-encoding': 'br' });
    expect(small.headers).toMatchObject({ 'content-encoding': 'br', 'content-type': plain.headers['content-type'] });
    expect(small.rawPayload).toEqual(brotliCompressSync(SCRIPT));
  });

  it('says what to do where it was not built', async () => {
    const bare = fastify();
    registerAdminCenter(bare, null);
    const answer = await bare.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(answer.body).toContain('npm run build');
    await bare.close();
  });
});
