import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { NOTE_MAX_CHARACTERS } from '../domain/seat-pool/seat-pool.messages.ts';
import { EMAIL_MAX_CHARACTERS, NAME_MAX_CHARACTERS } from '../domain/user/person.ts';

export const MAX_IDS = 1_000;
const MAX_ID_CHARACTERS = 64;
/** Any script and emoji, but nothing that forges lines or turns the text around it, and something to see. */
const VISIBLE = /^(?=.*\S)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u;
/** Lines and tabs are fine in a note. */
const READABLE = /^(?:[\t\n\r]|[^\p{Cc}\p{Cs}])*$/u;
const EMAIL = /^[^\s@\p{Cc}\p{Cs}]+@[^\s@.\p{Cc}\p{Cs}]+(\.[^\s@.\p{Cc}\p{Cs}]+)*$/u;
/** An id that can name nothing (it would not even be text to a database) is refused before anything is asked. */
const ID = /^[\x21-\x7e]+$/;

export const Text = (maxCharacters: number) =>
  applyDecorators(
    IsString(),
    Length(1, maxCharacters),
    Matches(VISIBLE, { message: '$property must hold visible characters, and no control characters' }),
  );

/** U4: names have at most 32 characters. */
export const Name = () => Text(NAME_MAX_CHARACTERS);

/** U4: addresses have at most 128. Whether one exists only a mail can tell, so the form is checked loosely. */
export const EmailAddress = () =>
  applyDecorators(
    IsString(),
    Length(3, EMAIL_MAX_CHARACTERS),
    Matches(EMAIL, { message: '$property must be an e-mail address' }),
  );

export const Note = () =>
  applyDecorators(
    IsOptional(),
    IsString(),
    Length(0, NOTE_MAX_CHARACTERS),
    Matches(READABLE, { message: '$property must hold no control characters' }),
  );

export const Id = () =>
  applyDecorators(IsString(), Length(1, MAX_ID_CHARACTERS), Matches(ID, { message: '$property must be an id' }));

export const Ids = (maxItems = MAX_IDS) =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(maxItems),
    IsString({ each: true }),
    Length(1, MAX_ID_CHARACTERS, { each: true }),
    Matches(ID, { each: true, message: 'each value in $property must be an id' }),
  );

export const OneOf = (values: readonly unknown[]) => IsIn(values);
export const SomeOf = (values: readonly string[]) =>
  applyDecorators(IsArray(), ArrayMaxSize(values.length), IsIn(values, { each: true }));
export const Whole = (min: number, max: number) => applyDecorators(IsInt(), Min(min), Max(max));
export const Instant = () => IsISO8601({ strict: true, strictSeparator: true });

/** A repeatable query parameter: one value is a list of one. */
export const Repeatable = (maxValues = 50) =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === undefined || Array.isArray(value) ? value : [value])),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(maxValues),
    IsString({ each: true }),
    Length(1, 200, { each: true }),
  );

const MAX_LIST_ITEMS = 500;
export const DEFAULT_LIST_ITEMS = 50;
export const MAX_SEARCH_CHARACTERS = 200;
/** Longer than any that was given out: a cursor holds the values that its order sorts by. */
const MAX_CURSOR_CHARACTERS = 4_000;

/** What every query takes: to wait until it shows what the caller has done. */
export class Query {
  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: 'after must be a position' })
  after?: string;
}

export class ListQuery extends Query {
  @IsOptional()
  @Type(() => Number)
  @Whole(1, MAX_LIST_ITEMS)
  limit: number = DEFAULT_LIST_ITEMS;

  @IsOptional()
  @IsString()
  @Length(1, MAX_CURSOR_CHARACTERS)
  cursor?: string;
}

export class SearchQuery extends ListQuery {
  @IsOptional()
  @IsString()
  @Length(0, MAX_SEARCH_CHARACTERS)
  q?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  sort?: string;
}

/** For calls that take nothing: an empty object or no body at all. */
export class EmptyBody {}
