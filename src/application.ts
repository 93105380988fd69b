import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { createAccess } from './access.ts';
import { appModule, type Parts } from './app.module.ts';
import { bootstrap, type FirstAdmin } from './bootstrap.ts';
import { Clock } from './common/clock.ts';
import type { Tracing } from './common/tracing.ts';
import type { Settings } from './config.ts';
import { catalogue } from './domain/catalogue.ts';
import type { FrontDoor } from './http/edge/front-door.ts';
import { Admission } from './http/hooks.ts';
import { createHttpServer } from './http/server.ts';
import { createLedger } from './ledger.ts';
import { startPolicies } from './policies.ts';
import { Memberships } from './push/memberships.ts';
import { Push } from './push/push.ts';
import { openStores, type Stores } from './stores.ts';
import { openSupportKeys } from './support-keys.ts';

/** Answers under way get so long to finish when the process is asked to stop. */
const DRAIN_WITHIN_MS = 8_000;
const CLOSE_IDLE_EVERY_MS = 50;
/** Before the port closes, requests on open connections are told to go elsewhere rather than cut off. */
const SAY_SO_FOR_MS = 150;

export type Application = {
  http: NestFastifyApplication;
  parts: Parts;
  /** Finishes what is under way and closes everything in order; further calls wait for the first. */
  stop(): Promise<void>;
};

type Options = {
  logger: Logger;
  clock?: Clock;
  /** The log can't be written any more: the process must end. */
  onFatal(error: Error): void;
  /** Told the way in when this start creates the first account. */
  announce(admin: FirstAdmin): void;
  /** Where spans go; otherwise to the collector of the settings, if they name one. */
  tracing?: Tracing;
  /** Where requests come in, held before anything was opened. */
  door?: FrontDoor;
};

/** Opens the data folder and builds the whole process, ready to listen. */
export async function createApplication(
  settings: Settings,
  { logger, clock: given, onFatal, announce, tracing: givenTracing, door }: Options,
): Promise<Application> {
  const tracing = givenTracing ?? (await openedTracing(settings));
  const stores = await openStores(settings, logger, onFatal, tracing).catch(async (error: unknown) => {
    await tracing?.close();
    throw error;
  });
  const clock = given ?? new Clock(stores.now);
  const following = new AbortController();
  try {
    return await assemble(settings, stores, { logger, clock, announce, following, tracing, door });
  } catch (error) {
    following.abort();
    await stores.stopThreads();
    await stores.close();
    await tracing?.close();
    throw error;
  }
}

type Assembling = Omit<Options, 'onFatal'> & { clock: Clock; following: AbortController };

async function assemble(
  settings: Settings,
  stores: Stores,
  { logger, clock, announce, following, tracing, door }: Assembling,
): Promise<Application> {
  clock.startFrom(await lastInstant(stores));
  await stores.readModels.start();
  void stores.historyThread.start();
  const products = catalogue();
  const publicUrl = settings.publicUrl ?? `http://${reachable(settings.host)}:${settings.port}`;
  const supportKeys = await openSupportKeys(stores);
  const ledger = createLedger(stores, { clock, products, supportKeys: supportKeys.forStarts, logger });
  const access = createAccess(stores, { ledger, supportKeys, publicUrl, logger });
  const head = () => stores.store.head();
  const bootstrapping = { accounts: ledger.accounts, users: ledger.users, signIns: access.signIns, clock, head };
  await stores.exclusive.run('bootstrap', () => bootstrap(bootstrapping, settings.bootstrap, announce));
  const followed = access.follow(following.signal);

  const policies = startPolicies({ stores, ledger, clock, logger });
  const { log, reading, readModels } = stores;
  const push = new Push(log, new Memberships(reading.db, readModels, log), (err) =>
    logger.warn({ err }, 'Telling listeners what happens was cut off; trying again'),
  );
  const parts = {
    stores,
    ledger,
    access,
    policies,
    push,
    clock,
    products,
    admission: new Admission(),
    publicUrl,
    logger,
    tracing,
  };
  const http = await createHttpServer(appModule(parts), {
    answers: stores.answers,
    authenticator: access.authenticator,
    admission: parts.admission,
    trustProxy: settings.trustProxy,
    logger,
    tracing,
    door,
  });

  let stopping: Promise<void> | undefined;
  const stopInOrder = async () => {
    parts.admission.drain();
    await sleep(SAY_SO_FOR_MS);
    await push.close();
    await drained(http);
    await policies.stop();
    following.abort();
    await followed;
    await stores.stopThreads();
    await stores.close();
    await tracing?.close();
  };
  return { http, parts, stop: () => (stopping ??= stopInOrder()) };
}

/** The packages for it are loaded only where they are used. */
async function openedTracing({ traces }: Settings): Promise<Tracing | undefined> {
  if (traces === undefined) return undefined;
  const { openTracing } = await import('./tracing/open-telemetry.ts');
  return openTracing(traces);
}

/** What to type for a server that listens on every address. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host;
}

/** No more connections; what is under way is answered, or cut off when its time is over. */
async function drained(http: NestFastifyApplication): Promise<void> {
  const server = http.getHttpServer() as Server;
  // A connection that was answering when the server closed would otherwise be kept alive for a request that never comes.
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const cutOff = setTimeout(() => server.closeAllConnections(), DRAIN_WITHIN_MS);
  await new Promise((resolve) => server.close(resolve));
  await http.close();
  clearInterval(idle);
  clearTimeout(cutOff);
}

/** When the last event was decided: time goes on from there, whatever the machine's clock says. */
async function lastInstant({ log }: Stores): Promise<string> {
  for await (const [event] of log.readAll({ direction: 'backwards', maxCount: 1 }))
    if (event) return event.metadata.occurredAt;
  return new Date(0).toISOString();
}
