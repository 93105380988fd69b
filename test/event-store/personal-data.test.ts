import type { JsonObject } from '../../src/event-store/event-store.ts';
import { PersonalData, PersonalDataDamaged, type PersonalKeys } from '../../src/event-store/personal-data.ts';
import { MemoryKeys } from './fixtures.ts';

const ann: JsonObject = {
  accountId: 'acme',
  email: 'ann@example.com',
  firstName: 'Ann 👩‍💻',
  lastName: 'אן',
  externalId: null,
  role: 'agent',
};

describe('Personal data', () => {
  let keys: MemoryKeys;
  let personal: PersonalData;
  beforeEach(() => {
    keys = new MemoryKeys();
    personal = new PersonalData(keys);
  });
  const seal = (data: JsonObject = ann, stream = 'user-ann', type = 'UserAdded') =>
    sealed(personal, stream, type, data);
  const open = (data: JsonObject, stream = 'user-ann', type = 'UserAdded') => opened(personal, stream, type, data);

  it('is sealed field by field, and nothing else is', () => {
    const sealed = seal();
    for (const field of ['email', 'firstName', 'lastName']) {
      expect(sealed[field]).toMatch(/^p1\.[\w-]{16}\.[\w-]{22,}$/);
    }
    expect(sealed).toMatchObject({ accountId: 'acme', externalId: null, role: 'agent' });
    expect(JSON.stringify(sealed)).not.toMatch(/example\.com|Ann/);
    expect(ann.email).toBe('ann@example.com');
  });

  it('opens as it was', () => {
    expect(open(seal())).toEqual(ann);
    expect(open(seal({ email: '' }))).toEqual({ email: '' });
  });

  it('looks different each time, so that equal values do not show', () => {
    expect(seal().email).not.toBe(seal().email);
  });

  it('reads as null once the key is gone; the rest stays', () => {
    const sealed = seal();
    keys.destroy('ann');
    expect(open(sealed)).toEqual({ ...ann, email: null, firstName: null, lastName: null });
  });

  it('opens only what is asked for; what is not has no value, whatever became of the key', () => {
    const event = { stream: 'user-ann', type: 'UserAdded', data: seal(), metadata: { schema: 1 } };
    const none = new Set<string>();
    expect(personal.keysOf([event], none)).toEqual(new Map());
    expect(personal.open(event, new Map(), none)).toEqual({
      ...ann,
      email: undefined,
      firstName: undefined,
      lastName: undefined,
    });
    const names = new Set(['firstName']);
    const keysAtHand = personal.keysOf([event], names) as ReadonlyMap<string, Buffer>;
    expect(personal.open(event, keysAtHand, names)).toMatchObject({ firstName: ann.firstName, email: undefined });
  });

  it('leaves absent fields absent', () => {
    expect(
      open(seal({ firstName: 'Anna' }, 'user-ann', 'UserProfileChanged'), 'user-ann', 'UserProfileChanged'),
    ).toEqual({
      firstName: 'Anna',
    });
  });

  it('passes on other events untouched, without a key', () => {
    const data = { email: 'not a person' };
    expect(seal(data, 'cart-1', 'Added')).toBe(data);
    expect(open(data, 'cart-1', 'Added')).toBe(data);
    expect(keys.get('1')).toBeNull();
  });

  describe('of sessions', () => {
    const start = { agentId: 'bo', sessionId: 's1', device: "Bo's laptop" };

    it('is sealed with the key of the agent, and gone with it', () => {
      const stored = sealed(personal, 'seatPool-acme.service-desk', 'SessionStarted', start);
      expect(JSON.stringify(stored)).not.toContain('laptop');
      expect(opened(personal, 'seatPool-acme.service-desk', 'SessionStarted', stored, 3)).toEqual(start);
      keys.destroy('bo');
      expect(opened(personal, 'seatPool-acme.service-desk', 'SessionStarted', stored, 3)).toEqual({
        ...start,
        device: null,
      });
    });

    it('was in clear before, and reads as it was written, whatever it looks like', () => {
      const before = { ...start, device: 'p1.looks.sealed' };
      expect(opened(personal, 'seatPool-acme.service-desk', 'SessionStarted', before, 2)).toBe(before);
    });

    it.each(['SessionEnded', 'SessionEndRequested'])('seals the note of %s', (type) => {
      const noted = { agentId: 'bo', sessionId: 's1', note: 'Bo is at the dentist' };
      const stored = sealed(personal, 'seatPool-acme.service-desk', type, noted);
      expect(JSON.stringify(stored)).not.toContain('dentist');
      expect(opened(personal, 'seatPool-acme.service-desk', type, stored, 2)).toEqual(noted);
    });
  });

  it('takes the whole id behind the category for the person', () => {
    const id = '0190c2a4-7a11-7bbb-8ccc-0123456789ab';
    seal(ann, `user-${id}`);
    expect(keys.get(id)).toHaveLength(32);
  });

  it.each(['account-acme', 'user-', 'userGroup-1'])('belongs in no other stream, such as %s', (stream) => {
    expect(() => seal(ann, stream)).toThrow(`does not say in ${stream} whose`);
  });

  it.each([
    ['changed', (sealed: JsonObject) => ({ email: `${String(sealed.email).slice(0, -2)}AA` })],
    ['moved to another field', (sealed: JsonObject) => ({ email: sealed.firstName! })],
    ['never sealed', () => ({ email: 'ann@example.com' })],
    ['cut short', () => ({ email: 'p1.AAAAAAAAAAAAAAAA.AAAA' })],
  ])('does not open when it was %s', (_how, tamper) => {
    const sealed = seal();
    expect(() => open(tamper(sealed))).toThrow(PersonalDataDamaged);
  });

  it('does not open in the place of another person', () => {
    const sealed = seal();
    seal(ann, 'user-bob');
    expect(() => open(sealed, 'user-bob')).toThrow(PersonalDataDamaged);
  });

  it('is bound to the person, not only to the key', () => {
    const key = keys.getOrCreate('ann');
    const shared = new PersonalData({ get: () => key, getOrCreate: () => key, destroy: () => {} });
    const data = sealed(shared, 'user-ann', 'UserAdded', ann);
    expect(opened(shared, 'user-ann', 'UserAdded', data)).toEqual(ann);
    expect(() => opened(shared, 'user-bob', 'UserAdded', data)).toThrow(PersonalDataDamaged);
  });

  it('waits for keys that have to be fetched, which it asks for all at once', async () => {
    const asked: string[] = [];
    const slow: PersonalKeys = {
      get: async (person) => {
        asked.push(person);
        await Promise.resolve();
        return keys.get(person);
      },
      getOrCreate: async (person) => keys.getOrCreate(person),
      destroy: () => {},
    };
    const elsewhere = new PersonalData(slow);
    const events = await Promise.all(
      ['ann', 'bob', 'ann'].map(async (person) => {
        const stream = `user-${person}`;
        return {
          stream,
          type: 'UserAdded',
          metadata: { schema: 1 },
          data: await elsewhere.seal(stream, 'UserAdded', ann),
        };
      }),
    );
    const fetching = elsewhere.keysOf(events);
    expect(asked).toEqual(['ann', 'bob']);
    const fetched = await fetching;
    expect(events.map((event) => elsewhere.open(event, fetched))).toEqual([ann, ann, ann]);

    const misplaced = { ...events[0]!, stream: 'account-acme' };
    expect(() => elsewhere.keysOf([events[0]!, misplaced])).toThrow(/does not say in account-acme whose/);
    expect(asked).toEqual(['ann', 'bob']);
  });
});

/** Where keys are at hand nothing waits. */
function sealed(personal: PersonalData, stream: string, type: string, data: JsonObject): JsonObject {
  const storable = personal.seal(stream, type, data);
  if (storable instanceof Promise) throw new Error('A key was not at hand');
  return storable as JsonObject;
}

function opened(
  personal: PersonalData,
  stream: string,
  type: string,
  data: JsonObject,
  schema = 1,
): Record<string, unknown> {
  const event = { stream, type, data, metadata: { schema } };
  const keys = personal.keysOf([event]);
  if (keys instanceof Promise) throw new Error('A key was not at hand');
  return personal.open(event, keys);
}
