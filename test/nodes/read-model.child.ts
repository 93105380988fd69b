/**
 * A node that runs a read model: says `applied <session>` for each event it applies and `shows <position>` for each position
 * that its queries show, whoever applied it. DATABASE is where the rows and the locks are, EVENT_STORE the log and CORNER
 * what is the test's own in it.
 */
import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { projection } from '../../projections/events.ts';
import { PostgresLocks } from '../../src/nodes/postgres-locks.ts';
import { openPostgresDatabase } from '../../src/read-models/database/postgres-database.ts';
import { type Projection, table, text } from '../../src/read-models/projection.ts';
import { Projectors } from '../../src/read-models/projectors.ts';
import { ReadModels } from '../../src/read-models/read-models.ts';
import { openLog } from './open-log.ts';

const say = (line: string) => writeSync(1, `${line}\n`);
const logger = pino({ enabled: false });
const url = process.env.DATABASE!;

const starts = projection({
  name: 'starts',
  version: 1,
  tables: { started_session: table({ session_id: text() }, { primaryKey: ['session_id'] }) },
  on: {
    SessionStarted: ({ data: { sessionId } }, change) => {
      change.put('started_session', { session_id: sessionId });
      say(`applied ${sessionId}`);
    },
  },
});

const readModels = new ReadModels(
  new Projectors({
    database: await openPostgresDatabase({ url, logger }),
    log: (await openLog(process.env.EVENT_STORE!, JSON.parse(process.env.CORNER!))).log,
    projections: [starts as unknown as Projection],
    logger,
    leadership: new PostgresLocks({ url, logger }),
  }),
);
readModels.onPassed((_name, position) => say(`shows ${position}`));
await readModels.start();
say('started');
