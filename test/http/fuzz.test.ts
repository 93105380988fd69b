import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FuzzedProduct } from './fuzz/product.ts';
import { ideas } from './fuzz/requests.ts';

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 3_000);
/** The same seed thinks up the same requests again. */
const SEED = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const AT_ONCE = 8;
const REVIVED_EVERY = 400;
/** From so many on, every call has been answered with what it is for. */
const ENOUGH_FOR_ALL = 20_000;
const MS_A_REQUEST = 40;

let product: FuzzedProduct;
beforeAll(async () => {
  product = await FuzzedProduct.open();
}, 60_000);
afterAll(() => product.close());

it(
  `answers ${REQUESTS} odd requests as documented, without a fault and with its log intact`,
  async () => {
    process.stdout.write(`  Fuzzing with FUZZ_SEED=${SEED} FUZZ_REQUESTS=${REQUESTS}\n`);
    const idea = ideas(product.document);
    for (let sent = 0; sent < REQUESTS; sent += REVIVED_EVERY) {
      const numRuns = Math.min(REVIVED_EVERY, REQUESTS - sent);
      const batch = fc.sample(idea, { seed: SEED + sent, numRuns });
      for (let n = 0; n < batch.length; n += AT_ONCE)
        await Promise.all(batch.slice(n, n + AT_ONCE).map((each) => product.send(each)));
      await product.revive();
    }
    const { events, ...report } = await product.audit();
    expect(report).toEqual({ brokenStreams: 0, unlike: [] });
    const counts = [...product.answers].map(([call, { succeeded, refused }]) => ({ call, succeeded, refused }));
    const succeeded = counts.reduce((sum, each) => sum + each.succeeded, 0);
    process.stdout.write(`  ${REQUESTS} requests, ${succeeded} of them done, ${events} events\n`);
    expect(succeeded).toBeGreaterThan(REQUESTS / 10);
    const never = counts.filter((each) => each.succeeded === 0 && each.call !== 'stray').map(({ call }) => call);
    if (REQUESTS >= ENOUGH_FOR_ALL) expect(never).toEqual([]);
    else if (never.length > 0) process.stdout.write(`  Never done this time: ${never.join(', ')}\n`);
  },
  60_000 + REQUESTS * MS_A_REQUEST,
);
