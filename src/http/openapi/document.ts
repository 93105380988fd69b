import { readFileSync } from 'node:fs';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiProperty, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ANSWERS, REQUESTS } from './contracts.ts';
import { schemaOf } from './dto-schema.ts';
import { completeOperations } from './operations.ts';

const DESCRIPTION = `Named and shared seats: who holds one, who may have one, and who cleared whose.

Commands answer with a \`position\` in the log; pass it to a query as \`after\` and the answer shows what the command did. A
command may carry an \`Idempotency-Key\`: a repeat gets the first answer. Lists answer \`items\`, \`nextCursor\` and \`total\`; pass the
cursor on to get the next page. Errors are problem documents (RFC 9457) with a \`code\`; a validation error lists \`errors\`,
each with a JSON pointer.`;

const TAGS = [
  { name: 'signing in', description: 'Passwords, invitations, tokens, and who is asking.' },
  { name: 'sessions', description: 'What agents and agent services do: start, keep alive, end.' },
  { name: 'shared sessions', description: 'Who holds a shared seat, and clearing it.' },
  { name: 'open sessions', description: 'The same over all open sessions, on named seats too.' },
  { name: 'push', description: 'What changes, as it changes.' },
  { name: 'plan and account', description: 'Seats bought, settings, the billing contact.' },
  { name: 'users and seats', description: 'People, their roles, and the seats assigned to them.' },
  { name: 'user groups', description: 'Groups that people belong to and managers manage.' },
  { name: 'service accounts', description: 'Programs that sign in with a client secret.' },
  { name: 'history', description: 'Who did what, when, and why.' },
  { name: 'operation', description: 'For monitors and load balancers.' },
];

type Described = Parameters<typeof ApiProperty>[0];

/** The document of the API: calls from the controllers, requests from their validation rules, answers from their contracts. */
export function openApiDocument(app: NestFastifyApplication, version: string): OpenAPIObject {
  for (const dto of REQUESTS) describe(dto);
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Seatledger')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addCookieAuth('seatledger', { type: 'apiKey', in: 'cookie' }, 'cookie')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}.${method}`,
  });
  const answers = Object.fromEntries(ANSWERS.map(({ name, schema }) => [name, schema]));
  const schemas = { ...document.components?.schemas, ...answers } as NonNullable<
    OpenAPIObject['components']
  >['schemas'];
  for (const dto of REQUESTS)
    if (schemas?.[dto.name]) schemas[dto.name] = schemaOf(dto, { mayBeNull: true }) as (typeof schemas)[string];
  const described = {
    ...document,
    info: infoOf(document),
    tags: TAGS,
    components: { ...document.components, schemas },
  };
  completeOperations(described);
  return described;
}

function infoOf({ info: { title, description, version } }: OpenAPIObject): OpenAPIObject['info'] {
  return { title, version, description, license: LICENSE };
}

/** OpenAPI 3.1 names a licence by its SPDX identifier; the library's types are those of 3.0. */
const LICENSE = { name: 'Apache License 2.0', identifier: 'Apache-2.0' } as { name: string };

/** Tells @nestjs/swagger what the validation rules say, so that query parameters are listed, too. */
function describe(dto: Type): void {
  const { properties, required } = schemaOf(dto);
  for (const [name, schema] of Object.entries(properties)) {
    const type =
      schema.type === 'array' ? { ...schema, type: 'array', items: schema.items ?? {} } : { type: 'string', ...schema };
    ApiProperty({ ...type, required: required.includes(name) } as Described)(dto.prototype, name);
  }
}

/** The version in package.json, wherever the program runs from. */
export function packageVersion(): string {
  for (const path of ['../../../package.json', '../../../../package.json']) {
    try {
      const { version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string };
      return version;
    } catch {
      // Compiled code lies one folder deeper.
    }
  }
  return '0.0.0';
}
