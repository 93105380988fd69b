import { applyDecorators } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { NOTE_MAX_CHARACTERS } from '../../domain/seat-pool/seat-pool.messages.ts';
import { EMAIL_MAX_CHARACTERS, NAME_MAX_CHARACTERS } from '../../domain/user/person.ts';
import { CONTROL_CHARACTER, VISIBLE_CHARACTER } from '../../domain/validation.ts';

export const MAX_IDS = 1_000;
const MAX_ID_CHARACTERS = 64;
/** Any script and emoji, but nothing that forges lines or turns the text around it, and something to see. */
const VISIBLE = new RegExp(`^(?=.*${VISIBLE_CHARACTER.source})(?:(?!${CONTROL_CHARACTER.source}).)*$`, 'u');
/** Lines and tabs are fine in a note. */
const READABLE = /^(?:[\t\n\r]|[^\p{Cc}\p{Cs}])*$/u;
const EMAIL =
  /^[^\s@\p{Cc}\p{Cs}\p{DI}\u2800]+@[^\s@.\p{Cc}\p{Cs}\p{DI}\u2800]+(\.[^\s@.\p{Cc}\p{Cs}\p{DI}\u2800]+)*$/u;
/** An id that can name nothing (it would not even be text to a database) is refused before anything is asked. */
const ID = /^\w[\w.:-]*$/;

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

export const isId = (text: string): boolean => text.length <= MAX_ID_CHARACTERS && ID.test(text);

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

/** A list whose items are described by a class and checked one by one later: a malformed one fails alone. */
export const EachForItself = (item: () => new () => object) =>
  ValidateBy({ name: 'eachForItself', constraints: [item], validator: { validate: () => true } }, { each: true });

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** RFC 3339, with its offset, and in the calendar: `Date` takes the 30th of February for the 2nd of March. */
/** A number for each product, which is none that is not whole or out of range. Whether the product exists, the rules know. */
export const ByProduct = (min: number, max: number) =>
  ValidateBy({
    name: 'byProduct',
    constraints: [min, max],
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every(Number.isInteger),
      defaultMessage: () => 'must be an object with a whole number for each product',
    },
  });

/** The columns a list may be sorted by, several with commas between them; `-` turns the order around. */
export const SortedBy = (...columns: string[]) => {
  const column = `-?(?:${columns.join('|')})`;
  return Matches(new RegExp(`^${column}(?:,${column})*$`), {
    message: `sort must name columns of ${columns.join(', ')}, with commas between them`,
  });
};

export const Instant = () =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: isInstant,
      defaultMessage: () => '$property must be an instant such as 2026-01-31T09:00:00Z',
    },
  });

function isInstant(value: unknown): boolean {
  const date = typeof value === 'string' ? INSTANT.exec(value)?.[1] : undefined;
  if (date === undefined || Number.isNaN(Date.parse(value as string))) return false;
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}

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

/** A repeatable query parameter that takes only these values. */
export const RepeatableOf = (values: readonly string[]) => applyDecorators(Repeatable(), IsIn(values, { each: true }));

export const RepeatableId = () =>
  applyDecorators(Repeatable(), Matches(ID, { each: true, message: 'each value in $property must be an id' }));

const MAX_LIST_ITEMS = 500;
export const DEFAULT_LIST_ITEMS = 50;
const MAX_SEARCH_CHARACTERS = 200;
/** Longer than any that was given out: a cursor holds the values that its order sorts by. */
const MAX_CURSOR_CHARACTERS = 4_000;

/** What every query takes: to wait until it shows what the caller has done. */
export class Query {
  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: 'after must be a position' })
  after?: string;
}

/** Digits and nothing else; anything else stays what it is, and is no number. */
const numberOf = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

export class ListQuery extends Query {
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => numberOf(value))
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
  @Matches(READABLE, { message: '$property must hold no control characters' })
  q?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  sort?: string;
}

/** A moment of the past: a time, or a place in the store. */
export class AsOf {
  @IsOptional()
  @Instant()
  asOf?: string;

  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: 'asOfPosition must be a position' })
  asOfPosition?: string;
}

/** What a whole list takes, as a file. */
export class ExportQuery extends OmitType(SearchQuery, ['limit', 'cursor'] as const) {}

/** For calls that take nothing: an empty object or no body at all. */
export class EmptyBody {}
