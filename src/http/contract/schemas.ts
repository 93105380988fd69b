import { PLATFORMS, SEAT_TYPES, SESSION_MODES } from '../../domain/catalogue.ts';
import { ROLES } from '../../domain/user/roles.ts';
import type { Schema } from '../openapi/dto-schema.ts';

/* The words that answers are made of, as JSON Schema. Objects are closed: a field that is not here is not sent. */

export const text: Schema = { type: 'string' };
export const whole: Schema = { type: 'integer', minimum: 0 };
export const flag: Schema = { type: 'boolean' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const position: Schema = {
  type: 'string',
  pattern: '^[0-9]+$',
  description: 'A place in the store. Pass it on as `after`.',
};
export const seatType: Schema = { enum: SEAT_TYPES };
export const mode: Schema = { enum: [...SESSION_MODES, null] };
export const platform: Schema = { enum: [...PLATFORMS, null] };
export const role: Schema = { enum: ROLES };
export const status: Schema = { enum: ['invited', 'active', 'inactive', 'suspended'] };

export const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const listOf = (items: Schema): Schema => ({ type: 'array', items });

/** A closed object; a name that ends in `?` may be left out. */
export function object(properties: Record<string, Schema>): Schema {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace('?', ''), schema])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
  };
}

export const page = (items: Schema): Schema =>
  object({ items: listOf(items), nextCursor: nullable(text), total: whole, position });
export const shown = (items: Schema): Schema => object({ items: listOf(items), position });

export const seat = object({ product: text, type: seatType, label: text });
export const group = object({ id: text, name: text });
export const actor = object({ kind: { enum: ['user', 'service', 'system'] }, id: text, name: nullable(text) });
