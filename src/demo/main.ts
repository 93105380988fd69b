import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Application, createApplication } from '../application.ts';
import { generatedPassword } from '../bootstrap.ts';
import { Clock } from '../common/clock.ts';
import { readSettings } from '../config.ts';
import { explain } from '../explain.ts';
import { FrontDoor } from '../http/edge/front-door.ts';
import { createLogger } from '../http/logging.ts';
import { OTHERS_MAY_NOTHING } from '../stores.ts';
import { Company } from './company.ts';
import { DAY_MS, makeHistory, type Time } from './history.ts';
import { Random } from './random.ts';
import { type Pace, Traffic } from './traffic.ts';

const SEED = 20_260;
const DEFAULT_DAYS = 21;
const STEP_MS = 1_000;
const PARENT_IS_ASKED_EVERY_MS = 500;
const LIVE: Pace = { starts: 0.12, clears: 0.02, lengthMs: [30_000, 150_000] };
const OWNER = 'ada.owens@example.com';

async function main(): Promise<void> {
  process.umask(OTHERS_MAY_NOTHING);
  const days = daysWanted(process.env.DEMO_DAYS);
  const signal = stopSignal();
  const dataDir = mkdtempSync(join(tmpdir(), 'seatledger-demo-'));
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));

  const password = generatedPassword();
  const settings = readSettings(
    {
      DATA_DIR: dataDir,
      PORT: process.env.PORT || '0',
      LOG_LEVEL: 'error',
      BOOTSTRAP_ACCOUNT_NAME: 'Demo company',
      BOOTSTRAP_ADMIN_EMAIL: OWNER,
      BOOTSTRAP_ADMIN_PASSWORD: password,
    },
    null,
  );
  const door = await FrontDoor.open(settings.port, settings.host);
  const { port } = door.server.address() as AddressInfo;
  const time: Time = { ms: Date.now() - days * DAY_MS };
  const clock = new Clock(() => time.ms ?? Date.now());
  const logger = createLogger(settings.logLevel);
  const onFatal = (error: Error) => {
    console.error(error);
    process.exit(1);
  };
  const options = { logger, clock, door, onFatal, announce: () => {} };
  const application = await createApplication({ ...settings, port }, options);
  const company = await Company.found(application.parts.ledger, clock);
  const traffic = new Traffic(company, new Random(SEED));
  await makeHistory(company, traffic, time, signal);
  if (!signal.aborted) {
    await open(application, company, password);
    door.handOver();
    console.log(`${welcome(application.parts.publicUrl, password)}\nThe data is in ${dataDir} until Ctrl-C.`);
  }
  while (!signal.aborted) {
    await traffic.renew();
    await traffic.step(LIVE);
    await sleep(STEP_MS, undefined, { signal }).catch(() => {});
  }
  await application.stop();
  process.exit(0);
}

/** Gives the others their sign-ins, and lets the lists catch up with the history. */
async function open({ parts }: Application, { manager, auditor }: Company, password: string): Promise<void> {
  for (const userId of [manager, auditor]) await parts.access.signIns.setPassword(userId, password);
  const { readModels, store } = parts.stores;
  await readModels.waitFor(['user-directory', 'shared-sessions', 'audit-trail'], await store.head());
}

function welcome(publicUrl: string, password: string): string {
  return `The demo is ready at ${publicUrl}
  Super Admin: ${OWNER}
  manager:     mara.quinn@example.com
  auditor:     otto.reyes@example.com
  password:    ${password}`;
}

/** Aborts at Ctrl-C and its like, and when the process that started this one has gone without a word. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stopping.abort(), PARENT_IS_ASKED_EVERY_MS).unref();
  return stopping.signal;
}

function daysWanted(text: string | undefined): number {
  const days = Number(text || DEFAULT_DAYS);
  if (Number.isInteger(days) && days >= 1 && days <= 90) return days;
  throw new Error('DEMO_DAYS must be a whole number from 1 to 90.');
}

main().catch((error: unknown) => {
  console.error(`The demo can't go on.\n${explain(error)}`);
  process.exit(1);
});
