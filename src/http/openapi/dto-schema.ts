import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { ValidationTypes } from 'class-validator';
import { rulesOf } from '../precompiled-validation.ts';

/** JSON Schema 2020-12, as OpenAPI 3.1 speaks it. */
export type Schema = { [keyword: string]: unknown };

type Keywords = (constraints: unknown[]) => Schema;

/** What each class-validator rule means in JSON Schema. A rule that is not here is checked all the same, only not described. */
const KEYWORDS: Record<string, Keywords> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object' }),
  isArray: () => ({ type: 'array' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isInstant: () => ({ type: 'string', format: 'date-time' }),
  isIn: ([values]) => ({ enum: values }),
  min: ([minimum]) => ({ minimum }),
  max: ([maximum]) => ({ maximum }),
  minLength: ([minLength]) => ({ minLength }),
  maxLength: ([maxLength]) => ({ maxLength }),
  isLength: ([minLength, maxLength]) => ({ minLength, maxLength }),
  matches: ([pattern]) => ({ pattern: (pattern as RegExp).source }),
  arrayMinSize: ([minItems]) => ({ minItems }),
  arrayMaxSize: ([maxItems]) => ({ maxItems }),
  byProduct: ([minimum, maximum]) => ({
    type: 'object',
    additionalProperties: { type: 'integer', minimum, maximum },
  }),
  eachForItself: ([item]) => schemaOf((item as () => Type)(), { mayBeNull: true }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/** Describes a request DTO from its validation rules, so that the document can't say other than the check does. */
export function schemaOf(
  dto: Type,
  { mayBeNull = false }: { mayBeNull?: boolean } = {},
): Schema & { properties: Record<string, Schema>; required: string[] } {
  const properties: Record<string, Schema> = {};
  const optional = new Set<string>();
  for (const rule of rulesOf(dto)) {
    properties[rule.propertyName] ??= {};
    const property = properties[rule.propertyName]!;
    if (rule.name === 'isOptional') optional.add(rule.propertyName);
    const keywords = keywordsOf(dto, rule);
    if (rule.each) property.items = { ...(property.items as Schema | undefined), ...keywords };
    else Object.assign(property, keywords);
  }
  const defaults = new dto() as Record<string, unknown>;
  for (const [name, property] of Object.entries(properties)) {
    if (defaults[name] !== undefined) property.default = defaults[name];
    else if (mayBeNull && optional.has(name)) properties[name] = orNull(property);
  }
  const required = Object.keys(properties).filter((name) => !optional.has(name) && defaults[name] === undefined);
  return { type: 'object', additionalProperties: false, properties, required };
}

function keywordsOf(dto: Type, { type, name, constraints, propertyName }: ReturnType<typeof rulesOf>[number]): Schema {
  if (type !== ValidationTypes.NESTED_VALIDATION) return KEYWORDS[name ?? '']?.(constraints ?? []) ?? {};
  return schemaOf(nestedType(dto, propertyName), { mayBeNull: true });
}

/** Class-transformer keeps what `@Type` names to itself, so an instance is made and asked. */
function nestedType(dto: Type, propertyName: string): Type {
  const made = plainToInstance(dto, { [propertyName]: [{}] }) as Record<string, object[]>;
  return made[propertyName]![0]!.constructor as Type;
}

/** In a body, `null` says the same as leaving a field out. */
const orNull = (schema: Schema): Schema =>
  Array.isArray(schema.enum) ? { ...schema, enum: [...schema.enum, null] } : { ...schema, type: [schema.type, 'null'] };
