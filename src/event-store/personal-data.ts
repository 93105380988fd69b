import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { JsonObject } from './event-store.ts';

/** The fields of a person, marked (p) in the catalogue of events. Stored for ever: add, never take away. */
const PERSONAL_FIELDS = new Map<string, readonly string[]>([
  ['UserAdded', ['email', 'firstName', 'lastName', 'externalId']],
  ['UserProfileChanged', ['email', 'firstName', 'lastName', 'externalId']],
]);

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'p1';
/** The person of an event is the id in the name of its stream. */
const PERSON_STREAM = 'user-';

/** One key of 32 bytes a person, kept outside the log: with the key, the person's fields are gone everywhere at once. */
export type PersonalKeys = {
  /**
   * To read with; `null` when the person never had a key, or it was destroyed. A promise only where it has to be fetched:
   * what is asked for in one turn of the loop should be fetched together.
   */
  get(personId: string): Buffer | null | Promise<Buffer | null>;
  /**
   * To seal with: as it is now, whoever may destroy it. A new one is durable before this answers. Must refuse for a person
   * whose key was destroyed.
   */
  getOrCreate(personId: string): Buffer | Promise<Buffer>;
  destroy(personId: string): void | Promise<void>;
};

/** As much of an event as tells whose data it holds. */
export type PersonalEvent = { stream: string; type: string; data: JsonObject };

/** Keys by person; whoever is not in it, or has `null`, has none. */
export type KeysAtHand = ReadonlyMap<string, Buffer | null>;

/** A sealed field that is not what was written for this person and field. */
export class PersonalDataDamaged extends Error {
  override name = 'PersonalDataDamaged';
}

/** Opens the personal fields of events where they leave the store. */
export class PersonalDataReader {
  readonly #keys: Pick<PersonalKeys, 'get'>;

  constructor(keys: Pick<PersonalKeys, 'get'>) {
    this.#keys = keys;
  }

  /** The keys that `open` needs for these events. A promise only where one has to be fetched, then of all of them. */
  keysOf(events: readonly PersonalEvent[]): KeysAtHand | Promise<KeysAtHand> {
    const keys: Map<string, Buffer | null> = new Map();
    const fetching: Promise<unknown>[] = [];
    for (const person of personsOf(events)) {
      const key = this.#keys.get(person);
      if (key instanceof Promise) fetching.push(key.then((fetched) => keys.set(person, fetched)));
      else keys.set(person, key);
    }
    return fetching.length === 0 ? keys : Promise.all(fetching).then(() => keys);
  }

  /**
   * The data with its personal fields readable, or `null` once the person's key is gone.
   * @throws PersonalDataDamaged
   */
  open({ stream, type, data }: PersonalEvent, keys: KeysAtHand): JsonObject {
    const fields = personalFieldsOf(type, data);
    if (!fields.length) return data;
    const person = personOf(stream, type);
    const key = keys.get(person) ?? null;
    const readable = { ...data };
    for (const field of fields) readable[field] = key && openText(key, person, field, data[field] as string);
    return readable;
  }
}

/** Seals the personal fields of events before they reach the store, and opens them where they leave it. */
export class PersonalData extends PersonalDataReader {
  readonly #keys: PersonalKeys;

  constructor(keys: PersonalKeys) {
    super(keys);
    this.#keys = keys;
  }

  /**
   * The data as it may be stored; the very same object where nothing in it is personal. `null` stays `null`.
   * A promise only where a key has to be looked up.
   */
  seal(stream: string, type: string, data: JsonObject): JsonObject | Promise<JsonObject> {
    const fields = personalFieldsOf(type, data);
    if (!fields.length) return data;
    const person = personOf(stream, type);
    const key = this.#keys.getOrCreate(person);
    return key instanceof Promise
      ? key.then((fetched) => sealed(fetched, person, fields, data))
      : sealed(key, person, fields, data);
  }
}

/** All of them before anything is fetched: an event in a wrong place must not leave a promise behind that nobody awaits. */
function personsOf(events: readonly PersonalEvent[]): Set<string> {
  const persons = new Set<string>();
  for (const { stream, type, data } of events)
    if (personalFieldsOf(type, data).length > 0) persons.add(personOf(stream, type));
  return persons;
}

const NO_FIELDS: readonly string[] = [];

function personalFieldsOf(type: string, data: JsonObject): readonly string[] {
  return PERSONAL_FIELDS.get(type)?.filter((field) => typeof data[field] === 'string') ?? NO_FIELDS;
}

function sealed(key: Buffer, person: string, fields: readonly string[], data: JsonObject): JsonObject {
  const storable = { ...data };
  for (const field of fields) storable[field] = sealText(key, person, field, data[field] as string);
  return storable;
}

function sealText(key: Buffer, person: string, field: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(person, field));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const body = Buffer.concat([cipher.getAuthTag(), encrypted]);
  return `${VERSION}.${iv.toString('base64url')}.${body.toString('base64url')}`;
}

function openText(key: Buffer, person: string, field: string, sealed: string): string {
  const [version, iv, body] = sealed.split('.');
  if (version !== VERSION || !iv || !body) throw damaged(person, field);
  const bytes = Buffer.from(body, 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(person, field));
    decipher.setAuthTag(bytes.subarray(0, TAG_BYTES));
    return decipher.update(bytes.subarray(TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw damaged(person, field, cause);
  }
}

/** What the tag also covers: a sealed field moved to another field or person does not open. */
function boundTo(person: string, field: string): Buffer {
  return Buffer.from(`${person}/${field}`);
}

function damaged(person: string, field: string, cause?: unknown): PersonalDataDamaged {
  return new PersonalDataDamaged(
    `${field} of user ${person} cannot be opened: it was changed, or sealed with another key`,
    {
      cause,
    },
  );
}

function personOf(stream: string, type: string): string {
  if (stream.startsWith(PERSON_STREAM) && stream.length > PERSON_STREAM.length)
    return stream.slice(PERSON_STREAM.length);
  throw new Error(`${type} holds personal data and belongs in a stream of a person, not in ${stream}`);
}
