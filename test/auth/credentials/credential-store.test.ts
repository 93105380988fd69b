import { randomUUID } from 'node:crypto';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { CredentialStore } from '../../../src/auth/credentials/credential-store.ts';
import { masterKeyOf } from '../../../src/auth/credentials/master-key.ts';
import { PersonalKeyDestroyed, personalKeyReader } from '../../../src/auth/credentials/personal-keys.ts';
import { deriveKey, Sealer } from '../../../src/auth/credentials/sealer.ts';
import { filePlace, inEachPlace, type Place } from './places.ts';

const HOUR = 3_600_000;
const KEY_A = 'a1'.repeat(32);
const KEY_B = Buffer.alloc(32, 7).toString('base64');

inEachPlace((place) => {
  let now: number;
  let store: CredentialStore;
  const clock = () => now;
  const opened = async (masterKey?: string): Promise<CredentialStore> => {
    store = await place().open({ clock, masterKey });
    return store;
  };
  const reopened = async (): Promise<CredentialStore> => {
    await store.close();
    return opened();
  };
  beforeEach(async () => {
    now = Date.parse('2026-11-24T09:00:00Z');
    await opened();
  });
  afterEach(() => store.close());

  describe('the store', () => {
    it('tells whether it was made by this start', async () => {
      expect(store.isNew).toBe(true);
      expect((await reopened()).isNew).toBe(false);
    });

    it('holds no secret in clear', async () => {
      const { personalKeys, invitations, clientSecrets, openSignIns, signingKeys } = store;
      const expiresAt = invitations.expiry();
      const client = { clientId: 'c', serviceAccountId: 's', account: 'acme' };
      const { privateKey } = await signingKeys.current();
      const secrets = [
        await personalKeys.getOrCreate('ada'),
        Buffer.from((await invitations.issue({ userId: 'ada', account: 'acme', expiresAt }, 'c1')).token),
        Buffer.from((await clientSecrets.issue(client, 'c2')).clientSecret),
        Buffer.from((await openSignIns.start('ada', 'acme')).cookieSecret),
        Buffer.from(privateKey.export({ type: 'pkcs8', format: 'der' })).subarray(-32),
      ];
      const bytes = await place().stored();
      expect(bytes.includes('acme')).toBe(true);
      for (const secret of secrets) expect(bytes.includes(secret)).toBe(false);
    });
  });

  describe('another master key', () => {
    beforeEach(async () => {
      await store.personalKeys.getOrCreate('ada');
      await store.close();
    });

    it('is refused without repeating it, and nothing is changed', async () => {
      const before = await place().stored();
      await expect(place().open({ masterKey: KEY_B })).rejects.toThrow(/another master key/);
      await expect(place().open({ masterKey: KEY_B })).rejects.not.toThrow(KEY_B);
      expect((await place().stored()).equals(before)).toBe(true);
      expect(await (await opened()).personalKeys.get('ada')).toHaveLength(32);
    });

    it('is not made up where the old one has gone missing', async () => {
      const { dir } = place();
      renameSync(join(dir, 'master.key'), join(dir, 'elsewhere'));
      await expect(place().open()).rejects.toThrow(/master\.key is missing/);
      expect(readdirSync(dir)).not.toContain('master.key');
      renameSync(join(dir, 'elsewhere'), join(dir, 'master.key'));
      await opened();
    });
  });

  describe('personal keys', () => {
    it('are made once and read back after a restart', async () => {
      const key = await store.personalKeys.getOrCreate('ada');
      expect(key).toHaveLength(32);
      expect((await store.personalKeys.getOrCreate('ada')).equals(key)).toBe(true);
      expect((await (await reopened()).personalKeys.get('ada'))?.equals(key)).toBe(true);
      expect(await store.personalKeys.get('bo')).toBeNull();
    });

    it('are made once, whoever wants the first one at once', async () => {
      const keys = await Promise.all(Array.from({ length: 20 }, () => store.personalKeys.getOrCreate('ada')));
      expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    });

    it('are durable before they are handed out', async () => {
      await store.personalKeys.getOrCreate('ada');
      const rows = await place().withTables((db) => db.selectFrom('personal_key').selectAll().execute());
      expect(rows).toHaveLength(1);
    });

    it('are made for a list at once, keeping those that exist', async () => {
      const { personalKeys } = store;
      const ada = await personalKeys.getOrCreate('ada');
      expect(await personalKeys.get('bo')).toBeNull();
      await personalKeys.createAll(['ada', 'bo', 'cy']);
      expect((await personalKeys.get('ada'))?.equals(ada)).toBe(true);
      expect(await personalKeys.get('bo')).toHaveLength(32);
    });

    it('are found in any number, those of the many and those who have none', async () => {
      const people = Array.from({ length: 1_200 }, (_, n) => `person-${n}`);
      await store.personalKeys.createAll(people.filter((_, n) => n % 2 === 0));
      const { personalKeys } = await reopened();
      const keys = await Promise.all(people.map((person) => personalKeys.get(person)));
      expect(keys.map((key) => key?.length ?? 0)).toEqual(people.map((_, n) => (n % 2 === 0 ? 32 : 0)));
    });

    it('once destroyed, never come back', async () => {
      const { personalKeys } = store;
      await personalKeys.createAll(['ada', 'bo']);
      expect(await personalKeys.get('ada')).toHaveLength(32);
      await personalKeys.destroy('ada');
      await personalKeys.destroy('ada');
      await personalKeys.destroy('never-there');
      for (const person of ['ada', 'never-there']) {
        expect(await personalKeys.get(person)).toBeNull();
        await expect(async () => personalKeys.getOrCreate(person)).rejects.toThrow(PersonalKeyDestroyed);
        await personalKeys.createAll([person]);
      }
      expect(await (await reopened()).personalKeys.get('ada')).toBeNull();
      expect(await store.personalKeys.get('bo')).toHaveLength(32);
    });

    it('are read elsewhere as they are now: one that was destroyed a moment ago opens nothing', async () => {
      const { personalKeys } = store;
      await personalKeys.createAll(['ada', 'bo']);
      const masterKey = masterKeyOf({ dir: place().dir, setting: undefined, mayCreate: false });
      await place().withTables(async (db) => {
        const reader = personalKeyReader(db, new Sealer(deriveKey(masterKey, 'personal-keys')));
        const both = () => Promise.all(['bo', 'ada'].map((person) => reader.get(person)));
        expect((await both()).map((key) => key?.length)).toEqual([32, 32]);
        await personalKeys.destroy('ada');
        // Whatever was asked last is what could have been kept.
        expect(await reader.get('ada')).toBeNull();
        expect((await both()).map((key) => key?.length)).toEqual([32, undefined]);
        expect(await reader.get('never-there')).toBeNull();
      });
    });

    it('are not believed from before they were destroyed', async () => {
      const { personalKeys } = store;
      await personalKeys.createAll(['ada']);
      const sealing = Promise.resolve(personalKeys.getOrCreate('ada')).catch((error: unknown) => error);
      const [early] = await Promise.all([personalKeys.get('ada'), personalKeys.destroy('ada'), sealing]);
      expect([32, undefined]).toContain(early?.length);
      expect(await personalKeys.get('ada')).toBeNull();
    });

    it('do not open in the row of another person', async () => {
      await store.personalKeys.createAll(['ada', 'bo']);
      await place().withTables(async (db) => {
        const ofBo = db.selectFrom('personal_key').select('wrapped').where('person_id', '=', 'bo');
        await db.updateTable('personal_key').set({ wrapped: ofBo }).where('person_id', '=', 'ada').execute();
      });
      const { personalKeys } = await reopened();
      await expect(async () => personalKeys.get('ada')).rejects.toThrow(/does not open with this key/);
    });
  });

  describe('keyed hashes and sealing', () => {
    it('U4 hash an address the same in any letter case, and differently on another account', async () => {
      const { emailHash } = store;
      const hash = emailHash('acme', 'ada@example.com');
      expect(emailHash('acme', ' Ada@Example.COM ')).toBe(hash);
      expect(emailHash('acme', 'ada@example.com')).not.toBe(emailHash('other', 'ada@example.com'));
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect((await reopened()).emailHash('acme', 'ada@example.com')).toBe(hash);
    });

    it('seal for one purpose and one context only', async () => {
      const sealed = store.sealerFor('answers').seal(Buffer.from('123456789'), 'answer:1');
      const { sealerFor } = await reopened();
      expect(sealerFor('answers').open(sealed, 'answer:1').toString()).toBe('123456789');
      expect(() => sealerFor('answers').open(sealed, 'answer:2')).toThrow(/does not open/);
      expect(() => sealerFor('other').open(sealed, 'answer:1')).toThrow(/does not open/);
      expect(() => sealerFor('answers').open(sealed.subarray(0, 9), 'answer:1')).toThrow(/does not open/);
    });
  });

  it('a client secret is good until it is replaced or revoked', async () => {
    const { clientSecrets } = store;
    const client = { clientId: 'c1', serviceAccountId: 's1', account: 'acme' };
    const first = (await clientSecrets.issue(client, 'one')).clientSecret;
    expect(await clientSecrets.verify('c1', first)).toEqual(client);
    expect(await clientSecrets.verify('c1', `${first}x`)).toBeNull();
    expect(await clientSecrets.verify('c2', first)).toBeNull();
    const second = (await clientSecrets.issue(client, 'two')).clientSecret;
    expect(await clientSecrets.verify('c1', first)).toBeNull();
    await clientSecrets.revoke('s1');
    expect(await clientSecrets.verify('c1', second)).toBeNull();
  });

  it('a password is the last one set, until it is forgotten', async () => {
    const { passwordHashes } = store;
    await passwordHashes.set('ada', 'hash 1');
    await passwordHashes.set('ada', 'hash 2');
    expect(await passwordHashes.get('ada')).toBe('hash 2');
    await passwordHashes.delete('ada');
    expect(await passwordHashes.get('ada')).toBeNull();
  });

  describe('an invitation', () => {
    const invite = async (expiresAt = store.invitations.expiry()) =>
      (await store.invitations.issue({ userId: 'ada', account: 'acme', expiresAt }, randomUUID())).token;

    it('is found until it expires, is replaced or is revoked', async () => {
      const expiresAt = store.invitations.expiry();
      expect(expiresAt).toBe('2026-12-01T09:00:00.000Z');
      const first = await invite();
      expect(await store.invitations.find(first)).toEqual({ userId: 'ada', account: 'acme', expiresAt });
      const second = await invite();
      expect(await store.invitations.find(first)).toBeNull();
      now += 7 * 24 * HOUR - 1;
      expect(await store.invitations.find(second)).not.toBeNull();
      now += 1;
      expect([await store.invitations.find(second), await store.invitations.use(second)]).toEqual([null, false]);
      const third = await invite();
      await store.invitations.revoke('ada');
      expect(await store.invitations.find(third)).toBeNull();
    });

    it('that a command makes twice is one, on that day only', async () => {
      const issue = async (userId: string, commandId: string) => {
        const invitation = { userId, account: 'acme', expiresAt: store.invitations.expiry() };
        return (await store.invitations.issue(invitation, commandId)).token;
      };
      const token = await issue('ada', 'one');
      now += HOUR;
      expect(await issue('ada', 'one')).toBe(token);
      expect(await store.invitations.find(token)).toMatchObject({ userId: 'ada' });
      expect(await issue('bo', 'one')).not.toBe(token);
      expect(await issue('ada', 'two')).not.toBe(token);
      now += 24 * HOUR;
      expect(await issue('ada', 'one')).not.toBe(token);
      expect(await store.invitations.find(token)).toBeNull();
    });

    it('is used up once, together with the password or not at all', async () => {
      const token = await invite();
      const accept = (hash: string) =>
        store.together(async ({ invitations, passwordHashes }) => {
          if (!(await invitations.use(token))) return false;
          await passwordHashes.set('ada', hash);
          if (hash === 'unlucky') throw new Error('cut off');
          return true;
        });
      await expect(accept('unlucky')).rejects.toThrow('cut off');
      expect(await store.passwordHashes.get('ada')).toBeNull();
      const results = await Promise.all([accept('one'), accept('two')]);
      expect(results.sort()).toEqual([false, true]);
      expect(await store.invitations.find(token)).toBeNull();
    });
  });

  describe('sign-ins', () => {
    it('are open until they end, one or all of a person', async () => {
      const { openSignIns } = store;
      const [first, second, third] = [
        await openSignIns.start('ada', 'acme'),
        await openSignIns.start('ada', 'acme'),
        await openSignIns.start('bo', 'acme'),
      ];
      const areOpen = () => Promise.all([first, second, third].map(({ signIn }) => openSignIns.isOpen(signIn.sid)));
      expect(await areOpen()).toEqual([true, true, true]);
      await openSignIns.end(first.signIn.sid);
      expect(await areOpen()).toEqual([false, true, true]);
      await openSignIns.endAllOf('ada');
      expect(await areOpen()).toEqual([false, false, true]);
      expect(await openSignIns.renew(second.cookieSecret)).toBeNull();
      expect(await openSignIns.renew(third.cookieSecret)).toMatchObject({ userId: 'bo', account: 'acme' });
      expect(await openSignIns.isOpen('unknown')).toBe(false);
    });

    it('answer at once when they were asked a moment ago, and are not believed once they have ended', async () => {
      const { openSignIns } = store;
      const { sid } = (await openSignIns.start('ada', 'acme')).signIn;
      expect(openSignIns.isOpen(sid)).toBeInstanceOf(Promise);
      await openSignIns.isOpen(sid);
      expect(openSignIns.isOpen(sid)).toBe(true);
      const [early] = await Promise.all([openSignIns.isOpen(sid), openSignIns.end(sid)]);
      expect(early).toBe(true);
      expect(await openSignIns.isOpen(sid)).toBe(false);
    });

    it('are prolonged by their use, for a week at most, and idle ones run out', async () => {
      const { openSignIns } = store;
      const used = await openSignIns.start('ada', 'acme');
      const idle = await openSignIns.start('ada', 'acme');
      for (let hours = 0; hours < 7 * 24 - 11; hours += 11) {
        expect(await openSignIns.renew(used.cookieSecret)).not.toBeNull();
        now += 11 * HOUR;
      }
      expect(await openSignIns.isOpen(idle.signIn.sid)).toBe(false);
      expect(await (await reopened()).openSignIns.isOpen(used.signIn.sid)).toBe(true);
      now += 11 * HOUR;
      expect(await store.openSignIns.renew(used.cookieSecret)).toBeNull();
    });

    it('that ran out are deleted at the next start', async () => {
      await store.openSignIns.start('ada', 'acme');
      now += 12 * HOUR;
      const { signIn } = await store.openSignIns.start('bo', 'acme');
      now += 1;
      await reopened();
      const rows = await place().withTables((db) => db.selectFrom('sign_in').select('sid').execute());
      expect(rows).toEqual([{ sid: signIn.sid }]);
    });
  });
});

it('a place of its own has secrets of its own, also under the same master key', async () => {
  const [here, there]: Place[] = [filePlace(), filePlace()];
  const stores = await Promise.all([here!, there!].map((place) => place.open({ masterKey: KEY_A })));
  const [first, second] = stores.map(({ emailHash }) => emailHash('acme', 'ada@example.com'));
  expect(first).not.toBe(second);
  for (const store of stores) await store.close();
  for (const place of [here!, there!]) await place.remove();
});
