import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Json, JsonObject } from './event-store.ts';

/** What of an event is personal: its fields, whose they are, and since which schema of the event they are sealed. */
type Personal = { fields: readonly string[]; person: 'stream' | 'agentId'; sinceSchema: number };

const PROFILE: Personal = {
  fields: ['email', 'firstName', 'lastName', 'externalId'],
  person: 'stream',
  sinceSchema: 1,
};

/** The fields of a person, marked (p) in the catalogue of events. Stored for ever: add, never take away. */
const PERSONAL = new Map<string, Personal>([
  ['UserAdded', PROFILE],
  ['UserProfileChanged', PROFILE],
  ['SessionStarted', { fields: ['device'], person: 'agentId', sinceSchema: 3 }],
  ['SessionEndRequested', { fields: ['note'], person: 'agentId', sinceSchema: 2 }],
  ['SessionEnded', { fields: ['note'], person: 'agentId', sinceSchema: 2 }],
]);

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'p1';
/** The person of a profile is the id in the name of its stream. */
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

/** As much of an event as tells whose data it holds, and whether that is sealed. */
export type PersonalEvent = { stream: string; type: string; data: JsonObject; metadata: { schema?: Json } };

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
  open({ stream, type, data, metadata }: PersonalEvent, keys: KeysAtHand): JsonObject {
    const personal = sealedIn(type, metadata);
    const fields = textsOf(personal, data);
    if (!personal || fields.length === 0) return data;
    const person = personOf(personal, stream, type, data);
    const key = keys.get(person) ?? null;
    const readable = { ...data };
    for (const field of fields) readable[field] = key && openText(key, person, field, data[field] as string);
    return readable;
  }
}

/** A sealed text with whose it is, as `carried` leaves it in an event's data. */
type Carried = { person: string; field: string; text: string };
const CARRIED = /^sealed\|([^|]*)\|([^|]*)\|(.*)$/su;
const CLEAR = 'clear|';

/**
 * The data of a stored event whose personal texts stay sealed, each with what opening it takes: for states that are folded,
 * and perhaps kept, before anybody is to read them. Whoever reads them opens them with `openCarried`.
 */
export function carried({ stream, type, data, metadata }: PersonalEvent): JsonObject {
  const personal = PERSONAL.get(type);
  const fields = textsOf(personal, data);
  if (!personal || fields.length === 0) return data;
  const isSealed = sealedIn(type, metadata) !== undefined;
  const person = isSealed ? personOf(personal, stream, type, data) : '';
  const texts = fields.map((field) => [
    field,
    isSealed ? `sealed|${person}|${field}|${data[field]}` : `${CLEAR}${data[field]}`,
  ]);
  return { ...data, ...Object.fromEntries(texts) };
}

/** Opens what `carried` has left sealed. */
export class CarriedTexts {
  readonly #keys: Pick<PersonalKeys, 'get'>;

  constructor(keys: Pick<PersonalKeys, 'get'>) {
    this.#keys = keys;
  }

  /** Keys are looked up anew each time, so that an erased person is unreadable at once. */
  async openAll(texts: Iterable<string | null>): Promise<(text: string | null) => string | null> {
    const persons = new Set<string>();
    for (const text of texts) {
      const sealedText = text === null ? null : carriedIn(text);
      if (sealedText) persons.add(sealedText.person);
    }
    const keys = new Map<string, Buffer | null>();
    for (const some of inChunks([...persons], KEYS_AT_ONCE))
      await Promise.all(some.map(async (person) => keys.set(person, await this.#keys.get(person))));
    return (text) => (text === null ? null : opened(text, keys));
  }
}

/** As many as one query of keys asks for. */
const KEYS_AT_ONCE = 1_000;

function opened(text: string, keys: KeysAtHand): string | null {
  if (text.startsWith(CLEAR)) return text.slice(CLEAR.length);
  const found = carriedIn(text);
  const key = found && keys.get(found.person);
  return found && key ? openText(key, found.person, found.field, found.text) : null;
}

function carriedIn(text: string): Carried | null {
  const [, person, field, sealedText] = CARRIED.exec(text) ?? [];
  return person === undefined ? null : { person, field: field!, text: sealedText! };
}

function* inChunks<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
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
    const personal = PERSONAL.get(type);
    const fields = textsOf(personal, data);
    if (!personal || fields.length === 0) return data;
    const person = personOf(personal, stream, type, data);
    const key = this.#keyToSeal(personal, person);
    return key instanceof Promise
      ? key.then((fetched) => sealed(fetched, person, fields, data))
      : sealed(key, person, fields, data);
  }

  /** Has a person's key at hand for what is about to be sealed, so that a batch need not wait for one after another. */
  fetchKey(person: string): unknown {
    return this.#keys.get(person);
  }

  /**
   * A profile is sealed with the key as it is now: what a destroyed one sealed would be lost. What an agent's session says
   * may be sealed with the key that is at hand: if that is destroyed meanwhile, it is gone as it should be.
   */
  #keyToSeal({ person }: Personal, id: string): Buffer | Promise<Buffer> {
    if (person === 'stream') return this.#keys.getOrCreate(id);
    const atHand = this.#keys.get(id);
    if (!(atHand instanceof Promise)) return atHand ?? this.#keys.getOrCreate(id);
    return atHand.then((key) => key ?? this.#keys.getOrCreate(id));
  }
}

/** All of them before anything is fetched: an event in a wrong place must not leave a promise behind that nobody awaits. */
function personsOf(events: readonly PersonalEvent[]): Set<string> {
  const persons = new Set<string>();
  for (const { stream, type, data, metadata } of events) {
    const personal = sealedIn(type, metadata);
    if (personal && textsOf(personal, data).length > 0) persons.add(personOf(personal, stream, type, data));
  }
  return persons;
}

const NO_FIELDS: readonly string[] = [];

/** What is sealed in a stored event of this schema. */
function sealedIn(type: string, { schema }: PersonalEvent['metadata']): Personal | undefined {
  const personal = PERSONAL.get(type);
  return personal && Number(schema) >= personal.sinceSchema ? personal : undefined;
}

function textsOf(personal: Personal | undefined, data: JsonObject): readonly string[] {
  return personal?.fields.filter((field) => typeof data[field] === 'string') ?? NO_FIELDS;
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

function personOf({ person }: Personal, stream: string, type: string, data: JsonObject): string {
  if (person === 'agentId' && typeof data.agentId === 'string') return data.agentId;
  if (person === 'stream' && stream.startsWith(PERSON_STREAM) && stream.length > PERSON_STREAM.length)
    return stream.slice(PERSON_STREAM.length);
  throw new Error(`${type} holds personal data, and does not say in ${stream} whose`);
}
