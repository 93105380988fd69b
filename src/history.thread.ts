import { History, QUESTIONS, type Questions } from './history/history.ts';
import { CarriedTexts } from './event-store/personal-data.ts';
import { openLogReader, openPersonalKeys, type ThreadPlaces } from './thread-places.ts';
import { type MainThread, serve } from './threads/serve.ts';

/** Answers questions about the past: folds of the log, which may be long, so nothing else waits behind them. */
async function open(places: ThreadPlaces, { logger }: MainThread) {
  const log = await openLogReader(places.log, logger);
  const keys = await openPersonalKeys(places.credentials, logger);
  const history = new History({ log, texts: new CarriedTexts(keys), logger }, places.historyIndex);
  history.start();
  const handlers = Object.fromEntries(
    QUESTIONS.map((question) => [question, (asked: never) => history[question](asked)]),
  ) as unknown as Questions;
  const close = async () => {
    await history.close();
    await keys.close();
    await log.close();
  };
  return { handlers, close };
}

await serve(open);
