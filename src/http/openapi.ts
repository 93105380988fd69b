import { readFileSync } from 'node:fs';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiProperty, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ANSWERS, REQUESTS } from './contracts.ts';
import { schemaOf } from './dto-schema.ts';

type Described = Parameters<typeof ApiProperty>[0];

/** The document of the API: calls from the controllers, requests from their validation rules, answers from their contracts. */
export function openApiDocument(app: NestFastifyApplication, version: string): OpenAPIObject {
  for (const dto of REQUESTS) describe(dto);
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Seatledger')
    .setDescription('Named and shared seats: who holds one, who may have one, and who cleared whose.')
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addCookieAuth('seatledger', { type: 'apiKey', in: 'cookie' }, 'cookie')
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}.${method}`,
  });
  const answers = Object.fromEntries(ANSWERS.map(({ name, schema }) => [name, schema]));
  const schemas = { ...document.components?.schemas, ...answers } as NonNullable<
    OpenAPIObject['components']
  >['schemas'];
  for (const dto of REQUESTS) if (schemas?.[dto.name]) schemas[dto.name] = schemaOf(dto) as (typeof schemas)[string];
  return { ...document, components: { ...document.components, schemas } };
}

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
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const { version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string };
      return version;
    } catch {
      // Compiled code lies one folder deeper.
    }
  }
  return '0.0.0';
}
