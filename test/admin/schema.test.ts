import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import openapiTS, { astToString } from 'openapi-typescript';
import { World } from '../http/harness.ts';

const SCHEMA = new URL('../../admin/src/api/schema.ts', import.meta.url);
const HEADER = '// Generated from the served OpenAPI document by: UPDATE_SCHEMA=1 npx jest test/admin/schema\n\n';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world?.close());

it('the Admin Center is typed by the API document that is served', async () => {
  const { body } = await world.call('GET', '/openapi.json', undefined, {}, false);
  const generated = HEADER + astToString(await openapiTS(body));
  if (process.env.UPDATE_SCHEMA) writeFileSync(SCHEMA, generated);
  expect(readFileSync(SCHEMA, 'utf8')).toBe(generated);
});
