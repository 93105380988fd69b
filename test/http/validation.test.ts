import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { Type as Nested, plainToInstance } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsObject,
  IsString,
  ValidateIf,
  ValidateNested,
  type ValidationError,
  validateSync,
} from 'class-validator';
import fc from 'fast-check';
import { MAX_IDS, Query, EmptyBody } from '../../src/http/contract/fields.ts';
import { compile, RequestValidation } from '../../src/http/precompiled-validation.ts';
import { AddUserBody, ChangeUserBody, UsersQuery } from '../../src/http/people/users.contract.ts';
import { EndSharedSessionsBody } from '../../src/http/seats/shared-sessions.contract.ts';
import { ConnectSessionBody, HeartbeatsBody, StartSessionBody } from '../../src/http/seats/sessions.contract.ts';
import { SessionCommand } from '../../src/http/seats/session-batches.contract.ts';

const HOT = [
  StartSessionBody,
  ConnectSessionBody,
  HeartbeatsBody,
  EndSharedSessionsBody,
  AddUserBody,
  ChangeUserBody,
] as Type[];
const RULES = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };

/** Values that are right for some field, or nearly so. */
const value = fc.oneof(
  fc.constantFrom(
    'remote-support-v5',
    'mac',
    'attended',
    'member',
    'ada@example.com',
    '',
    ' ',
    'x'.repeat(33),
    '\u0000',
    '👩',
    '\ud800',
    null,
    undefined,
    true,
  ),
  fc.constantFrom(0, 1, -1, 1.5, 3_601, NaN, '7', {}, [], ['id'], ['a b'], [7], [null], Array(1_001).fill('id')),
  fc.string(),
  fc.array(fc.string(), { maxLength: 3 }),
);

/** A command that is right, or has one field that may be wrong; and what is no command at all. */
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom({ op: 'end', sessionId: 'one' }, { op: 'start', product: 'remote-support-v5' }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('op', 'sessionId', 'product', 'agentId', 'platform', 'device', 'mode', 'extra'), value)
      .map(([field, wrong]) => ({
        op: 'connect',
        sessionId: 'one',
        mode: 'attended',
        platform: 'mac',
        [field]: wrong,
      })),
  },
  { weight: 1, arbitrary: value },
);
const batch = fc.oneof(
  { weight: 6, arbitrary: fc.array(command, { maxLength: 4 }).map((commands) => ({ commands })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('commands', 'more'), value).map(([name, wrong]) => ({ [name]: wrong })),
  },
);

class WithOne {
  @ValidateNested()
  @Nested(() => ConnectSessionBody)
  one!: ConnectSessionBody;
}
class WithUntyped {
  @ValidateNested()
  one!: object;
}
/** Bodies in a list. */
class Many {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_IDS)
  // A list would be looked into for commands, and an empty one be fine.
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Nested(() => SessionCommand)
  commands!: SessionCommand[];
}

class WithConditional {
  @ValidateIf((body: WithConditional) => body.one !== 'any')
  @IsString()
  one!: string;
}

const placesOf = (errors: ValidationError[], parent = ''): string[] =>
  errors.flatMap(({ property, constraints, children = [] }) => {
    const place = `${parent}/${property}`;
    return [...(constraints ? [place] : []), ...placesOf(children, place)];
  });

function placesRefused(pipe: RequestValidation, body: object): string[] {
  try {
    pipe.transform(body, { type: 'body', metatype: Many });
    return [];
  } catch (error) {
    const { errors } = (error as { options: { errors: { pointer: string }[] } }).options;
    return [...new Set(errors.map(({ pointer }) => pointer))];
  }
}

describe('precompiled validation', () => {
  it.each(HOT.map((dto) => [dto.name, dto] as const))(
    '%s: says yes to exactly what the library says yes to',
    (_name, dto) => {
      const check = compile(dto)!;
      const fields = Object.keys(plainToInstance(dto, {}) as object).concat(
        'product',
        'agentId',
        'platform',
        'device',
        'mode',
        'sessionIds',
        'reason',
        'note',
        'graceSeconds',
        'email',
        'firstName',
        'lastName',
        'role',
        'privileges',
        'groupIds',
        'managedGroupIds',
        'extra',
      );
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 6 }), (given) => {
          const body = { ...given };
          expect(check(body)).toBe(validateSync(plainToInstance(dto, body) as object, RULES).length === 0);
        }),
        { numRuns: 400 },
      );
    },
  );

  it('judges each command of a batch as the library does, and names the same places', () => {
    expect(compile(Many)).not.toBeNull();
    const pipe = new RequestValidation();
    fc.assert(
      fc.property(batch, (body) => {
        const expected = placesOf(validateSync(plainToInstance(Many, body), RULES));
        expect(placesRefused(pipe, body)).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes a batch that is right without the library', () => {
    const body = { commands: [{ op: 'start', product: 'remote-support-v5', agentId: 'ada', device: null }] };
    expect(new RequestValidation().transform(body, { type: 'body', metatype: Many })).toBe(body);
  });

  it('says where in a list something is wrong', () => {
    const pipe = new RequestValidation();
    const commands = [
      { op: 'end', sessionId: 'one' },
      { op: 'fly', speed: 9 },
    ];
    const run = () => pipe.transform({ commands }, { type: 'body', metatype: Many });
    expect(run).toThrow(
      expect.objectContaining({
        options: {
          errors: expect.arrayContaining([
            { pointer: '/commands/1/speed', message: 'is not a known field' },
            expect.objectContaining({ pointer: '/commands/1/op' }),
          ]),
        },
      }),
    );
  });

  it('compiles a nested object, and leaves to the library what it cannot compile', () => {
    const check = compile(WithOne)!;
    expect(check({ one: { mode: 'attended', platform: 'mac' } })).toBe(true);
    expect(check({ one: { mode: 'attended' } })).toBe(false);
    expect(check({ one: [{ mode: 'attended', platform: 'mac' }] })).toBe(false);
    expect(compile(WithUntyped)).toBeNull();
    expect(compile(WithConditional)).toBeNull();
  });

  it('takes queries as text: numbers are made of them, single values become lists, defaults are filled in', () => {
    const pipe = new RequestValidation();
    const query = pipe.transform({ limit: '7', seat: 'a:named' }, { type: 'query', metatype: UsersQuery });
    expect(query).toMatchObject({ limit: 7, seat: ['a:named'] });
    expect(pipe.transform({}, { type: 'query', metatype: UsersQuery })).toMatchObject({ limit: 50 });
    expect(() => pipe.transform({ after: '-1' }, { type: 'query', metatype: Query })).toThrow();
  });

  it('where nothing is expected, nothing is what may come', () => {
    const pipe = new RequestValidation();
    expect(pipe.transform(undefined, { type: 'body', metatype: EmptyBody })).toEqual({});
    expect(() => pipe.transform({ force: true }, { type: 'body', metatype: EmptyBody })).toThrow();
  });
});
