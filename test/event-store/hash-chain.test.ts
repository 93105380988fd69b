import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { EMPTY_STREAM, EventLog } from '../../src/event-store/event-log.ts';
import { NO_STREAM } from '../../src/event-store/event-store.ts';
import { CHAIN_START, canonicalJson, chainHash, verifyLog } from '../../src/event-store/hash-chain.ts';
import { PersonalData } from '../../src/event-store/personal-data.ts';
import { openSqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.ts';
import { range } from './contract.ts';
import { MemoryKeys, metadata } from './fixtures.ts';

describe('Canonical JSON', () => {
  it("writes RFC 8785's own examples as the RFC does", () => {
    const literals = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000F\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(literals)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const names = { '€': 'E', '\r': 'CR', '\ufb33': 'D', '1': 'One', '😀': 'S', '\u0080': 'C', ö: 'O' };
    expect(Object.values(JSON.parse(canonicalJson(names)))).toEqual(['One', 'CR', 'C', 'O', 'E', 'S', 'D']);
  });

  it('lists keys that look like numbers by their characters too', () => {
    expect(canonicalJson({ 9: 'a', 10: 'b', a: { z: 1, 2: 2 } })).toBe('{"10":"b","9":"a","a":{"2":2,"z":1}}');
  });

  it('passes over absent fields', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(canonicalJson({ b: 1, a: undefined, c: [undefined] })).toBe('{"b":1,"c":[null]}');
  });

  it('is the same whatever the order of the fields, and loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const canonical = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(canonical);
        expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('The chain', () => {
  const event = {
    id: 'a3f0c8de-0000-4000-8000-000000000009',
    type: 'Added',
    data: { n: 1 },
    metadata: { account: 'acme' },
  };

  it('hashes to what it always hashed to: the format is on disk', () => {
    const bytes =
      '{"data":{"n":1},"id":"a3f0c8de-0000-4000-8000-000000000009","metadata":{"account":"acme"},"revision":0,"stream":"cart-1","type":"Added"}';
    const first = chainHash(CHAIN_START, 'cart-1', 0, event);
    expect(first).toBe(hash('sha256', bytes));
    expect(first).toBe('d1b37ff51c09185c3a476cdab324f7bd20a0c9072d65ac0c2ea80c342fc5caed');
    expect(chainHash(first, 'cart-1', 1, event)).toBe(
      'e11175499db486ec3ab0dac4aee6e24fe05cebb4e86289765d42e7d87115dabb',
    );
  });

  it('covers everything that a writer decides', () => {
    const hashes = [
      chainHash('', 'cart-1', 0, event),
      chainHash('0', 'cart-1', 0, event),
      chainHash('', 'cart-2', 0, event),
      chainHash('', 'cart-1', 1, event),
      chainHash('', 'cart-1', 0, { ...event, id: 'a3f0c8de-0000-4000-8000-00000000000a' }),
      chainHash('', 'cart-1', 0, { ...event, type: 'Removed' }),
      chainHash('', 'cart-1', 0, { ...event, data: { n: 2 } }),
      chainHash('', 'cart-1', 0, { ...event, metadata: { account: 'other' } }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('Tampering with the file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seatledger-log-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('does not show where there was none', async () => {
    expect(await reportAfter('SELECT 1')).toMatchObject({ ok: true, events: 6 });
  });

  it.each([
    ['data', `UPDATE event SET data = '{"n":99}' WHERE revision = 3`],
    ['metadata', `UPDATE event SET metadata = replace(metadata, 'ann', 'bob') WHERE revision = 3`],
    ['type', `INSERT INTO type VALUES (99, 'Removed'); UPDATE event SET type = 99 WHERE revision = 3`],
    ['id', `UPDATE event SET id = 'a3f0c8de-0000-4000-8000-00000000000b' WHERE revision = 3`],
    ['a hash', `UPDATE event SET metadata = json_set(metadata, '$.hash', 'ffff') WHERE revision = 3`],
    ["another stream's events", `UPDATE stream SET name = 'cart-9'`, 0, 'cart-9'],
  ])('shows in %s', async (_what, sql, firstBroken = 3, stream = 'cart-1') => {
    expect(await reportAfter(sql, stream)).toMatchObject({ ok: false, events: firstBroken, firstBroken });
  });

  // Behind where ends were last noted the start reads every event again: such a file is not even opened.
  it.each([
    ['an event taken out', 'DELETE FROM event WHERE revision = 3'],
    [
      'an event taken out and the rest moved up',
      'DELETE FROM event WHERE revision = 3; UPDATE event SET revision = revision - 1 WHERE revision > 3',
    ],
    ['a gap', 'UPDATE event SET revision = 9 WHERE revision = 5'],
    [
      'two events changed round',
      'UPDATE event SET revision = -1 WHERE revision = 3; UPDATE event SET revision = 3 WHERE revision = 4; UPDATE event SET revision = 4 WHERE revision = -1',
    ],
  ])('is refused at the start with %s', async (_what, sql) => {
    await expect(reportAfter(sql)).rejects.toThrow(/contradicts itself about where cart-1 ends/);
  });

  it('shows a tail cut off to whoever kept the last hash', async () => {
    const whole = await reportAfter('SELECT 1');
    const cut = await reportAfter('DELETE FROM event WHERE revision > 3');
    expect(cut).toMatchObject({ ok: true, events: 4 });
    expect(cut.hash).not.toBe(whole.hash);
  });

  async function reportAfter(sql: string, stream = 'cart-1') {
    const file = join(folder, 'log.sqlite');
    const written = openLog(file);
    const decided = range(6).map((n) => ({
      id: `a3f0c8de-0000-4000-8000-00000000010${n}`,
      type: 'Added',
      data: { n },
    }));
    await written.log.append('cart-1', await written.log.prepare('cart-1', decided, metadata, EMPTY_STREAM), NO_STREAM);
    await written.store.close();
    const intruder = new DatabaseSync(file);
    intruder.exec(sql);
    intruder.close();
    const { store, log } = openLog(file);
    const report = await log.verifyChain(stream);
    await store.close();
    return report;
  }
});

describe('The chains of a whole log', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seatledger-chains-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Three streams of four events in turns: `cart-0` has the positions 1, 4, 7 and 10. */
  async function reportAfter(sql: string, onProgress?: (position: number, head: number) => void) {
    const file = join(folder, 'log.sqlite');
    const written = openLog(file);
    for (const n of range(12)) {
      const stream = `cart-${n % 3}`;
      const event = {
        id: `a3f0c8de-0000-4000-8000-0000000002${String(n).padStart(2, '0')}`,
        type: 'Added',
        data: { n },
      };
      const head = await written.log.streamHead(stream);
      await written.log.append(stream, await written.log.prepare(stream, [event], metadata, head), head.revision);
    }
    await written.store.close();
    const intruder = new DatabaseSync(file);
    intruder.exec(sql);
    intruder.close();
    const { store } = openLog(file);
    const report = await verifyLog(store, onProgress);
    await store.close();
    return report;
  }

  it('hold in a log that nobody touched', async () => {
    const seen: [number, number][] = [];
    const report = await reportAfter('SELECT 1', (...progress) => seen.push(progress));
    expect(report).toEqual({ ok: true, streams: 3, events: 12, brokenStreams: 0 });
    expect(seen.at(-1)).toEqual([12, 12]);
  });

  it('are broken once for each stream that was changed, and told in the order of the log', async () => {
    const forged = `UPDATE event SET data = '{"n":99}' WHERE position IN`;
    expect(await reportAfter(`${forged} (5, 7, 10, 11)`)).toEqual({
      ok: false,
      streams: 3,
      events: 12,
      brokenStreams: 2,
      firstBroken: { stream: 'cart-1', revision: 1, position: 5 },
    });
  });

  it('are not even opened with an event taken out that was not noted yet', async () => {
    await expect(reportAfter('DELETE FROM event WHERE position = 4')).rejects.toThrow(
      /contradicts itself about where cart-0 ends/,
    );
  });
});

function openLog(file: string) {
  const store = openSqliteEventStore({ file });
  const upcasters = { currentSchema: () => 1, upcast: (_type: string, _schema: number, data: object) => ({ ...data }) };
  return { store, log: new EventLog(store, new PersonalData(new MemoryKeys()), upcasters) };
}

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, field]) => [key, reversed(field)]),
  );
}
