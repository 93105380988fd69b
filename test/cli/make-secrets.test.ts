import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readConnectionString } from '../../src/event-store/eventstoredb/connection-string.ts';

const OTHERS = 0o077;

let folder: string;
let secrets: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger deploy-'));
  secrets = join(folder, 'secrets');
  copyFileSync('deploy/make-secrets.sh', join(folder, 'make-secrets.sh'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** With an openssl that does so, whether or not the machine has one. */
function make(openssl: string) {
  const programs = join(folder, 'programs');
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, 'openssl'), `#!/bin/sh\n${openssl}\n`, { mode: 0o755 });
  const PATH = `${programs}${delimiter}${process.env.PATH}`;
  return spawnSync('sh', [join(folder, 'make-secrets.sh')], { env: { PATH }, encoding: 'utf8' });
}

it('secrets are made once, behind a folder that lets nobody else in', () => {
  expect(make('echo "$2$3"')).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(secrets).sort()).toEqual([
    'event_store',
    'event_store_cluster',
    'eventstore_password',
    'master_key',
    'postgres_password',
    'read_database',
  ]);
  expect(statSync(secrets).mode & OTHERS).toBe(0);
  const read = (name: string) => readFileSync(join(secrets, name), 'utf8').trim();
  expect(read('read_database')).toBe('postgres://seatledger:-hex24@postgres:5432/seatledger');
  const cluster = read('event_store_cluster').replace(/&tlsCAFile=.*/, '');
  expect(readConnectionString(cluster)).toMatchObject({ credentials: { username: 'admin', password: '-hex24' } });
  expect(make('echo another')).toMatchObject({ status: 0, stderr: '' });
  expect([read('eventstore_password'), read('master_key')]).toEqual(['-hex24', '-base6432']);
});

it('secrets that could not be made are not there, and the next try makes them', () => {
  expect(make('exit 1').status).not.toBe(0);
  const there = readdirSync(secrets).filter((name) => !name.endsWith('.new'));
  expect(there).toEqual([]);
  expect(make('echo made').status).toBe(0);
  expect(readFileSync(join(secrets, 'master_key'), 'utf8')).toBe('made\n');
});
