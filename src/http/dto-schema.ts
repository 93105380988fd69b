import type { Type } from '@nestjs/common';
import { rulesOf } from './precompiled-validation.ts';

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
  arrayUnique: () => ({ uniqueItems: true }),
};

/** Describes a request DTO from its validation rules, so that the document can't say other than the check does. */
export function schemaOf(dto: Type): Schema & { properties: Record<string, Schema>; required: string[] } {
  const properties: Record<string, Schema> = {};
  const optional = new Set<string>();
  for (const rule of rulesOf(dto)) {
    properties[rule.propertyName] ??= {};
    const property = properties[rule.propertyName]!;
    if (rule.name === 'isOptional') optional.add(rule.propertyName);
    const keywords = KEYWORDS[rule.name ?? '']?.(rule.constraints ?? []) ?? {};
    if (rule.each) property.items = { ...(property.items as Schema | undefined), ...keywords };
    else Object.assign(property, keywords);
  }
  const required = Object.keys(properties).filter((name) => !optional.has(name));
  return { type: 'object', additionalProperties: false, properties, required };
}
