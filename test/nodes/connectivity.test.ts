import { Connectivity } from '../../src/nodes/connectivity.ts';
import { SharedTime } from '../../src/nodes/shared-time.ts';
import { DatabaseUnavailable } from '../../src/postgres/faults.ts';

const AN_HOUR_MS = 3_600_000;

it('L4 a break counts by the clock of whatever server answers after it, whoever asks first', async () => {
  let aheadMs = 0;
  const clockMs = () => Date.now() + aheadMs;
  const connectivity = new Connectivity(new SharedTime(async () => clockMs()));
  await connectivity.unbrokenSinceMs();
  await connectivity.run(() => Promise.reject(new DatabaseUnavailable('gone'))).catch(() => undefined);
  // A copy takes over whose clock is ahead; a heartbeat is the first to reach it.
  aheadMs = AN_HOUR_MS;
  await connectivity.run(async () => undefined);
  const tookOverMs = clockMs();
  expect(await connectivity.unbrokenSinceMs()).toBeGreaterThan(tookOverMs - AN_HOUR_MS / 2);
});
