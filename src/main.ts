import type { Logger } from 'pino';
import { createApplication } from './application.ts';
import type { FirstAdmin } from './bootstrap.ts';
import { readSettings } from './config.ts';
import { explain } from './explain.ts';
import { FrontDoor } from './http/edge/front-door.ts';
import { createLogger } from './http/logging.ts';
import { OTHERS_MAY_NOTHING } from './stores.ts';

/** The process ends by itself when stopping takes longer than this. */
const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  process.umask(OTHERS_MAY_NOTHING);
  const settings = readSettings();
  const logger = createLogger(settings.logLevel);
  const onFatal = (err: Error) => {
    logger.fatal({ err }, 'The process can not go on, and ends so that nothing is lost');
    process.exit(1);
  };
  const door = await FrontDoor.open(settings.port, settings.host);
  const application = await createApplication(settings, { logger, onFatal, announce, door });
  stopOnSignals(application.stop, logger);
  door.handOver();

  const { publicUrl } = application.parts;
  console.log(`Seatledger is ready at ${publicUrl}\n  the API, to read and to try: ${publicUrl}/docs`);
}

function announce({ email, password, generated }: FirstAdmin): void {
  const shown = generated ? `${password}   (shown this once)` : 'as set in BOOTSTRAP_ADMIN_PASSWORD';
  console.log(`The first account was created. Sign in as\n  e-mail:   ${email}\n  password: ${shown}`);
}

function stopOnSignals(stop: () => Promise<void>, logger: Logger): void {
  const onSignal = (signal: NodeJS.Signals) => {
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop().then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (err) => {
        logger.error({ err }, 'Stopping failed');
        process.exit(1);
      },
    );
  };
  // Every one of them is heard: a second signal, as a process group gets it, must not cut the stop short.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
}

main().catch((error: unknown) => {
  console.error(`Seatledger can't start.\n${explain(error)}`);
  process.exit(1);
});
