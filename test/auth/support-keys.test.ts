import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CredentialStore, openCredentialStore } from '../../src/auth/credentials/credential-store.ts';
import { SupportKeys } from '../../src/auth/support-keys.ts';

let dir: string;
let store: CredentialStore;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'support-keys-'));
  store = await openCredentialStore({ dir });
});

afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

/** Seeds that make every session's first keys the same, so that they must get out of each other's way. */
const crowded = {
  supportKeyHash: (key: string) => `hash of ${key}`,
  supportKeySeed: (_sessionId: string, attempt: number) => 7_000_000_000 + attempt,
};

describe('a support key', () => {
  it('has nine digits, and its hash does not show it', () => {
    const keys = new SupportKeys(store);
    for (let n = 0; n < 500; n++) {
      const { key, hash } = keys.reserve(`session-${n}`);
      expect(key).toMatch(/^[0-9]{9}$/);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('is unique among open sessions', () => {
    const keys = new SupportKeys(crowded);
    expect(['ann', 'bo', 'cy'].map((session) => keys.reserve(session).key)).toEqual([
      '000000000',
      '000000001',
      '000000002',
    ]);
  });

  it('is told again to a session that is open, after a restart too', () => {
    const keys = new SupportKeys(crowded);
    keys.reserve('ann');
    const { key, hash } = keys.reserve('bo');
    expect(keys.reserve('bo').key).toBe(key);
    const restarted = new SupportKeys(crowded, [{ sessionId: 'bo', supportKeyHash: hash }]);
    expect(restarted.reserve('bo').key).toBe(key);
    expect(restarted.recover('bo', hash)).toBe(key);
    expect(restarted.reserve('cy').key).toBe('000000000');
    expect(restarted.reserve('dee').key).toBe('000000002');
  });

  it('is derived from the session: the same on the real secrets, another for another session', () => {
    const { key, hash } = new SupportKeys(store).reserve('ann');
    expect(new SupportKeys(store).reserve('ann')).toMatchObject({ key, hash });
    expect(new SupportKeys(store).reserve('bo').key).not.toBe(key);
    expect(() => new SupportKeys(store).recover('bo', hash)).toThrow(/no support key of this session/);
  });

  it('is free again when its session ended or was refused', () => {
    const keys = new SupportKeys(crowded);
    const ann = keys.reserve('ann');
    keys.releaseOf('ann');
    const bo = keys.reserve('bo');
    expect(bo.key).toBe(ann.key);
    bo.cancel();
    expect(keys.reserve('cy').key).toBe(ann.key);
    keys.release(ann.hash);
    keys.release('unknown');
    keys.releaseOf('unknown');
    expect(keys.reserve('dee').key).toBe(ann.key);
  });

  it('stays taken when the repeat of a start is refused', () => {
    const keys = new SupportKeys(crowded);
    const ann = keys.reserve('ann');
    keys.reserve('ann').cancel();
    expect(keys.reserve('bo').key).not.toBe(ann.key);
  });
});
