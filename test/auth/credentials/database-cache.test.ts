import { DatabaseCache } from '../../../src/auth/credentials/database-cache.ts';

/** A database whose answers the test gives, one query after the other. */
function setUp() {
  const queries: ({ keys: readonly string[] } & PromiseWithResolvers<ReadonlyMap<string, string>>)[] = [];
  const believed = new DatabaseCache<string>(
    (keys) => {
      const query = { keys, ...Promise.withResolvers<ReadonlyMap<string, string>>() };
      queries.push(query);
      return query.promise;
    },
    { max: 10_000, isShared: false },
  );
  return { believed, queries };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('what is believed', () => {
  it('was asked for once, by everybody who wanted to know, in one query', async () => {
    const { believed, queries } = setUp();
    const answers = ['a', 'b', 'a', 'c'].map((key) => believed.get(key));
    await nextTurn();
    expect(queries.map(({ keys }) => keys)).toEqual([['a', 'b', 'c']]);
    const late = believed.get('b');
    queries[0]!.resolve(
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    );
    expect(await Promise.all([...answers, late])).toEqual(['1', '2', '1', null, '2']);
    expect(['a', 'b', 'c', 'd'].map((key) => believed.recall(key))).toEqual(['1', '2', null, undefined]);
    expect(believed.get('a')).toBe('1');
    await nextTurn();
    expect(queries).toHaveLength(1);
  });

  it('is never what was asked before it changed', async () => {
    const { believed, queries } = setUp();
    const early = believed.get('a');
    await nextTurn();
    believed.forget('a');
    const late = believed.get('a');
    await nextTurn();
    queries[1]!.resolve(new Map([['a', 'new']]));
    expect(await late).toBe('new');
    queries[0]!.resolve(new Map([['a', 'old']]));
    expect(await early).toBe('old');
    expect(believed.recall('a')).toBe('new');
  });

  it('is not what was asked before it changed, when nobody has asked since', async () => {
    const { believed, queries } = setUp();
    const early = believed.get('a');
    await nextTurn();
    believed.forget('a');
    queries[0]!.resolve(new Map([['a', 'old']]));
    await early;
    expect(believed.recall('a')).toBeUndefined();
  });

  it('is asked for anew by who has to be sure', async () => {
    const { believed, queries } = setUp();
    void believed.get('a');
    await nextTurn();
    queries[0]!.resolve(new Map([['a', '1']]));
    await nextTurn();
    const sure = believed.fresh('a');
    await nextTurn();
    queries[1]!.resolve(new Map([['a', '2']]));
    expect(await sure).toBe('2');
    expect(believed.recall('a')).toBe('2');
  });

  it('is not a failure: that is told to who asked, and the next one asks again', async () => {
    const { believed, queries } = setUp();
    const failing = believed.get('a');
    await nextTurn();
    queries[0]!.reject(new Error('down'));
    await expect(failing).rejects.toThrow('down');
    expect(believed.recall('a')).toBeUndefined();
    const again = believed.get('a');
    await nextTurn();
    queries[1]!.resolve(new Map([['a', '1']]));
    expect(await again).toBe('1');
  });

  it('is asked for in queries of a bounded size', async () => {
    const { believed, queries } = setUp();
    for (let n = 0; n < 1_200; n += 1) void believed.get(`key-${n}`);
    await nextTurn();
    expect(queries.map(({ keys }) => keys.length)).toEqual([500, 500, 200]);
    expect(new Set(queries.flatMap(({ keys }) => keys)).size).toBe(1_200);
  });
});
